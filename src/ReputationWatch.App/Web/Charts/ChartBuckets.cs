using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.App.Web.Charts;

internal enum BucketSize
{
    Hour,
    SixHours,
    Day,
    Week,
}

/// <param name="End">Exclusive.</param>
internal sealed record ChartBucket(DateTimeOffset Start, DateTimeOffset End);

/// <summary>
/// The columns of a chart: hours, days or weeks of the reader's calendar, also across a change of the clocks. The store
/// counts by hours of UTC; hours are added up here.
/// </summary>
internal sealed class ChartBuckets
{
    private readonly TimeZoneInfo _zone;

    private ChartBuckets(BucketSize size, IReadOnlyList<ChartBucket> all, TimeZoneInfo zone)
    {
        Size = size;
        All = all;
        _zone = zone;
    }

    public BucketSize Size { get; }

    public IReadOnlyList<ChartBucket> All { get; }

    public static ChartBuckets Of(Period period, TimeZoneInfo zone) =>
        Of(period.FirstDay, period.LastDay, period.To, SizeFor(period.Days), zone);

    /// <summary>Hours around a moment, for the story of an episode.</summary>
    public static ChartBuckets HoursBetween(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var hours = new List<ChartBucket>();
        var first = from.ToUniversalTime();
        for (var start = first.AddTicks(-(first.Ticks % TimeSpan.TicksPerHour)); start < to; start = start.AddHours(1))
        {
            hours.Add(new ChartBucket(start, start.AddHours(1)));
        }
        return new ChartBuckets(BucketSize.Hour, hours, zone);
    }

    /// <summary>Days of the reader's calendar, for a replay.</summary>
    public static ChartBuckets DaysBetween(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone) =>
        Of(
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime),
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime),
            to,
            BucketSize.Day,
            zone
        );

    public MentionCounts[] Sum(IEnumerable<CountBucket> hours)
    {
        var sums = new MentionCounts[All.Count];
        Array.Fill(sums, new MentionCounts());
        foreach (var hour in hours)
        {
            var at = IndexOf(hour.Start);
            if (at >= 0)
            {
                sums[at] += hour.Counts;
            }
        }
        return sums;
    }

    /// <summary>The column that holds a moment; −1 before the first and after the last.</summary>
    public int IndexOf(DateTimeOffset moment)
    {
        int low = 0,
            high = All.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (moment < All[middle].Start)
            {
                high = middle - 1;
            }
            else if (moment >= All[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }
        return -1;
    }

    /// <summary>First and last column that a stretch touches; null when it lies outside.</summary>
    public (int First, int Last)? Span(DateTimeOffset from, DateTimeOffset? to)
    {
        var first = All.Index().FirstOrDefault(b => b.Item.End > from, (-1, null!)).Index;
        var last = All.Index().LastOrDefault(b => b.Item.Start <= (to ?? DateTimeOffset.MaxValue), (-1, null!)).Index;
        return first < 0 || last < first ? null : (first, last);
    }

    public string Label(ChartBucket bucket, Formats format)
    {
        var local = TimeZoneInfo.ConvertTime(bucket.Start, _zone);
        return Size switch
        {
            BucketSize.Hour or BucketSize.SixHours when local.Hour != 0 => format.Hour(local),
            _ => format.DayMonth(local),
        };
    }

    public string Title(ChartBucket bucket, Formats format)
    {
        var from = TimeZoneInfo.ConvertTime(bucket.Start, _zone);
        var to = TimeZoneInfo.ConvertTime(bucket.End, _zone);
        return Size switch
        {
            BucketSize.Hour or BucketSize.SixHours => $"{format.Date(from)}, {format.Time(from)} – {format.Time(to)}",
            BucketSize.Week => $"{format.DayMonth(from)} – {format.Date(to.AddHours(-1))}",
            _ => format.Date(from),
        };
    }

    /// <summary>The local days a column touches, for links.</summary>
    public (DateOnly First, DateOnly Last) Days(ChartBucket bucket) =>
        (
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(bucket.Start, _zone).DateTime),
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(bucket.End.AddTicks(-1), _zone).DateTime)
        );

    private static BucketSize SizeFor(int days) =>
        days switch
        {
            <= 2 => BucketSize.Hour,
            <= 9 => BucketSize.SixHours,
            <= 120 => BucketSize.Day,
            _ => BucketSize.Week,
        };

    private static ChartBuckets Of(
        DateOnly first,
        DateOnly last,
        DateTimeOffset until,
        BucketSize size,
        TimeZoneInfo zone
    )
    {
        var starts = Starts(first, last, size, zone).ToList();
        var end = Period.StartOf(last.AddDays(1), zone);
        var buckets = starts.Select((start, i) => new ChartBucket(start, i + 1 < starts.Count ? starts[i + 1] : end));
        return new ChartBuckets(size, [.. buckets.Where(b => b.Start < until)], zone);
    }

    private static IEnumerable<DateTimeOffset> Starts(DateOnly first, DateOnly last, BucketSize size, TimeZoneInfo zone)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var start = Period.StartOf(day, zone);
            if (size == BucketSize.Week)
            {
                if (day == first || day.DayOfWeek == DayOfWeek.Monday)
                {
                    yield return start;
                }
                continue;
            }
            var step = TimeSpan.FromHours(
                size switch
                {
                    BucketSize.Hour => 1,
                    BucketSize.SixHours => 6,
                    _ => 48,
                }
            );
            var next = Period.StartOf(day.AddDays(1), zone);
            for (var at = start; at < next; at += step)
            {
                yield return at;
            }
        }
    }
}
