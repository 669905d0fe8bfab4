namespace ReputationWatch.Notifications.Webhook;

internal enum WebhookShape
{
    Generic,
    Slack,
    Mattermost,
    Teams,
}

/// <summary>
/// Where to call and in which shape. Slack and Teams are known by their hosts; <c>slack+https://…</c>, <c>mattermost+https://…</c>,
/// <c>teams+https://…</c> and <c>json+https://…</c> say it outright, for servers of one's own.
/// </summary>
internal sealed record WebhookTarget(WebhookShape Shape, Uri Url)
{
    private static readonly Dictionary<string, WebhookShape> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["json"] = WebhookShape.Generic,
        ["slack"] = WebhookShape.Slack,
        ["mattermost"] = WebhookShape.Mattermost,
        ["teams"] = WebhookShape.Teams,
    };

    private static readonly string[] TeamsHosts =
    [
        ".webhook.office.com",
        ".logic.azure.com",
        ".environment.api.powerplatform.com",
    ];

    /// <summary>Null when it is no address that can be called.</summary>
    public static WebhookTarget? Parse(string recipient)
    {
        var scheme = Math.Max(0, recipient.IndexOf(':', StringComparison.Ordinal));
        var plus = recipient.IndexOf('+', 0, scheme);
        WebhookShape? named = null;
        if (plus > 0)
        {
            if (!Prefixes.TryGetValue(recipient[..plus], out var shape))
            {
                return null;
            }
            named = shape;
            recipient = recipient[(plus + 1)..];
        }
        return
            Uri.TryCreate(recipient, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? new WebhookTarget(named ?? ShapeOf(url.Host), url)
            : null;
    }

    private static WebhookShape ShapeOf(string host) =>
        host.Equals("hooks.slack.com", StringComparison.OrdinalIgnoreCase) ? WebhookShape.Slack
        : TeamsHosts.Any(t => host.EndsWith(t, StringComparison.OrdinalIgnoreCase)) ? WebhookShape.Teams
        : WebhookShape.Generic;
}
