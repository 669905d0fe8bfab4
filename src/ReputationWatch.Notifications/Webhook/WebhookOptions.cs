namespace ReputationWatch.Notifications.Webhook;

/// <summary>How webhooks and push services are called. Section <c>Webhook</c> of the settings; the channels are in the store.</summary>
public sealed record WebhookOptions
{
    /// <summary>For one call, from connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Places of the intranet that may be called although their addresses are private: host names, addresses, networks, each with or
    /// without a port (<c>chat.corp.example:8065</c>, <c>10.1.0.0/16</c>).
    /// </summary>
    public IReadOnlyList<string> AllowedPrivate { get; init; } = [];

    /// <summary>What is wrong with the settings, in sentences that say how to mend it. Empty: nothing.</summary>
    public IEnumerable<string> Validate()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromSeconds(35))
        {
            yield return "Webhook:Timeout must be longer than nothing and at most 00:00:35. 00:00:15 is usual.";
        }
    }
}
