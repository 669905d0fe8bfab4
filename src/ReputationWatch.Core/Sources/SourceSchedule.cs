namespace ReputationWatch.Core.Sources;

/// <summary>How often sources are checked. Times are bounds; each source adapts between them to how often it publishes.</summary>
public sealed record SourceScheduleOptions
{
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The first failure is tried again at once (well, at the next tick); then it waits longer each time.</summary>
    public IReadOnlyList<TimeSpan> BackOff { get; init; } =
    [
        TimeSpan.Zero,
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    /// <summary>The wait before an older page that failed is tried again: never at once, as the page waits for nobody.</summary>
    public TimeSpan Pause(int failures) => BackOff[Math.Clamp(failures, 1, BackOff.Count - 1)];

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (MinInterval <= TimeSpan.Zero)
        {
            yield return "Schedule:MinInterval must be longer than zero; 00:05:00 is the default.";
        }
        if (MaxInterval < MinInterval)
        {
            yield return "Schedule:MaxInterval must not be shorter than Schedule:MinInterval; 1.00:00:00 (a day) is the default.";
        }
        if (BackOff.Count == 0 || BackOff.Any(step => step < TimeSpan.Zero))
        {
            yield return "Schedule:BackOff must hold durations that are not negative, for example 00:01:00.";
        }
    }
}

/// <summary>Decides a source's health and next check from what a check came to. Pure: time and jitter are parameters.</summary>
public static class SourceSchedule
{
    /// <summary>How many of the newest items tell how often the source publishes.</summary>
    private const int GapItems = 20;

    /// <param name="before">Health before the check.</param>
    /// <param name="reading">What the check came to.</param>
    /// <param name="itemsNew">How many of its items were not known.</param>
    /// <param name="every">A person's own schedule, in place of the source's pace; the site's wishes still count.</param>
    /// <param name="jitter">0 to 1: spreads sources that were added together by up to a tenth of the interval.</param>
    public static SourceHealth After(
        SourceHealth before,
        SourceReading reading,
        int itemsNew,
        DateTimeOffset now,
        double jitter,
        SourceScheduleOptions options,
        TimeSpan? every = null
    ) =>
        reading.Outcome.IsSuccess()
            ? AfterSuccess(before, reading, itemsNew, now, jitter, options, every)
            : AfterFailure(before, reading, now, options);

    private static SourceHealth AfterSuccess(
        SourceHealth before,
        SourceReading reading,
        int itemsNew,
        DateTimeOffset now,
        double jitter,
        SourceScheduleOptions options,
        TimeSpan? every
    )
    {
        var interval = every ?? Interval(before, reading, itemsNew, now, options);
        var wait = Max(interval * (1 + jitter / 10), Max(reading.RetryAfter, reading.FreshFor, options.MaxInterval));
        return before with
        {
            NextCheckAt = now + wait,
            LastCheckedAt = now,
            LastSuccessAt = now,
            LastNewItemAt = itemsNew > 0 ? now : before.LastNewItemAt,
            Outcome =
                itemsNew > 0 ? CheckOutcome.NewItems
                : reading.Outcome == CheckOutcome.NewItems ? CheckOutcome.NothingNew
                : reading.Outcome,
            Status = reading.Status,
            Detail = reading.Detail,
            ConsecutiveFailures = 0,
            BlindSince = null,
            RetiredAt = null,
            Interval = interval,
            ETag = reading.Outcome == CheckOutcome.NotModified ? reading.ETag ?? before.ETag : reading.ETag,
            LastModified =
                reading.Outcome == CheckOutcome.NotModified
                    ? reading.LastModified ?? before.LastModified
                    : reading.LastModified,
            ItemsTotal = before.ItemsTotal + itemsNew,
        };
    }

    private static SourceHealth AfterFailure(
        SourceHealth before,
        SourceReading reading,
        DateTimeOffset now,
        SourceScheduleOptions options
    )
    {
        var failures = before.ConsecutiveFailures + 1;
        var step = BackOff(reading.Outcome, failures, options);
        var retired = reading.Outcome == CheckOutcome.Gone;
        return before with
        {
            NextCheckAt =
                now + (retired ? options.MaxInterval : Max(step, Max(reading.RetryAfter, null, options.MaxInterval))),
            LastCheckedAt = now,
            Outcome = reading.Outcome,
            Status = reading.Status,
            Detail = reading.Detail,
            ConsecutiveFailures = failures,
            BlindSince = before.BlindSince ?? now,
            RetiredAt = retired ? before.RetiredAt ?? now : before.RetiredAt,
        };
    }

    /// <summary>A site that says no is not asked again at once: only a stumble is worth an immediate second try.</summary>
    private static TimeSpan BackOff(CheckOutcome outcome, int failures, SourceScheduleOptions options)
    {
        var step = options.BackOff[Math.Min(failures, options.BackOff.Count) - 1];
        var isStumble = outcome.MayPass() && outcome is not (CheckOutcome.RateLimited or CheckOutcome.QuotaUsedUp);
        return isStumble ? step : Max(step, options.MinInterval);
    }

    /// <summary>
    /// Half the usual gap between items, but no shorter than a quarter of the silence since the newest one, so that a source
    /// that has fallen asleep is asked less and less.
    /// </summary>
    private static TimeSpan Interval(
        SourceHealth before,
        SourceReading reading,
        int itemsNew,
        DateTimeOffset now,
        SourceScheduleOptions options
    )
    {
        var times = reading
            .Items.Select(i => i.PublishedAt)
            .OfType<DateTimeOffset>()
            .Where(t => t <= now)
            .OrderDescending()
            .Take(GapItems)
            .ToArray();
        var interval =
            times.Length >= 2
                ? Max((times[0] - times[^1]) / (times.Length - 1) / 2, (now - times[0]) / 4)
                : before.Interval * (itemsNew > 0 ? 0.7 : 1.3);
        return interval < options.MinInterval ? options.MinInterval
            : interval > options.MaxInterval ? options.MaxInterval
            : interval;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>The site's own wishes, but never longer than the longest interval: a wrong header must not retire a source.</summary>
    private static TimeSpan Max(TimeSpan? a, TimeSpan? b, TimeSpan ceiling)
    {
        var longest = Max(a ?? TimeSpan.Zero, b ?? TimeSpan.Zero);
        return longest > ceiling ? ceiling : longest;
    }
}
