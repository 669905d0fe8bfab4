namespace ReputationWatch.Core.Notifications;

public enum ChannelProblem
{
    NameMissing,
    NameTooLong,
    UrlMissing,

    /// <summary>No absolute http or https address.</summary>
    UrlWrong,

    /// <summary>Name and password in the address: they would be sent nowhere, or shown.</summary>
    UrlHasPassword,
    SecretNotBase64,
}

/// <summary>What a channel must be before it is kept.</summary>
public static class ChannelRules
{
    public const int LongestName = 100;
    public const int LongestUrl = 2000;
    private const string SecretPrefix = "whsec_";

    public static IEnumerable<ChannelProblem> Check(AlertChannel channel)
    {
        if (string.IsNullOrWhiteSpace(channel.Name))
        {
            yield return ChannelProblem.NameMissing;
        }
        if (channel.Name.Length > LongestName)
        {
            yield return ChannelProblem.NameTooLong;
        }
        if (CheckUrl(channel.Url) is { } wrong)
        {
            yield return wrong;
        }
        if (channel.Secret is { } secret && !IsUsable(secret))
        {
            yield return ChannelProblem.SecretNotBase64;
        }
    }

    private static ChannelProblem? CheckUrl(string url) =>
        url.Length == 0 ? ChannelProblem.UrlMissing
        : url.Length > LongestUrl
        || !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        || parsed.Scheme is not ("https" or "http")
        || parsed.Host.Length == 0
            ? ChannelProblem.UrlWrong
        : parsed.UserInfo.Length > 0 ? ChannelProblem.UrlHasPassword
        : null;

    /// <summary>A secret that says it is base64 (Standard Webhooks) must be so; any other text is taken as it is.</summary>
    private static bool IsUsable(string secret) =>
        !secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        || Convert.TryFromBase64String(secret[SecretPrefix.Length..], new byte[secret.Length], out _);

    /// <summary>The kind that an address gives away by its host; null when it could be any.</summary>
    public static ChannelKind? KindOf(string url)
    {
        var host = Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Host : "";
        return host.Equals("hooks.slack.com", StringComparison.OrdinalIgnoreCase) ? ChannelKind.Slack
            : TeamsHosts.Any(t => host.EndsWith(t, StringComparison.OrdinalIgnoreCase)) ? ChannelKind.Teams
            : null;
    }

    private static readonly string[] TeamsHosts =
    [
        ".webhook.office.com",
        ".logic.azure.com",
        ".environment.api.powerplatform.com",
    ];
}
