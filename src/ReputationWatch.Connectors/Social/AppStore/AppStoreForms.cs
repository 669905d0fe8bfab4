using System.Text.RegularExpressions;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.AppStore;

/// <summary>Apple's public feed of an app's reviews: one country at a time, the newest 500, ten pages of fifty.</summary>
internal static partial class AppStoreForms
{
    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "appstore",
            "reviews",
            [new("app") { Example = "https://apps.apple.com/fr/app/id123456789" }, new("country") { Example = "fr" }],
            form =>
                (
                    form.Checked("app", IdIn, FieldProblem.NoNumber),
                    form.Checked("country", CountryIn, FieldProblem.NoName)
                )
                    is ({ } id, { } country)
                    ? $"https://itunes.apple.com/{country}/rss/customerreviews/page=1/id={id}/sortby=mostrecent/json"
                    : null
        )
        {
            Title = f => $"App Store {f.Optional("country")?.ToUpperInvariant()} – {IdIn(f.Optional("app") ?? "")}",
            Recognise = url =>
                IsHost(url, "apps.apple.com", "itunes.apple.com") && IdIn(url.Path) is { } id
                    ? Values(("app", id), ("country", Parts(url) is [{ Length: 2 } country, ..] ? country : "us"))
                    : null,
        },
    ];

    private static string? IdIn(string text) =>
        text.All(char.IsAsciiDigit) && text.Length is >= 6 and <= 12 ? text
        : AppId().Match(text) is { Success: true } match ? match.Groups["id"].Value
        : null;

    private static string? CountryIn(string text) =>
        text.Length == 2 && text.All(char.IsAsciiLetter) ? text.ToLowerInvariant() : null;

    [GeneratedRegex(@"(^|/)id(?<id>[0-9]{6,12})(\?|/|#|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AppId();
}
