using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.Reddit;

/// <summary>https://www.reddit.com/dev/api: with an application's keys; without them the public form, which Reddit refuses to many servers.</summary>
internal static class RedditForms
{
    private static readonly FormField[] Keys =
    [
        new("client_id", FieldKind.Secret, Required: false),
        new("client_secret", FieldKind.Secret, Required: false),
    ];

    private static readonly FormField Subreddit = new("subreddit") { Example = "france" };

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "reddit",
            "search",
            [new("query") { Example = "\"Maison Aubrelac\"" }, Subreddit with { Required = false }, .. Keys],
            Search
        )
        {
            Title = f => $"{f.Optional("query")} – Reddit",
            Recognise = SearchOf,
        },
        new("reddit", "comments", [Subreddit, .. Keys], f => Listing(f, "comments"))
        {
            Title = f => $"r/{Bare(f.Optional("subreddit") ?? "")} – comments",
            Recognise = url =>
                IsReddit(url) && Parts(url) is ["r", { Length: > 0 } name, "comments"]
                    ? Values(("subreddit", name))
                    : null,
        },
        new("reddit", "subreddit", [Subreddit, .. Keys], f => Listing(f, "new"))
        {
            Title = f => $"r/{Bare(f.Optional("subreddit") ?? "")}",
            Recognise = url =>
                IsReddit(url) && Parts(url) is ["r", { Length: > 0 } name, ..] ? Values(("subreddit", name)) : null,
        },
    ];

    private static string? Search(FormReading form)
    {
        var place =
            form.Optional("subreddit") is null ? ""
            : SubredditOf(form) is { } name ? $"/r/{name}"
            : null;
        if (form.Text("query", 512) is not { } query || place is null)
        {
            return null;
        }
        var within = place.Length > 0 ? "&restrict_sr=1" : "";
        return $"{Base(form, place + "/search")}?q={Escape(query)}&sort=new&type=link&limit=100&raw_json=1{within}";
    }

    private static string? Listing(FormReading form, string kind) =>
        SubredditOf(form) is { } name ? $"{Base(form, $"/r/{name}/{kind}")}?limit=100&raw_json=1" : null;

    private static string Base(FormReading form, string path) =>
        form.HasKey("client_id") && form.HasKey("client_secret")
            ? $"https://oauth.reddit.com{path}"
            : $"https://www.reddit.com{path}.json";

    private static string? SubredditOf(FormReading form) =>
        form.Checked("subreddit", text => Name(Bare(text), "_", 21), FieldProblem.NoName);

    private static string Bare(string text)
    {
        var name = text.Trim('/');
        return name.StartsWith("r/", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
    }

    private static bool IsReddit(WebUrl url) => IsHost(url, "reddit.com");

    private static IReadOnlyDictionary<string, string>? SearchOf(WebUrl url)
    {
        if (!IsReddit(url) || Parameter(url, "q") is not { Length: > 0 } query)
        {
            return null;
        }
        return Parts(url) switch
        {
            ["search"] => Values(("query", query)),
            ["r", { Length: > 0 } name, "search"] => Values(("query", query), ("subreddit", name)),
            _ => null,
        };
    }
}
