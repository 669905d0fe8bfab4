using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.Mastodon;

/// <summary>https://docs.joinmastodon.org/methods/: public timelines need no token on most servers, searches always do.</summary>
internal static class MastodonForms
{
    private static readonly FormField Server = new("instance") { Example = "mastodon.social" };
    private static readonly FormField OptionalToken = new("token", FieldKind.Secret, Required: false);

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new("mastodon", "hashtag", [Server, new("tag") { Example = "annecy" }, OptionalToken], Hashtag)
        {
            Title = f => $"#{f.Optional("tag")?.TrimStart('#')} – {HostOf(f, "instance")}",
            Recognise = url => IsKnownServer(url) ? TagOf(url) : null,
            RecognisePage = (url, html) => IsMastodon(html) ? TagOf(url) : null,
        },
        new("mastodon", "account", [new("account") { Example = "@maison@mastodon.social" }, OptionalToken], Account)
        {
            Title = f => f.Optional("account") ?? "",
            Recognise = url => IsKnownServer(url) ? AccountOf(url) : null,
            RecognisePage = (url, html) => IsMastodon(html) ? AccountOf(url) : null,
            Lookup = new FormLookup(
                "account",
                f => Handle(f) is var (user, server) ? $"{server}/api/v1/accounts/lookup?acct={Escape(user)}" : null,
                answer => answer.Plain("id")
            ),
        },
        new(
            "mastodon",
            "search",
            [Server, new("query") { Example = "Maison Aubrelac" }, new("token", FieldKind.Secret)],
            Search
        )
        {
            Title = f => $"{f.Optional("query")} – {HostOf(f, "instance")}",
        },
    ];

    private static string? Hashtag(FormReading form)
    {
        var tag = form.Checked(
            "tag",
            t => t.TrimStart('#') is { Length: > 0 } bare && IsTag(bare) ? bare : null,
            FieldProblem.NoName
        );
        return form.Origin("instance") is { } server && tag is not null
            ? $"{server}/api/v1/timelines/tag/{Escape(tag)}?limit=40"
            : null;
    }

    private static bool IsTag(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '_' or '·');

    private static string? Account(FormReading form) =>
        Handle(form) is var (_, server) && form.Id is { } id
            ? $"{server}/api/v1/accounts/{Escape(id)}/statuses?limit=40&exclude_reblogs=true"
            : null;

    private static string? Search(FormReading form) =>
        (form.Origin("instance"), form.Text("query")) is ({ } server, { } query)
            ? $"{server}/api/v2/search?type=statuses&limit=40&q={Escape(query)}"
            : null;

    /// <summary>@user@server, or the address of the profile.</summary>
    private static (string User, string Server)? Handle(FormReading form)
    {
        var text = form.Text("account");
        var handle = text is null ? null : Split(text);
        if (text is not null && handle is null)
        {
            form.Note("account", FieldProblem.NoAccount);
        }
        return handle;
    }

    private static (string User, string Server)? Split(string text)
    {
        if (
            text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && text.Contains("://", StringComparison.Ordinal)
        )
        {
            return WebUrl.Parse(text) is { } url && AccountOf(url) is { } known ? Split(known["account"]) : null;
        }
        var parts = text.TrimStart('@').Split('@');
        return parts.Length == 2 && Name(parts[0], "_.-") is { } user && FormReading.OriginOf(parts[1]) is { } server
            ? (user, server)
            : null;
    }

    private static bool IsMastodon(string html) =>
        html.Contains("id='mastodon'", StringComparison.Ordinal)
        || html.Contains("id=\"mastodon\"", StringComparison.Ordinal);

    /// <summary>Servers known by their names; others are recognised by their pages.</summary>
    private static bool IsKnownServer(WebUrl url) =>
        url.Host is { } host
        && (
            host.StartsWith("mastodon.", StringComparison.Ordinal)
            || host
                is "mstdn.social"
                    or "mas.to"
                    or "mamot.fr"
                    or "piaille.fr"
                    or "framapiaf.org"
                    or "tooting.ch"
                    or "hachyderm.io"
                    or "fosstodon.org"
                    or "infosec.exchange"
        );

    private static IReadOnlyDictionary<string, string>? TagOf(WebUrl url) =>
        Parts(url) is ["tags", { Length: > 0 } tag] ? Values(("instance", Place(url)), ("tag", tag)) : null;

    private static IReadOnlyDictionary<string, string>? AccountOf(WebUrl url) =>
        Parts(url) is [['@', .. { Length: > 0 } user], ..] && !user.Contains('@')
            ? Values(("account", $"@{user}@{Place(url)}"))
            : null;
}
