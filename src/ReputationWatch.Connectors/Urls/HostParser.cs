using System.Buffers;
using ReputationWatch.Connectors.Urls.Idna;

namespace ReputationWatch.Connectors.Urls;

/// <summary>The host parser and serialiser of the URL Standard (section 3.5); null is failure.</summary>
internal static class HostParser
{
    private static readonly SearchValues<char> ForbiddenHost = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    public static string? Parse(string input, bool isOpaque)
    {
        if (input.StartsWith('['))
        {
            return input.EndsWith(']') ? Ipv6Host.Parse(input.AsSpan(1, input.Length - 2)) : null;
        }
        if (isOpaque)
        {
            var forbidden = input.AsSpan().ContainsAny(ForbiddenHost);
            return forbidden ? null : PercentEncoding.Encode(input, PercentEncodeSet.Control);
        }
        var domain = DomainToAscii(PercentEncoding.DecodeToString(input));
        if (domain is null || !Ipv4Host.EndsInNumber(domain))
        {
            return domain;
        }
        return Ipv4Host.Parse(domain);
    }

    private static string? DomainToAscii(string domain)
    {
        var ascii = IdnaProcessing.ToAscii(domain);
        return string.IsNullOrEmpty(ascii) || ascii.AsSpan().IndexOfAnyExcept(AllowedInDomain) >= 0 ? null : ascii;
    }

    private static readonly SearchValues<char> AllowedInDomain = SearchValues.Create([
        .. Enumerable.Range(0x21, 0x5E).Select(c => (char)c).Where(c => c != '%' && !ForbiddenHost.Contains(c)),
    ]);
}
