using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.Bluesky;

/// <summary>
/// https://docs.bsky.app: profiles are public; a search needs an account with an app password, or goes without to a server that
/// answers its first page only and may refuse at any time.
/// </summary>
internal static class BlueskyForms
{
    private const string Pages = "bsky.app";
    private static readonly FormField[] Keys =
    [
        new("identifier", FieldKind.Secret, Required: false),
        new("password", FieldKind.Secret, Required: false),
    ];

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new("bluesky", "search", [new("query") { Example = "\"Maison Aubrelac\"" }, .. Keys], Search)
        {
            Title = f => $"{f.Optional("query")} – Bluesky",
            Recognise = SearchOf,
        },
        new("bluesky", "author", [new("handle") { Example = "maison.bsky.social" }, .. Keys], Author)
        {
            Title = f => $"@{f.Optional("handle")?.TrimStart('@')}",
            Recognise = url =>
                url.Host == Pages && Parts(url) is ["profile", { Length: > 0 } handle, ..]
                    ? Values(("handle", handle))
                    : null,
        },
    ];

    private static string? Search(FormReading form)
    {
        var server = form.HasKey("password") ? "https://bsky.social" : "https://api.bsky.app";
        return form.Text("query") is { } query
            ? $"{server}/xrpc/app.bsky.feed.searchPosts?q={Escape(query)}&sort=latest&limit=100"
            : null;
    }

    private static string? Author(FormReading form)
    {
        var server = form.HasKey("password") ? "https://bsky.social" : "https://public.api.bsky.app";
        var handle = form.Checked(
            "handle",
            h => Name(h.TrimStart('@'), ".-:", 253) is { } name && name.IndexOfAny(['.', ':']) > 0 ? name : null,
            FieldProblem.NoAccount
        );
        return handle is null
            ? null
            : $"{server}/xrpc/app.bsky.feed.getAuthorFeed?actor={Escape(handle)}&filter=posts_with_replies&limit=100";
    }

    private static IReadOnlyDictionary<string, string>? SearchOf(WebUrl url) =>
        url.Host != Pages ? null
        : Parts(url) is ["search"] && Parameter(url, "q") is { Length: > 0 } query ? Values(("query", query))
        : Parts(url) is ["hashtag", { Length: > 0 } tag] ? Values(("query", "#" + tag))
        : null;
}
