using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Alerts;

public enum CalendarKind
{
    Campaign,
    Maintenance,
    KnownEvent,
}

/// <summary>A time in which a wave of mentions is expected: episodes are recorded and marked, and no mail leaves.</summary>
public sealed record CalendarEntry
{
    public long Id { get; init; }
    public required CalendarKind Kind { get; init; }

    /// <summary>What people call it; shown with every episode in it.</summary>
    public required string Title { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }

    /// <summary>The topics it is for; with no group either, it is for all.</summary>
    public IReadOnlyList<long> TopicIds { get; init; } = [];
    public string? Group { get; init; }
    public long? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public bool Covers(Topic topic, DateTimeOffset at) => From <= at && at < To && Concerns(topic);

    public bool Concerns(Topic topic) =>
        (TopicIds.Count == 0 && Group is null)
        || TopicIds.Contains(topic.Id)
        || (Group is not null && Group == topic.Group);

    public EpisodeHush ToHush() =>
        new(
            Kind switch
            {
                CalendarKind.Campaign => HushReason.Campaign,
                CalendarKind.Maintenance => HushReason.Maintenance,
                _ => HushReason.KnownEvent,
            },
            Title,
            To,
            Id
        );
}

public interface ICalendarStore
{
    /// <summary>Latest first, before <paramref name="before"/> (keyset on start and id).</summary>
    Task<IReadOnlyList<CalendarEntry>> PageAsync(
        (DateTimeOffset From, long Id)? before,
        int size,
        CancellationToken cancel
    );

    /// <summary>Entries that overlap a period.</summary>
    Task<IReadOnlyList<CalendarEntry>> OverlappingAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    );

    Task<CalendarEntry?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Adds it (id 0) or saves its change. Returns its id.</summary>
    Task<long> SaveAsync(CalendarEntry entry, CancellationToken cancel);

    Task DeleteAsync(long id, CancellationToken cancel);
}

public static class CalendarReading
{
    /// <summary>The entries of a period that concern any of these topics.</summary>
    public static async Task<IReadOnlyList<CalendarEntry>> ConcerningAsync(
        this ICalendarStore calendar,
        IReadOnlyList<Topic> topics,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    ) => [.. (await calendar.OverlappingAsync(from, to, cancel)).Where(e => topics.Any(e.Concerns))];
}
