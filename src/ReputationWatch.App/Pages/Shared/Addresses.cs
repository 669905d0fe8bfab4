namespace ReputationWatch.App.Pages.Shared;

internal static class Addresses
{
    /// <summary>The host for people, without www; the address itself when it has none.</summary>
    public static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.Host.StartsWith("www.", StringComparison.Ordinal)
                ? uri.Host[4..]
                : uri.Host
            : url;

    /// <summary>Where a mention stands, for people: a bare address of a machine tells nobody anything, the source's name does.</summary>
    public static string SiteOf(string site, string sourceName) =>
        System.Net.IPEndPoint.TryParse(site, out _) || site.StartsWith("localhost", StringComparison.Ordinal)
            ? sourceName
            : site;

    /// <summary>An address of the outside that may stand behind a link; anything else (javascript:, data:) is no link.</summary>
    public static string? Outside(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? url : null;
}
