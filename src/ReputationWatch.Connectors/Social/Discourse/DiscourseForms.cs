using ReputationWatch.Connectors.Social.Forms;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.Discourse;

/// <summary>https://docs.discourse.org: any forum; those behind a sign-in want a user API key.</summary>
internal static class DiscourseForms
{
    private static readonly FormField Forum = new("forum") { Example = "forum.example.org" };
    private static readonly FormField Token = new("token", FieldKind.Secret, Required: false);

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "discourse",
            "posts",
            [Forum, Token],
            form => form.Origin("forum") is { } forum ? $"{forum}/posts.json" : null
        )
        {
            Title = f => HostOf(f, "forum"),
            RecognisePage = (url, html) => IsDiscourse(html) ? Values(("forum", Place(url))) : null,
        },
        new(
            "discourse",
            "search",
            [Forum, new("query") { Example = "Maison Aubrelac" }, Token],
            form =>
                (form.Origin("forum"), form.Text("query")) is ({ } forum, { } query)
                    ? $"{forum}/search.json?q={Escape(query + " order:latest")}"
                    : null
        )
        {
            Title = f => $"{f.Optional("query")} – {HostOf(f, "forum")}",
        },
    ];

    private static bool IsDiscourse(string html) =>
        html.Contains("<meta name=\"generator\" content=\"Discourse", StringComparison.OrdinalIgnoreCase);
}
