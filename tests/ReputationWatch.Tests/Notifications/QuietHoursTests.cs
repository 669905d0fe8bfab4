using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
    private static readonly QuietHours Night = new(new TimeOnly(22, 0), new TimeOnly(7, 0));

    [Theory]
    [InlineData("2026-11-21T20:59:59Z", null)]
    [InlineData("2026-11-21T21:00:00Z", "2026-11-22T06:00:00Z")]
    [InlineData("2026-11-22T05:59:59Z", "2026-11-22T06:00:00Z")]
    [InlineData("2026-11-22T06:00:00Z", null)]
    // The clock goes from 2 to 3 in the night to 29 March, and from 3 back to 2 in that to 25 October.
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z")]
    public void EndOf_ANight_IsSevenOnThePersonsClock(string now, string? end) =>
        Assert.Equal(Time(end), Night.EndOf(Time(now)!.Value, Zurich));

    [Fact]
    public void EndOf_ATimeThatTheClockSkips_IsTheFirstAfterTheGap()
    {
        var quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(2, 30));

        Assert.Equal(Time("2026-03-29T01:00:00Z"), quiet.EndOf(Time("2026-03-28T23:00:00Z")!.Value, Zurich));
    }

    [Fact]
    public void EndOf_ATimeShownTwice_LiesAlwaysInTheFuture()
    {
        var quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(2, 30));

        Assert.Equal(Time("2026-10-25T00:30:00Z"), quiet.EndOf(Time("2026-10-25T00:10:00Z")!.Value, Zurich));
        Assert.Equal(Time("2026-10-25T01:30:00Z"), quiet.EndOf(Time("2026-10-25T01:10:00Z")!.Value, Zurich));
    }

    [Fact]
    public void EndOf_DuringTheDay_AndOfEqualTimes()
    {
        var lunch = new QuietHours(new TimeOnly(12, 0), new TimeOnly(13, 0));
        var never = new QuietHours(new TimeOnly(9, 0), new TimeOnly(9, 0));

        Assert.Equal(Time("2026-11-21T12:00:00Z"), lunch.EndOf(Time("2026-11-21T11:30:00Z")!.Value, Zurich));
        Assert.Null(never.EndOf(Time("2026-11-21T11:30:00Z")!.Value, Zurich));
    }

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
