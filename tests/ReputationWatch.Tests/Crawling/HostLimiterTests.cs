using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class HostLimiterTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    private HostLimiter NewLimiter(int maxPerHost = 1) => new(maxPerHost, clock);

    [Fact]
    public void Enter_FirstTime_DoesNotWait() => Assert.True(NewLimiter().EnterAsync("h", Gap, Never).IsCompleted);

    [Fact]
    public async Task Enter_WhileAnotherIsInside_WaitsForItsEndAndThePause()
    {
        var limiter = NewLimiter();
        var first = await limiter.EnterAsync("h", Gap, Never);
        var second = limiter.EnterAsync("H", Gap, Never);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(second.IsCompleted);

        first.Dispose();
        clock.Advance(Gap - TimeSpan.FromMilliseconds(1));
        Assert.False(second.IsCompleted);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await second;
    }

    [Fact]
    public async Task Enter_OtherHost_DoesNotWait()
    {
        var limiter = NewLimiter();
        await limiter.EnterAsync("h", Gap, Never);

        Assert.True(limiter.EnterAsync("other", Gap, Never).IsCompleted);
    }

    [Fact]
    public async Task Enter_LongerGapForOneCaller_IsWaitedOut()
    {
        var limiter = NewLimiter();
        (await limiter.EnterAsync("h", Gap, Never)).Dispose();
        var slow = limiter.EnterAsync("h", TimeSpan.FromSeconds(10), Never);

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(slow.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));
        await slow;
    }

    [Fact]
    public async Task Enter_TheClockIsSetBackByAnHour_WaitsForThePauseOnly()
    {
        var limiter = NewLimiter();
        (await limiter.EnterAsync("h", Gap, Never)).Dispose();
        limiter.HoldOff("held", Gap);

        clock.SetBack(TimeSpan.FromHours(1));
        clock.Advance(Gap);

        Assert.True(limiter.EnterAsync("h", Gap, Never).IsCompleted);
        Assert.Null(limiter.HeldFor("held"));
    }

    [Fact]
    public async Task Enter_TwoAtOnceAllowed_StillStartsThemAPauseApart()
    {
        var limiter = NewLimiter(maxPerHost: 2);
        await limiter.EnterAsync("h", Gap, Never);
        var second = limiter.EnterAsync("h", Gap, Never);

        Assert.False(second.IsCompleted);
        clock.Advance(Gap);
        await second;
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_LeavesTheTurnToOthers()
    {
        var limiter = NewLimiter();
        (await limiter.EnterAsync("h", Gap, Never)).Dispose();
        using var stop = new CancellationTokenSource();
        var cancelled = limiter.EnterAsync("h", Gap, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var next = limiter.EnterAsync("h", Gap, Never);
        clock.Advance(2 * Gap);

        await next;
    }

    [Fact]
    public void HoldOff_Twice_KeepsTheLonger()
    {
        var limiter = NewLimiter();
        limiter.HoldOff("h", TimeSpan.FromMinutes(10));
        limiter.HoldOff("h", TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(10), limiter.HeldFor("h"));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(limiter.HeldFor("h"));
    }

    [Fact]
    public void HoldOff_ForAMonth_IsCutToADay()
    {
        var limiter = NewLimiter();
        limiter.HoldOff("h", TimeSpan.FromDays(30));

        Assert.Equal(TimeSpan.FromHours(24), limiter.HeldFor("h"));
    }

    [Fact]
    public async Task Enter_ThousandsOfHosts_ForgetsThoseLongUnused()
    {
        var limiter = NewLimiter();
        for (var i = 0; i < 5000; i++)
        {
            (await limiter.EnterAsync($"h{i}", Gap, Never)).Dispose();
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(limiter.KnownHosts, 1, 1500);
    }
}
