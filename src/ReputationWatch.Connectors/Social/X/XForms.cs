using ReputationWatch.Connectors.Social.Forms;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.X;

/// <summary>https://docs.x.com/x-api/posts/search-recent-posts: the last seven days, with a bearer token of a plan that includes it.</summary>
internal static class XForms
{
    private const int LongestQuery = 512;
    private const string Wanted =
        "&max_results=100&tweet.fields=author_id,conversation_id,created_at,lang,note_tweet,public_metrics,referenced_tweets"
        + "&expansions=author_id&user.fields=name,public_metrics,username";

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "x",
            "search",
            [new("query") { Example = "\"Maison Aubrelac\" -is:retweet" }, new("token", FieldKind.Secret)],
            form =>
                form.Text("query", LongestQuery) is { } query
                    ? $"https://api.x.com/2/tweets/search/recent?query={Escape(query)}{Wanted}"
                    : null
        )
        {
            Title = f => $"{f.Optional("query")} – X",
            Recognise = url =>
                !IsHost(url, "x.com", "twitter.com") ? null
                : Parts(url) is ["search"] && Parameter(url, "q") is { Length: > 0 } query ? Values(("query", query))
                : Parts(url) is ["hashtag", { Length: > 0 } tag] ? Values(("query", "#" + tag))
                : Parts(url) is [{ Length: > 0 } user, ..] && Name(user, "_", 15) is not (null or "i" or "home")
                    ? Values(("query", "from:" + user))
                : null,
        },
    ];
}
