using System.Text.Json;

namespace ReputationWatch.Core.Privacy;

/// <summary>What is forgotten by itself, each kind of row at its own age.</summary>
public enum RetentionKind
{
    /// <summary>Mentions with their cases, notes and earlier texts, by their time of publication.</summary>
    Mentions,

    /// <summary>The hourly counts of the mentions that are gone; only when they are not to be kept.</summary>
    Counts,

    /// <summary>Items that matched no topic, by the time at which they were seen.</summary>
    UnmatchedItems,

    /// <summary>Earlier texts of mentions that were edited at their source, by the time at which they were replaced.</summary>
    Versions,

    /// <summary>The history of the checks of the sources.</summary>
    Checks,

    /// <summary>What the jobs did.</summary>
    JobRuns,

    /// <summary>Notifications that were sent or given up.</summary>
    Notifications,
}

/// <summary>How long the installation keeps what it collects. Kept in the store under <see cref="Key"/>.</summary>
public sealed record RetentionSettings
{
    public const string Key = "retention";
    private const int MostMonths = 600;
    private const int MostDays = 36_500;

    /// <summary>Null keeps mentions for ever.</summary>
    public int? MentionMonths { get; init; }

    /// <summary>Whether hourly counts outlive their mentions, so that the trends do.</summary>
    public bool KeepCounts { get; init; } = true;

    /// <summary>Null keeps earlier texts as long as their mention.</summary>
    public int? VersionMonths { get; init; }

    /// <summary>Items that matched no topic: what previews and new topics can look back on.</summary>
    public int UnmatchedDays { get; init; } = 30;
    public int CheckDays { get; init; } = 365;
    public int JobRunDays { get; init; } = 30;
    public int NotificationDays { get; init; } = 365;

    public bool IsValid =>
        (MentionMonths is null or (>= 1 and <= MostMonths))
        && (VersionMonths is null or (>= 1 and <= MostMonths))
        && new[] { UnmatchedDays, CheckDays, JobRunDays, NotificationDays }.All(days => days is >= 1 and <= MostDays);

    public static RetentionSettings Read(string? json)
    {
        try
        {
            var read = json is null ? null : JsonSerializer.Deserialize<RetentionSettings>(json);
            return read is { IsValid: true } ? read : new RetentionSettings();
        }
        catch (JsonException)
        {
            // Keeping is the safe side of a setting that cannot be read.
            return new RetentionSettings();
        }
    }

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>
    /// What is past its time at <paramref name="now"/>. Mentions go in whole hours, because counts are kept by the hour: of no hour
    /// is a part of the mentions gone.
    /// </summary>
    public IReadOnlyList<(RetentionKind Kind, DateTimeOffset Before)> Limits(DateTimeOffset now)
    {
        var limits = new List<(RetentionKind, DateTimeOffset)>();
        if (MentionMonths is { } months)
        {
            var before = WholeHour(now.ToUniversalTime().AddMonths(-months));
            limits.Add((RetentionKind.Mentions, before));
            if (!KeepCounts)
            {
                limits.Add((RetentionKind.Counts, before));
            }
        }
        if (VersionMonths is { } versions)
        {
            limits.Add((RetentionKind.Versions, now.AddMonths(-versions)));
        }
        limits.Add((RetentionKind.UnmatchedItems, now.AddDays(-UnmatchedDays)));
        limits.Add((RetentionKind.Checks, now.AddDays(-CheckDays)));
        limits.Add((RetentionKind.JobRuns, now.AddDays(-JobRunDays)));
        limits.Add((RetentionKind.Notifications, now.AddDays(-NotificationDays)));
        return limits;
    }

    private static DateTimeOffset WholeHour(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour));
}
