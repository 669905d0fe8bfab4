using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.IntegrationTests.Pipeline;

public sealed class SpikeWatchTests
{
    private const string Url = "https://forum.example/feed";

    private static async Task<(Pipeline Pipeline, long Topic, Source Source)> WithHistoryAsync()
    {
        var pipeline = await Pipeline.StartAsync();
        var topic = await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync(Url);
        pipeline.World.Page(Url, StormyBrand.Reading(OrvanneMentions.Usual(pipeline.Clock.GetUtcNow())));
        await pipeline.CrawlAsync();
        await pipeline.Watch.RunAsync(CancellationToken.None);
        return (pipeline, topic, source);
    }

    private static async Task CrawlAgainAsync(Pipeline pipeline, Source source, IEnumerable<RawItem> items)
    {
        pipeline.World.Page(Url, StormyBrand.Reading(items));
        await pipeline.Stores.Sources.CheckNowAsync(source.Id, pipeline.Clock.GetUtcNow(), CancellationToken.None);
        await pipeline.CrawlAsync();
        await pipeline.Watch.RunAsync(CancellationToken.None);
    }

    private static Task<IReadOnlyList<Episode>> EpisodesAsync(Pipeline pipeline) =>
        pipeline.Stores.Episodes.PageAsync(new EpisodeFilter([]), null, 10, CancellationToken.None);

    private static async Task<IReadOnlyList<Notification>> NotificationsAsync(Pipeline pipeline) =>
        await pipeline.Stores.Notifications.RecentAsync(10, CancellationToken.None);

    [Fact]
    public async Task Run_AStormOfComplaints_IsOneEpisodeAndOneMail()
    {
        var (pipeline, topic, source) = await WithHistoryAsync();
        await using var _ = pipeline;
        pipeline.Clock.Move(TimeSpan.FromHours(2));

        await CrawlAgainAsync(pipeline, source, OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()));
        pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        await pipeline.Watch.RunAsync(CancellationToken.None);

