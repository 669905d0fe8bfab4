using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Notifications.Words;

/// <summary>What a mail says about an episode, in numbers; the words come from <see cref="AlertWords"/>.</summary>
/// <param name="Kind">Opened, escalated or closed.</param>
/// <param name="Topic">As the reader is told it: of an episode of a whole group the group.</param>
/// <param name="Count">Effective mentions in the window, rounded: copies count once.</param>
/// <param name="Expected">Effective mentions that are usual for the window at this time.</param>
/// <param name="Since">Beginning of the window, in the reader's zone.</param>
/// <param name="Lasted">From opening to closing; null while it goes on.</param>
/// <param name="Opened">In the reader's zone.</param>
internal sealed record EpisodeFacts(
    NotificationKind Kind,
    string Topic,
    SpikeSignal Signal,
    int WindowHours,
    int Count,
    double Expected,
    int Authors,
    int Sources,
    int Stories,
    double NegativeShare,
    double UsualShare,
    IReadOnlyList<SpikeReason> Reasons,
    DateTimeOffset Since,
    TimeSpan? Lasted,
    DateTimeOffset Opened
)
{
    /// <summary>Of an episode of a whole group: the topic that carries most of it.</summary>
    public string? Carrier { get; init; }

    /// <summary>How many times the usual; null where the usual is too little for a ratio to mean anything.</summary>
    public double? Times => Expected >= 0.5 && Count > Expected ? Count / Expected : null;

    /// <summary>A mail says the name several times; longer ones would be most of it.</summary>
    private const int LongestTopic = 100;

    public static EpisodeFacts Of(
        NotificationKind kind,
        AlertContent.OfEpisode content,
        AlertWords words,
        TimeZoneInfo zone
    )
    {
        var episode = content.Episode;
        // At its opening a mail says what opened it; later ones say how far it went.
        var topic = CleanText.Shortened(content.Topic.Name, LongestTopic);
        var evidence = kind == NotificationKind.EpisodeOpened ? episode.Evidence : episode.Peak;
        return new EpisodeFacts(
            kind,
            episode.Group is { } group ? words.WholeGroup(CleanText.Shortened(group, LongestTopic)) : topic,
            evidence.Signal,
            evidence.WindowHours,
            (int)Math.Round(evidence.Effective),
            evidence.Expected,
            evidence.Authors,
            evidence.Sources,
            evidence.Stories,
            evidence.NegativeShare,
            evidence.UsualShare,
            evidence.Reasons,
            TimeZoneInfo.ConvertTime(evidence.At.AddHours(-evidence.WindowHours), zone),
            episode.ClosedAt - episode.OpenedAt,
            TimeZoneInfo.ConvertTime(episode.OpenedAt, zone)
        )
        {
            Carrier = episode.Group is null ? null : topic,
        };
    }
}
