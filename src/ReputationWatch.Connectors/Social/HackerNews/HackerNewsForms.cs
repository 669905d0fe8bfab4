using ReputationWatch.Connectors.Social.Forms;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.HackerNews;

/// <summary>https://hn.algolia.com/api: public, at most 10,000 requests an hour from one address and 1,000 hits a search.</summary>
internal static class HackerNewsForms
{
    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "hackernews",
            "search",
            [
                new("query") { Example = "\"Maison Aubrelac\"" },
                new("what", FieldKind.Choice) { Choices = ["all", "story", "comment"] },
            ],
            form =>
                form.Text("query") is { } query
                    ? $"https://hn.algolia.com/api/v1/search_by_date?query={Escape(query)}&tags={TagsOf(form)}&hitsPerPage=100"
                    : null
        )
        {
            Title = f => $"{f.Optional("query")} – Hacker News",
            Recognise = url =>
                IsHost(url, "hn.algolia.com")
                && (Parameter(url, "q") ?? Parameter(url, "query")) is { Length: > 0 } query
                    ? Values(("query", query))
                    : null,
        },
    ];

    private static string TagsOf(FormReading form) =>
        form.Optional("what") switch
        {
            "story" => "story",
            "comment" => "comment",
            _ => "(story,comment)",
        };
}
