using System.Globalization;
using System.Net;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>One entry of the allow-list: a host name or a network, with or without a port.</summary>
internal sealed record AllowedPlace(string? Host, IPNetwork? Network, int? Port)
{
    public static AllowedPlace? Parse(string entry)
    {
        var text = entry.Trim();
        if (IPNetwork.TryParse(text, out var network))
        {
            return new AllowedPlace(null, network, null);
        }
        var (name, port) = SplitPort(text);
        if (port is 0 or > ushort.MaxValue || name.Length == 0)
        {
            return null;
        }
        if (IPNetwork.TryParse(name, out network))
        {
            return new AllowedPlace(null, network, port);
        }
        if (IPAddress.TryParse(name, out var address))
        {
            return new AllowedPlace(null, new IPNetwork(address, address.GetAddressBytes().Length * 8), port);
        }
        return HostParser.Parse(name, isOpaque: false) is { } host ? new AllowedPlace(host, null, port) : null;
    }

    public bool Covers(string host, int port, IPAddress address) =>
        (Port is null || Port == port)
        && (Network?.Contains(address) ?? string.Equals(Host, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));

    private static (string Name, int? Port) SplitPort(string text)
    {
        var colon = text.LastIndexOf(':');
        var isBareIpv6 =
            colon != text.IndexOf(':', StringComparison.Ordinal) && !text.Contains(']', StringComparison.Ordinal);
        if (colon < 0 || isBareIpv6 || text.EndsWith(']'))
        {
            return (Unbracket(text), null);
        }
        var isNumber = int.TryParse(
            text.AsSpan(colon + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var port
        );
        return (Unbracket(text[..colon]), isNumber ? port : 0);
    }

    private static string Unbracket(string text) => text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
}
