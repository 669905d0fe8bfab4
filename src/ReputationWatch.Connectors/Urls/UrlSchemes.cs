namespace ReputationWatch.Connectors.Urls;

/// <summary>URL Standard, special schemes.</summary>
internal static class UrlSchemes
{
    public static bool IsSpecial(string scheme) => scheme is "http" or "https" or "ws" or "wss" or "ftp" or "file";

    public static int? DefaultPort(string scheme) =>
        scheme switch
        {
            "http" or "ws" => 80,
            "https" or "wss" => 443,
            "ftp" => 21,
            _ => null,
        };
}
