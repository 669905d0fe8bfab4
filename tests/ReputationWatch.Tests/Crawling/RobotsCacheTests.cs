using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Tests.Crawling;

public sealed class RobotsCacheTests
{
    private static readonly WebUrl Page = WebUrl.Parse("https://example.org/page")!;

    private readonly RobotsCache cache = new(
        new CrawlOptions(),
        new ManualClock(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero))
    );

    [Fact]
    public async Task Get_AReadingThatThrows_IsNotKept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            cache.GetAsync(Page, _ => throw new InvalidOperationException("a bug"), CancellationToken.None)
        );

        var state = await cache.GetAsync(
            Page,
            _ => Task.FromResult<FetchOutcome>(new FetchOutcome.NotFound()),
            CancellationToken.None
        );

        Assert.NotNull(state.Rules);
    }
}