        var episode = Assert.Single(await EpisodesAsync(pipeline));
        Assert.Equal(topic, episode.TopicId);
        Assert.True(episode.Evidence.Authors >= 5, $"{episode.Evidence}");
        Assert.NotEmpty(episode.Evidence.TopMentionIds);
        var mail = Assert.Single(await NotificationsAsync(pipeline));
        Assert.Equal((NotificationKind.EpisodeOpened, "on.call@example.org"), (mail.Kind, mail.Recipient));
    }

    [Fact]
    public async Task Run_AfterARestartInAStorm_OpensNoSecondEpisode()
    {
        var (pipeline, _, source) = await WithHistoryAsync();
        await using var __ = pipeline;
        pipeline.Clock.Move(TimeSpan.FromHours(2));
        await CrawlAgainAsync(pipeline, source, OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()));

        pipeline.RestartWatch();
        pipeline.Clock.Move(TimeSpan.FromMinutes(5));
        await pipeline.Watch.RunAsync(CancellationToken.None);

        Assert.Single(await EpisodesAsync(pipeline));
        Assert.Single(await NotificationsAsync(pipeline));
    }

    [Fact]
    public async Task Run_TheStormPasses_TheEpisodeCloses()
    {
        var (pipeline, _, source) = await WithHistoryAsync();
        await using var __ = pipeline;
        pipeline.Clock.Move(TimeSpan.FromHours(2));
        await CrawlAgainAsync(pipeline, source, OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()));

        for (var hour = 0; hour < 40; hour++)
        {
            pipeline.Clock.Move(TimeSpan.FromHours(1));
            await pipeline.Watch.RunAsync(CancellationToken.None);
        }

        Assert.NotNull(Assert.Single(await EpisodesAsync(pipeline)).ClosedAt);
    }

    [Fact]
    public async Task Run_ASourceAddedTodayWithAThousandOldComplaints_OpensNothing()
    {
        var (pipeline, _, _) = await WithHistoryAsync();
        await using var __ = pipeline;
        var added = await pipeline.AddSourceAsync("https://archive.example/feed");
        var now = pipeline.Clock.GetUtcNow();
        pipeline.World.Page(
            added.Url,
            StormyBrand.Reading(
                Enumerable
                    .Range(0, 1000)
                    .Select(i => new RawItem
                    {
                        Kind = MentionKind.Post,
                        ExternalId = $"urn:old:{i}",
                        AuthorName = $"old{i}",
                        Text =
                            $"{OrvanneMentions.Complaints[i % OrvanneMentions.Complaints.Count]} {i * 7919} {i * 104729}",
                        PublishedAt = now.AddDays(-1 - (i % 300)),
                    })
            )
        );

        await pipeline.CrawlAsync();
        await pipeline.Watch.RunAsync(CancellationToken.None);
        pipeline.RestartWatch();
        await pipeline.Watch.RunAsync(CancellationToken.None);

        Assert.Empty(await EpisodesAsync(pipeline));
    }

    [Fact]
    public async Task Run_UndatedItemsOfANewSource_OpenNothing()
    {
        var (pipeline, _, _) = await WithHistoryAsync();
        await using var __ = pipeline;
        var added = await pipeline.AddSourceAsync("https://undated.example/feed");
        pipeline.World.Page(
            added.Url,
            StormyBrand.Reading(
                OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()).Select(i => i with { PublishedAt = null })
            )
        );

        await pipeline.CrawlAsync();
        await pipeline.Watch.RunAsync(CancellationToken.None);

        Assert.Empty(await EpisodesAsync(pipeline));
    }

    [Fact]
    public async Task Run_ACompetitorsStorm_WakesNobody()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync(TopicKind.Competitor);
        var source = await pipeline.AddSourceAsync(Url);
        pipeline.World.Page(Url, StormyBrand.Reading(OrvanneMentions.Usual(pipeline.Clock.GetUtcNow())));
        await pipeline.CrawlAsync();
        pipeline.Clock.Move(TimeSpan.FromHours(2));

        await CrawlAgainAsync(pipeline, source, OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()));

        Assert.Empty(await EpisodesAsync(pipeline));
    }

    [Fact]
    public async Task Run_NothingAtAll_OpensNothing()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync();

        await pipeline.Watch.RunAsync(CancellationToken.None);

        Assert.Empty(await EpisodesAsync(pipeline));
    }

    [Fact]
    public async Task Run_TheTopicIsSwitchedOffInAStorm_TheEpisodeCloses()
    {
        var (pipeline, topic, source) = await WithHistoryAsync();
        await using var _ = pipeline;
        pipeline.Clock.Move(TimeSpan.FromHours(2));
        await CrawlAgainAsync(pipeline, source, OrvanneMentions.Storm(pipeline.Clock.GetUtcNow()));
        Assert.Null(Assert.Single(await EpisodesAsync(pipeline)).ClosedAt);

        var stored = (await pipeline.Stores.Topics.FindAsync(topic, CancellationToken.None))!;
        await pipeline.Stores.Topics.UpdateAsync(stored with { Enabled = false }, CancellationToken.None);
        await pipeline.Watch.RunAsync(CancellationToken.None);

        Assert.Equal(pipeline.Clock.GetUtcNow(), Assert.Single(await EpisodesAsync(pipeline)).ClosedAt);
    }

    [Fact]
    public async Task Run_OneTopicCannotBeWatched_TheOthersAreAllTheSame()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var bad = await pipeline.AddTopicAsync();
        var good = await pipeline.AddTopicAsync();
        var source = await pipeline.AddSourceAsync(Url);
        pipeline.World.Page(Url, StormyBrand.Reading(OrvanneMentions.Usual(pipeline.Clock.GetUtcNow())));
        await pipeline.CrawlAsync();
        pipeline.Clock.Move(TimeSpan.FromHours(2));
        pipeline.World.Page(Url, StormyBrand.Reading(OrvanneMentions.Storm(pipeline.Clock.GetUtcNow())));
        await pipeline.Stores.Sources.CheckNowAsync(source.Id, pipeline.Clock.GetUtcNow(), CancellationToken.None);
        await pipeline.CrawlAsync();
        var watch = pipeline.NewWatch(new FactsWithout(pipeline.Stores.Facts, bad));

        await Assert.ThrowsAsync<AggregateException>(() => watch.RunAsync(CancellationToken.None));

        Assert.Equal(good, Assert.Single(await EpisodesAsync(pipeline)).TopicId);
    }

    /// <summary>Cannot give the facts of one topic.</summary>
    private sealed class FactsWithout(IMentionFactStore facts, long topic) : IMentionFactStore
    {
        public Task<IReadOnlyList<MentionFact>> FactsAsync(
            long topicId,
            DateTimeOffset since,
            CancellationToken cancel
        ) => topicId == topic ? throw new InvalidDataException() : facts.FactsAsync(topicId, since, cancel);

        public Task<IReadOnlyList<TopicFact>> FactsSinceAsync(long sequence, int count, CancellationToken cancel) =>
            facts.FactsSinceAsync(sequence, count, cancel);

        public Task<IReadOnlyList<MentionFact>> FactsOfAsync(
            IReadOnlyList<long> mentionIds,
            CancellationToken cancel
        ) => facts.FactsOfAsync(mentionIds, cancel);

        public Task<IReadOnlyDictionary<long, DateTimeOffset>> FirstMentionsAsync(CancellationToken cancel) =>
            facts.FirstMentionsAsync(cancel);
    }
}
