using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Tests.Sources;

public sealed class SourceScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceScheduleOptions Options = new();

    private static SourceReading Read(CheckOutcome outcome, params double[] agesInHours) =>
        new()
        {
            Outcome = outcome,
            Items =
            [
                .. agesInHours.Select(h => new RawItem
                {
                    Kind = MentionKind.Post,
                    Text = "",
                    PublishedAt = Now.AddHours(-h),
                }),
            ],
        };

    private static SourceHealth After(
        SourceHealth before,
        SourceReading reading,
        int itemsNew = 0,
        double jitter = 0
    ) => SourceSchedule.After(before, reading, itemsNew, Now, jitter, Options);

    private static TimeSpan Wait(SourceHealth after) => after.NextCheckAt - Now;

    [Fact]
    public void After_ItemEveryHour_ChecksEveryHalfHour() =>
        Assert.Equal(TimeSpan.FromMinutes(30), Wait(After(new(), Read(CheckOutcome.NewItems, 0, 1, 2, 3, 4), 5)));

    [Fact]
    public void After_ItemEveryMinute_ChecksNoMoreThanEveryFiveMinutes() =>
        Assert.Equal(
            TimeSpan.FromMinutes(5),
            Wait(After(new(), Read(CheckOutcome.NewItems, [.. Enumerable.Range(0, 30).Select(i => i / 60d)]), 30))
        );

    [Fact]
    public void After_SourceAsleepForMonths_ChecksOnceADay() =>
        Assert.Equal(TimeSpan.FromHours(24), Wait(After(new(), Read(CheckOutcome.NewItems, 2000, 2001, 2002))));

    [Fact]
    public void After_FrequentSourceThatFellSilent_SlowsDown() =>
        Assert.Equal(TimeSpan.FromHours(10), Wait(After(new(), Read(CheckOutcome.NewItems, 40, 41, 42))));

    [Fact]
    public void After_ItemsDatedInTheFuture_DoesNotCountThem() =>
        Assert.Equal(TimeSpan.FromMinutes(30), Wait(After(new(), Read(CheckOutcome.NewItems, -9000, 0, 1, 2))));

    [Fact]
    public void After_UnchangedAgainAndAgain_SlowsDownToADay()
    {
        var health = new SourceHealth();
        for (var i = 0; i < 30; i++)
        {
            health = After(health, Read(CheckOutcome.NotModified));
        }

        Assert.Equal(TimeSpan.FromHours(24), Wait(health));
    }

    [Fact]
    public void After_Unchanged_KeepsTheValidatorsItHad() =>
        Assert.Equal("\"a\"", After(new() { ETag = "\"a\"" }, Read(CheckOutcome.NotModified)).ETag);

    [Fact]
    public void After_FailuresInARow_WaitsLongerEachTime()
    {
        var health = new SourceHealth();
        var waits = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            health = After(health, Read(CheckOutcome.TimedOut));
            waits.Add(Wait(health).TotalMinutes);
        }

        Assert.Equal([0, 1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440], waits);
    }

    [Theory]
    [InlineData(CheckOutcome.RateLimited)]
    [InlineData(CheckOutcome.Forbidden)]
    [InlineData(CheckOutcome.ChallengePage)]
    [InlineData(CheckOutcome.DisallowedByRobots)]
    [InlineData(CheckOutcome.NotFound)]
    public void After_SiteSaysNo_IsNotAskedAgainAtOnce(CheckOutcome outcome) =>
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(After(new(), Read(outcome))));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0.1, 5)]
    [InlineData(100_000, 1440)]
    public void After_RetryAfter_IsTheLeastItWaits(double askedMinutes, double minutes) =>
        Assert.Equal(
            minutes,
            Wait(
                After(new(), Read(CheckOutcome.RateLimited) with { RetryAfter = TimeSpan.FromMinutes(askedMinutes) })
            ).TotalMinutes
        );

    [Fact]
    public void After_FreshForLonger_WaitsUntilItIsStale() =>
        Assert.Equal(
            TimeSpan.FromHours(3),
            Wait(After(new(), Read(CheckOutcome.NewItems, 0, 1, 2) with { FreshFor = TimeSpan.FromHours(3) }))
        );

    [Fact]
    public void After_SuccessAfterFailures_SeesAgain()
    {
        var blind = After(new() { LastSuccessAt = Now.AddDays(-1) }, Read(CheckOutcome.DnsFailed));
        var again = After(blind, Read(CheckOutcome.NewItems, 0, 1), 1);

        Assert.Equal(Now, blind.BlindSince);
        Assert.Equal((null, 0), (again.BlindSince, again.ConsecutiveFailures));
    }

    [Fact]
    public void After_Gone_RetiresTheSourceButLooksOnceADay()
    {
        var health = After(new(), Read(CheckOutcome.Gone));

        Assert.Equal((Now, TimeSpan.FromHours(24)), (health.RetiredAt, Wait(health)));
    }

    [Fact]
    public void After_AnySuccess_WaitsBetweenFiveMinutesAndADayAndATenth() =>
        Prop.ForAll<double[], byte, byte>(
                (ages, isNew, jitter) =>
                {
                    var finite = (ages ?? []).Where(a => Math.Abs(a) < 1e6).ToArray();
                    var wait = Wait(After(new(), Read(CheckOutcome.NewItems, finite), isNew, jitter / 255d));
                    return wait >= TimeSpan.FromMinutes(5) && wait <= TimeSpan.FromHours(24) * 1.1;
                }
            )
            .QuickCheckThrowOnFailure();
}
