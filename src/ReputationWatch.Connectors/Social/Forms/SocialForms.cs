using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Social.Forms;

/// <summary>A form that fits a pasted address, and what the address fills in.</summary>
public sealed record FilledForm(SocialForm Form, IReadOnlyDictionary<string, string> Values);

/// <summary>All ways to read networks, in the order in which they are offered.</summary>
public static class SocialForms
{
    public static IReadOnlyList<SocialForm> All { get; } =
    [
        .. Mastodon.MastodonForms.All,
        .. Bluesky.BlueskyForms.All,
        .. Reddit.RedditForms.All,
        .. X.XForms.All,
        .. YouTube.YouTubeForms.All,
        .. HackerNews.HackerNewsForms.All,
        .. Discourse.DiscourseForms.All,
        .. StackExchange.StackExchangeForms.All,
        .. AppStore.AppStoreForms.All,
        .. Trustpilot.TrustpilotForms.All,
        .. GoogleBusiness.GoogleBusinessForms.All,
    ];

    public static SocialForm? Find(string? connector, string? name) =>
        All.FirstOrDefault(f => f.Connector == connector && f.Name == name);

    /// <summary>The form of the network whose public page this is; null when no network is known by it.</summary>
    public static FilledForm? Recognise(WebUrl url) =>
        All.Select(f => f.Recognise(url) is { } values ? new FilledForm(f, values) : null)
            .FirstOrDefault(f => f is not null);

    /// <summary>The same for a page that has been read.</summary>
    public static FilledForm? Recognise(WebUrl url, string html) =>
        All.Select(f => f.RecognisePage(url, html) is { } values ? new FilledForm(f, values) : null)
            .FirstOrDefault(f => f is not null);

    internal static IReadOnlyDictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value);

    /// <summary>The non-empty parts of a path, decoded.</summary>
    internal static string[] Parts(WebUrl url) =>
        [.. url.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    /// <summary>A parameter of the query, decoded.</summary>
    internal static string? Parameter(WebUrl url, string name) =>
        url.Query is { } query ? System.Web.HttpUtility.ParseQueryString(query)[name] : null;

    internal static bool IsHost(WebUrl url, params ReadOnlySpan<string> domains)
    {
        foreach (var domain in domains)
        {
            if (url.Host == domain || url.Host?.EndsWith("." + domain, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>How a server is filled in: its name, or its whole address where that is not the usual one.</summary>
    internal static string Place(WebUrl url) => url is { Scheme: "https", Port: null } ? url.Host! : url.Origin;

    /// <summary>The name of the server that stands in a field.</summary>
    internal static string HostOf(FormReading form, string field) =>
        form.Optional(field) is { } text && FormReading.OriginOf(text) is { } origin ? WebUrl.Parse(origin)!.Host! : "";

    internal static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>Letters, digits and the given marks only: what goes into a path unescaped.</summary>
    internal static string? Name(string text, string marks, int longest = 100) =>
        text.Length is > 0 && text.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || marks.Contains(c))
            ? text
            : null;
}
