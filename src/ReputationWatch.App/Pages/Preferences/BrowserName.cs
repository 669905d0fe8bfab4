namespace ReputationWatch.App.Pages.Preferences;

/// <summary>What a person recognises a browser by: “Firefox, Linux”. Only for the list; nothing is decided on it.</summary>
internal static class BrowserName
{
    // Each names those before it in its own header, so the order matters.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string userAgent, string unknown)
    {
        var parts = new[] { In(Browsers), In(Systems) }.OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(", ", parts) : unknown;

        string? In((string Sign, string Name)[] known) =>
            known.Where(k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
    }
}
