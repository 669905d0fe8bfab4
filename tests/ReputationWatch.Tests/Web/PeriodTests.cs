using ReputationWatch.App.Web.Charts;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.Tests.Web;

public sealed class PeriodTests
{
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Period_OfSevenDays_IsSixWholeDaysAndToday()
    {
        var period = Period.Of(PeriodKind.Days7, Comparison.Previous, Now, Zurich);

        Assert.Equal(new DateTimeOffset(2026, 11, 15, 0, 0, 0, TimeSpan.FromHours(1)), period.From);
        Assert.Equal(Now, period.To);
    }

    [Fact]
    public void Period_Before_IsAsLongAndEndsAtTheSameTimeOfDay()
    {
        var period = Period.Of(PeriodKind.Today, Comparison.Previous, Now, Zurich);

        Assert.Equal(period.To - period.From, period.BeforeTo - period.BeforeFrom);
        Assert.Equal(period.From.AddDays(-1), period.BeforeFrom);
    }

    [Fact]
    public void Day_WhoseMidnightComesTwice_BeginsWithTheFirst()
    {
        var havana = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");

        var start = Period.StartOf(new DateOnly(2026, 11, 1), havana);

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(-4)), start);
        Assert.Equal(TimeSpan.FromHours(-4), start.Offset);
    }

    [Theory]
    [InlineData("2026-11-10", "2026-11-05")]
    [InlineData("2026-12-24", "2027-01-05")]
    [InlineData("1995-01-01", "2026-11-21")]
    public void Period_OfOddDays_IsStillAPeriodBeforeNow(string first, string last)
    {
        var period = Period.Of(
            PeriodKind.Custom,
            Comparison.Previous,
            Now,
            Zurich,
            DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture)
        );

        Assert.True(period.From < period.To);
        Assert.True(period.To <= Now);
        Assert.InRange(period.Days, 1, 3660);
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-11-20", 24)]
    public void Buckets_OfADayWhenTheClocksChange_HoldItsHours(string day, int hours)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var period = Period.Of(PeriodKind.Custom, Comparison.Previous, Now, Zurich, date, date);

        Assert.Equal(hours, ChartBuckets.Of(period, Zurich).All.Count);
    }

    [Fact]
    public void Buckets_AcrossTheChangeOfClocks_PutEachHourIntoItsLocalDay()
    {
        var period = Period.Of(
            PeriodKind.Custom,
            Comparison.Previous,
            Now,
            Zurich,
            new DateOnly(2026, 10, 20),
            new DateOnly(2026, 10, 31)
        );
        var buckets = ChartBuckets.Of(period, Zurich);
        // 22:30 UTC on the 24th is the 25th in summer time; 23:00 UTC on the 25th is the 26th in winter time.
        CountBucket[] hours =
        [
            new(new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), new MentionCounts { Negative = 1 }),
            new(new DateTimeOffset(2026, 10, 25, 22, 0, 0, TimeSpan.Zero), new MentionCounts { Negative = 2 }),
            new(new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero), new MentionCounts { Negative = 4 }),
        ];

        var sums = buckets.Sum(hours);

        Assert.Equal(BucketSize.Day, buckets.Size);
        Assert.Equal(3, sums[5].Negative);
        Assert.Equal(4, sums[6].Negative);
    }

    [Fact]
    public void Buckets_OfAYear_AreWeeksThatTogetherHoldEveryHour()
    {
        var buckets = ChartBuckets.Of(Period.Of(PeriodKind.Year, Comparison.Previous, Now, Zurich), Zurich);

        Assert.InRange(buckets.All.Count, 52, 54);
        Assert.All(buckets.All.Zip(buckets.All.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void Span_OfAnEpisodeThatGoesOn_ReachesTheLastColumn()
    {
        var buckets = ChartBuckets.Of(Period.Of(PeriodKind.Days30, Comparison.Previous, Now, Zurich), Zurich);

        Assert.Equal((28, 29), buckets.Span(Now.AddDays(-1), null));
        Assert.Null(buckets.Span(Now.AddDays(-90), Now.AddDays(-80)));
    }

    [Fact]
    public void Label_OfMidnight_IsTheDay()
    {
        var buckets = ChartBuckets.Of(Period.Of(PeriodKind.Today, Comparison.Previous, Now, Zurich), Zurich);

        Assert.Equal("21\u00A0nov.", buckets.Label(buckets.All[0], Formats.French));
        Assert.Equal("9\u00A0h", buckets.Label(buckets.All[9], Formats.French));
        Assert.Equal("09:00", buckets.Label(buckets.All[9], Formats.English));
    }
}
