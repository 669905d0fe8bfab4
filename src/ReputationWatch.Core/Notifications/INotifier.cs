using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Notifications;

/// <summary>A way out: one folder in ReputationWatch.Notifications each.</summary>
public interface INotifier
{
    /// <summary>The name stored in <see cref="Notification.Notifier"/>: <c>email</c>, <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>Sends it. Sending the same notification twice must be recognisable as one by the receiver (same Message-Id).</summary>
    Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel);
}

/// <summary>What sending came to; a failure says why, never with a secret in it.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    public sealed record Sent : SendOutcome;

    /// <summary>Nothing to say, and wanted only with something in it.</summary>
    public sealed record Needless : SendOutcome;

    /// <summary>May succeed later: connection refused, time-out, 4xx of SMTP, 429 and 5xx of HTTP.</summary>
    /// <param name="After">What the receiver asked for (Retry-After).</param>
    public sealed record TryAgain(SendTrouble Trouble, TimeSpan? After = null) : SendOutcome;

    /// <summary>Will not succeed by waiting: bad address, bad credentials.</summary>
    public sealed record Failed(SendTrouble Trouble) : SendOutcome;
}

/// <summary>Everything a message may say, gathered from the store at the time of sending.</summary>
public abstract record AlertContent
{
    private AlertContent() { }

    /// <param name="Chart">Hourly counts of the topic around the episode, oldest first.</param>
    /// <param name="TopMentions">The mentions that carry it, weightiest first, each with its source's name.</param>
    /// <param name="EpisodeUrl">Absolute address of the episode's page.</param>
    public sealed record OfEpisode(
        Episode Episode,
        Topic Topic,
        IReadOnlyList<CountBucket> Chart,
        IReadOnlyList<TopMention> TopMentions,
        IReadOnlyList<string> BlindSources,
        Uri EpisodeUrl,
        Uri InboxUrl,
        Uri SettingsUrl
    ) : AlertContent
    {
        /// <summary>"I take it": a signed link for the one person it is written to; null for channels and readers.</summary>
        public Uri? TakeUrl { get; init; }

        /// <summary>"False alarm", likewise.</summary>
        public Uri? FalseAlarmUrl { get; init; }
    }

    public sealed record OfSource(Source Source, Uri SourceUrl, Uri SettingsUrl) : AlertContent;

    /// <param name="Sources">The first of them.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Watched">Of so many that are read at all.</param>
    public sealed record OfSources(
        IReadOnlyList<Source> Sources,
        int Count,
        int Watched,
        Uri SourcesUrl,
        Uri SettingsUrl
    ) : AlertContent;

    public sealed record OfTest(Uri SettingsUrl) : AlertContent;

    /// <summary>Several that had to wait, told in one message.</summary>
    public sealed record OfBundle(IReadOnlyList<BundledAlert> Items, DeliveryHold Why, Uri AlertsUrl, Uri SettingsUrl)
        : AlertContent;

    public sealed record OfDigest(DigestReport Report, Uri OverviewUrl, Uri SettingsUrl) : AlertContent
    {
        /// <summary>Nothing in it, and wanted only with something in it.</summary>
        public bool IsNeedless => Report is { IsEmpty: true, WantedEmpty: false };
    }
}

public sealed record TopMention(Mention Mention, string SourceName, Uri MentionUrl);

/// <param name="Content">Null when what it was about has been deleted meanwhile.</param>
public sealed record BundledAlert(Notification Notification, AlertContent? Content);
