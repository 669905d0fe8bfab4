using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Tests.Spikes;

public sealed class TopicWatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 30, 0, TimeSpan.Zero);

    private static readonly Topic Brand = new()
    {
        Id = 1,
        Name = "Brand",
        Kind = TopicKind.Brand,
        Query = "brand",
        CreatedAt = Now,
    };

    private static readonly MentionFact Fact = new("7", Now, Now, "anna", "1", "7", Negative: true);

    private static TopicWatch Watch() =>
        new(Brand.Version, [Fact], new WatchContext(new Dictionary<string, DateTimeOffset>(), []), Now);

    [Fact]
    public void Leave_AMentionThatItCounts_IsRebuiltWithoutIt()
    {
        var watch = Watch();

        watch.Leave("8");
        Assert.False(watch.IsStale(Brand.Version, Now));
        watch.Leave(Fact.Id);

        Assert.True(watch.IsStale(Brand.Version, Now));
    }

    [Fact]
    public void IsStale_AfterADay_LetsGoOfWhatWasDeletedMeanwhile()
    {
        var watch = Watch();

        Assert.False(watch.IsStale(Brand.Version, Now.AddHours(23)));
        Assert.True(watch.IsStale(Brand.Version, Now.AddHours(24)));
    }
}
