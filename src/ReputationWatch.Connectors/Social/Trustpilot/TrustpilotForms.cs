using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Forms;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.Trustpilot;

/// <summary>https://developers.trustpilot.com/business-units-api: the public reviews of a company, with an API key of a business account.</summary>
internal static class TrustpilotForms
{
    private const string Api = "https://api.trustpilot.com/v1/business-units";

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "trustpilot",
            "reviews",
            [new("business") { Example = "www.example.org" }, new("key", FieldKind.Secret)],
            form =>
                form.Checked("business", BusinessIn, FieldProblem.NoDomain) is { } business
                && (IsId(business) ? business : form.Id) is { } id
                    ? $"{Api}/{id}/reviews?perPage=100&orderBy=createdat.desc"
                    : null
        )
        {
            Title = f => $"Trustpilot – {BusinessIn(f.Optional("business") ?? "")}",
            Recognise = url =>
                IsHost(url, "trustpilot.com") && Parts(url) is ["review", { Length: > 0 } business, ..]
                    ? Values(("business", business))
                    : null,
            Lookup = new FormLookup(
                "business",
                form =>
                    form.Checked("business", BusinessIn, FieldProblem.NoDomain) is { } business && !IsId(business)
                        ? $"{Api}/find?name={Escape(business)}"
                        : null,
                answer => answer.Plain("id")
            ),
        },
    ];

    private static bool IsId(string text) => text.Length == 24 && text.All(char.IsAsciiHexDigit);

    /// <summary>The company's domain, its Trustpilot address, or the number of its business unit.</summary>
    private static string? BusinessIn(string text)
    {
        const string Page = "/review/";
        var at = text.IndexOf(Page, StringComparison.Ordinal);
        var business = (at < 0 ? text : text[(at + Page.Length)..]).Split('?', '#')[0].Trim('/');
        return IsId(business) ? business
            : FormReading.OriginOf(business) is { } origin ? Urls.WebUrl.Parse(origin)!.Host
            : null;
    }
}
