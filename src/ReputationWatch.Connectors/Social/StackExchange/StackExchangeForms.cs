using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.StackExchange;

/// <summary>https://api.stackexchange.com/docs/advanced-search: 300 requests a day from one address, 10,000 with a key.</summary>
internal static class StackExchangeForms
{
    private static readonly string[] OwnDomains =
    [
        "stackoverflow.com",
        "superuser.com",
        "serverfault.com",
        "askubuntu.com",
        "mathoverflow.net",
        "stackapps.com",
    ];

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "stackexchange",
            "search",
            [
                new("site") { Example = "stackoverflow" },
                new("query") { Example = "Maison Aubrelac" },
                new("key", FieldKind.Secret, Required: false),
            ],
            form =>
                (form.Checked("site", SiteIn, FieldProblem.NoName), form.Text("query")) is ({ } site, { } query)
                    ? $"https://api.stackexchange.com/2.3/search/advanced?order=desc&sort=creation&q={Escape(query)}&site={site}&filter=withbody&pagesize=100"
                    : null
        )
        {
            Title = f => $"{f.Optional("query")} – {SiteIn(f.Optional("site") ?? "")}",
            Recognise = url =>
                IsSite(url)
                && Parts(url) is ["search"]
                && Parameter(url, "q") is { Length: > 0 } query
                && SiteIn(url.Host!) is { } site
                    ? Values(("site", site), ("query", query))
                    : null,
        },
    ];

    private static bool IsSite(WebUrl url) => IsHost(url, "stackexchange.com") || IsHost(url, OwnDomains);

    /// <summary>The API's name of a site: <c>travel</c> for travel.stackexchange.com, <c>stackoverflow</c> for its own domain.</summary>
    private static string? SiteIn(string text)
    {
        var host = WebUrl.Parse(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text)?.Host ?? "";
        const string Common = ".stackexchange.com";
        if (host.EndsWith(Common, StringComparison.Ordinal))
        {
            return host[..^Common.Length];
        }
        foreach (var domain in OwnDomains)
        {
            if (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal))
            {
                return host[..(host.Length - domain.Length)] + domain[..domain.IndexOf('.')];
            }
        }
        return Name(text, ".-");
    }
}
