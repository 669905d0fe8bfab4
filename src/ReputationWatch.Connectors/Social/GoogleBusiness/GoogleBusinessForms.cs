using ReputationWatch.Connectors.Social.Forms;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.GoogleBusiness;

/// <summary>
/// https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/list: for the owner of a location, whose
/// project Google has approved.
/// </summary>
internal static class GoogleBusinessForms
{
    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "googlebusiness",
            "reviews",
            [
                new("account_id") { Example = "1234567890" },
                new("location_id") { Example = "9876543210" },
                new("client_id", FieldKind.Secret),
                new("client_secret", FieldKind.Secret),
                new("refresh_token", FieldKind.Secret),
            ],
            form =>
                (
                    form.Checked("account_id", t => Number(t, "accounts/"), FieldProblem.NoNumber),
                    form.Checked("location_id", t => Number(t, "locations/"), FieldProblem.NoNumber)
                )
                    is ({ } account, { } location)
                    ? $"https://mybusiness.googleapis.com/v4/accounts/{account}/locations/{location}/reviews?pageSize=50&orderBy=updateTime%20desc"
                    : null
        )
        {
            Title = f => $"Google – {f.Optional("location_id")}",
        },
    ];

    private static string? Number(string text, string prefix)
    {
        var at = text.LastIndexOf(prefix, StringComparison.Ordinal);
        var number = at < 0 ? text : text[(at + prefix.Length)..];
        return number.Length is > 0 and <= 30 && number.All(char.IsAsciiDigit) ? number : null;
    }
}
