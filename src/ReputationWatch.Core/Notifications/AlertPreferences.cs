using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Notifications;

public enum DigestRhythm
{
    None,
    Daily,
    Weekly,
}

/// <summary>Which topics somebody wants to hear of: all, or those named one by one or by their group.</summary>
public sealed record TopicWishes
{
    public static readonly TopicWishes Everything = new();

    public bool AllTopics { get; init; } = true;
    public IReadOnlyList<long> TopicIds { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Include(Topic topic) =>
        AllTopics || TopicIds.Contains(topic.Id) || (topic.Group is { } group && Groups.Contains(group));
}

/// <summary>What a person wants to be told, how and when. Whether at all is <c>User.ReceivesAlerts</c>.</summary>
public sealed record AlertPreferences
{
    public static readonly AlertPreferences Default = new();

    /// <summary>Messages that one recipient gets in an hour at most, where nothing else was chosen.</summary>
    public const int UsualPerHour = 6;
    public const int LastStep = 5;

    public TopicWishes Topics { get; init; } = TopicWishes.Everything;

    /// <summary>By e-mail; a person with push messages may want no mails.</summary>
    public bool ByMail { get; init; } = true;

    /// <summary>0: told at once; n: told when nobody before has answered an episode.</summary>
    public int EscalationStep { get; init; }

    /// <summary>Sources that fail and come back; null: those who may change sources are told.</summary>
    public bool? SourceNotices { get; init; }

    public QuietHours? Quiet { get; init; }

    /// <summary>Episodes that get worse or that nobody has answered come also in quiet hours.</summary>
    public bool UrgentInQuietHours { get; init; } = true;

    public int PerHour { get; init; } = UsualPerHour;

    public DigestRhythm Digest { get; init; }
    public TimeOnly DigestAt { get; init; } = new(8, 0);
    public DayOfWeek DigestDay { get; init; } = DayOfWeek.Monday;

    /// <summary>A digest that has nothing to say is sent all the same, in one line.</summary>
    public bool DigestWhenNothing { get; init; }

    /// <summary>When the rhythm was chosen: no digest is made for times before.</summary>
    public DateTimeOffset? DigestSince { get; init; }
}

public interface IAlertPreferenceStore
{
    /// <summary>The defaults for somebody who never chose.</summary>
    Task<AlertPreferences> FindAsync(long userId, CancellationToken cancel);

    /// <summary>Those who chose something, by user.</summary>
    Task<IReadOnlyDictionary<long, AlertPreferences>> ListAsync(CancellationToken cancel);

    Task SaveAsync(long userId, AlertPreferences preferences, CancellationToken cancel);
}
