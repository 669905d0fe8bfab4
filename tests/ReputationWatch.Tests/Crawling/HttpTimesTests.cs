using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class HttpTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData(" 0 ", 0)]
    [InlineData("1.2", 2)]
    [InlineData("99999999999999999999", 2_592_000)]
    [InlineData("Sat, 21 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("Saturday, 21-Nov-26 12:01:00 GMT", 60)]
    [InlineData("Sat Nov 21 12:01:00 2026", 60)]
    [InlineData("Sat, 21 Nov 2026 13:01:00 +0100", 60)]
    [InlineData("Sat, 21 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("Sun, 21 Nov 2100 11:00:00 GMT", 2_592_000)]
    public void RetryAfter_SecondsOrDate_GivesTheWait(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(value, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void RetryAfter_Unreadable_GivesNothing(string? value) => Assert.Null(RetryAfter.Parse(value, Now));

    [Theory]
    [InlineData("X-RateLimit-Reset", "2026-11-21T12:05:00.000Z", 300)]
    [InlineData("x-rate-limit-reset", "1795262700", 300)]
    [InlineData("x-ratelimit-reset", "300", 300)]
    [InlineData("RateLimit-Reset", "300", 300)]
    [InlineData("X-Other", "300", null)]
    public void RetryAfter_RateLimitOfAnApi_IsReadFromItsResetHeader(string name, string value, int? seconds)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = value };

        Assert.Equal(seconds, RetryAfter.Of(headers, isRateLimit: true, Now)?.TotalSeconds);
        Assert.Null(RetryAfter.Of(headers, isRateLimit: false, Now));
    }

    [Theory]
    [InlineData("max-age=600", null, null, 600)]
    [InlineData("public, MAX-AGE=\"600\", s-maxage=5", null, null, 600)]
    [InlineData("max-age=600", null, "100", 500)]
    [InlineData("max-age=600", null, "700", 0)]
    [InlineData("max-age=600, max-age=5", null, null, 600)]
    [InlineData("max-age=ten", "Sat, 21 Nov 2026 13:00:00 GMT", null, 0)]
    [InlineData("max-age=600, no-cache", null, null, 0)]
    [InlineData("no-store", "Sat, 21 Nov 2026 13:00:00 GMT", null, 0)]
    [InlineData("no-cache=\"set-cookie, x\", max-age=60", null, null, 60)]
    [InlineData("max-age=99999999999", null, null, int.MaxValue)]
    [InlineData(null, "Sat, 21 Nov 2026 13:00:00 GMT", null, 3600)]
    [InlineData(null, "0", null, 0)]
    [InlineData("max-age=60", "Sat, 21 Nov 2026 13:00:00 GMT", null, 60)]
    public void MaxAge_WhatTheServerSays_FollowsTheCachingRfc(
        string? control,
        string? expires,
        string? age,
        int seconds
    ) => Assert.Equal(TimeSpan.FromSeconds(seconds), Freshness.MaxAge(control, expires, null, age, Now));

    [Fact]
    public void MaxAge_ExpiresWithDate_CountsFromTheServersOwnClock() =>
        Assert.Equal(
            TimeSpan.FromMinutes(10),
            Freshness.MaxAge(null, "Sat, 21 Nov 2026 15:10:00 GMT", "Sat, 21 Nov 2026 15:00:00 GMT", null, Now)
        );

    [Fact]
    public void MaxAge_NothingSaid_IsUnknown() => Assert.Null(Freshness.MaxAge("public", null, null, "5", Now));
}
