using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Privacy;
using ReputationWatch.IntegrationTests.Storage;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Privacy;

public sealed class RetentionOnSqlite : RetentionContract<SqliteEngine>;

public sealed class RetentionOnPostgresql : RetentionContract<PostgresqlEngine>;

public abstract class RetentionContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private const string Text = "The trains to the airport are late again, third time this week, nobody says a word";
    private static readonly DateTimeOffset Limit = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private static PreparedItem Old(string id, long topic) =>
        Item(id, topic).Saying(Text) with
        {
            PublishedAt = Limit.AddMinutes(-5),
        };

    [Fact]
    public async Task Forget_OldMentions_StayAwayAndLeaveTheirCounts()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Old("a", topic).NeedingAnAnswer(),
            Old("b", topic),
            Item("new", topic) with
            {
                PublishedAt = Limit,
            }
        );
        Assert.Equal(2, await Stores.Retention.CountAsync(RetentionKind.Mentions, Limit, Cancel));
        var before = await Stores.Mentions.LatestChangeAsync(Cancel);

        Assert.Equal(1, await Stores.Retention.ForgetAsync(RetentionKind.Mentions, Limit, 1, Cancel));
        Assert.Equal(1, await Stores.Retention.ForgetAsync(RetentionKind.Mentions, Limit, 10, Cancel));
        Assert.Equal(0, await Stores.Retention.ForgetAsync(RetentionKind.Mentions, Limit, 10, Cancel));

        Assert.Equal("new", (await Stores.OnlyMentionAsync()).ExternalId);
        Assert.Equal(3, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Total);
        Assert.Equal(2, (await Stores.Mentions.ChangesAsync(before, 100, Cancel)).Count);
        Assert.Equal((0, 2), Known(await Stores.SaveAsync(source, Old("a", topic), Old("b", topic))));
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task Forget_Counts_LeavesThoseOfTheMentionsThatStay()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Old("a", topic), Item("new", topic));
        await ForgetAllAsync(RetentionKind.Mentions);

        await ForgetAllAsync(RetentionKind.Counts);

        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Total);
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task Forget_TheFirstOfAStory_LeavesItsCopiesTogether()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Old("first", topic));
        await Stores.SaveAsync(
            source,
            Old("b", topic) with
            {
                PublishedAt = Limit,
            },
            Old("c", topic) with
            {
                PublishedAt = Limit,
            }
        );

        await ForgetAllAsync(RetentionKind.Mentions);

        var left = await Stores.Mentions.WalkAsync(0, 10, Cancel);
        Assert.Single(left.Select(m => m.StoryId).Distinct());
        Assert.All(left, m => Assert.Equal(1, m.Copies));
        Assert.Equal(2, (await Stores.Mentions.StoryAsync(left[0].StoryId, 10, Cancel)).Count);
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));

        await Stores.Erasure.EraseAsync(ErasureRequest.OfMention(left[0].Id), null, Now, Cancel);

        var last = await Stores.OnlyMentionAsync();
        Assert.Equal((last.Id, 0), (last.StoryId, last.Copies));
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task Forget_EarlierTexts_GoByTheTimeAtWhichTheyWereReplaced()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        await Stores.SaveAsync(source, Item("a", topic).With("second", Now.AddDays(1)));
        await Stores.SaveAsync(source, Item("a", topic).With("third", Now.AddDays(9)));

        Assert.Equal(1, await Stores.Retention.ForgetAsync(RetentionKind.Versions, Now.AddDays(5), 100, Cancel));
    }

    [Fact]
    public async Task Forget_Notifications_LeavesThoseThatAreStillToGo()
    {
        await Stores.Notifications.AddAsync(
            [
                new NewNotification("sent", NotificationKind.Test, "email", "a@example.org", "en", 1),
                new NewNotification("waiting", NotificationKind.Test, "email", "a@example.org", "en", 1),
            ],
            Now.AddDays(-400),
            Cancel
        );
        var sent = (await Stores.Notifications.RecentAsync(10, Cancel)).Single(n => n.Key == "sent");
        await Stores.Notifications.MarkSentAsync(sent.Id, Now.AddDays(-400), Cancel);

        await Stores.Retention.ForgetAsync(RetentionKind.Notifications, Now.AddDays(-365), 100, Cancel);

        Assert.Equal("waiting", Assert.Single(await Stores.Notifications.RecentAsync(10, Cancel)).Key);
    }

    [Fact]
    public async Task TrimJobRuns_OfAJobThatFailsEverySecond_KeepsTheNewest()
    {
        for (var second = 0; second < 30; second++)
        {
            await Stores.JobRuns.RecordAsync(Run("noisy", Now.AddSeconds(second)), Cancel);
        }
        await Stores.JobRuns.RecordAsync(Run("quiet", Now.AddDays(-9)), Cancel);

        Assert.Equal(20, await Stores.Retention.TrimJobRunsAsync(10, Cancel));

        var left = await Stores.JobRuns.RecentAsync("noisy", 100, Cancel);
        Assert.Equal(Now.AddSeconds(20), left.Min(r => r.StartedAt));
        Assert.Single(await Stores.JobRuns.RecentAsync("quiet", 100, Cancel));
    }

    [Fact]
    public async Task TrimOutbox_KeepsTheNewestAndSaysHowFarItWent()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, [.. Enumerable.Range(0, 30).Select(i => Item($"m{i}", topic))]);
        var latest = await Stores.Mentions.LatestChangeAsync(Cancel);

        var first = await Stores.Retention.TrimOutboxAsync(10, 15, Cancel);
        var second = await Stores.Retention.TrimOutboxAsync(10, 15, Cancel);

        Assert.Equal((15, 5, 0), (first, second, await Stores.Retention.TrimOutboxAsync(10, 15, Cancel)));
        Assert.Equal(latest - 10, await Stores.Mentions.TrimmedChangesAsync(Cancel));
        Assert.Equal(latest, await Stores.Mentions.LatestChangeAsync(Cancel));
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task TrimSketches_DropsTheOld()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        for (var i = 0; i < 10; i++)
        {
            var item = Item($"m{i}", topic).Saying($"word{i} and more of it");
            await Stores.SaveAsync(source, item with { PublishedAt = i % 2 == 0 ? Limit.AddDays(-1) : Now });
        }

        Assert.Equal(3, await Stores.Retention.TrimSketchesAsync(Limit, 3, Cancel));
        Assert.Equal(2, await Stores.Retention.TrimSketchesAsync(Limit, 3, Cancel));
        Assert.Equal(0, await Stores.Retention.TrimSketchesAsync(Limit, 3, Cancel));
    }

    private async Task ForgetAllAsync(RetentionKind kind)
    {
        while (await Stores.Retention.ForgetAsync(kind, Limit, 100, Cancel) > 0) { }
    }

    private static (int New, int Known) Known(IntakeResult result) => (result.New + result.Unmatched, result.Known);

    private static JobRun Run(string job, DateTimeOffset at) =>
        new(0, job, at, TimeSpan.FromMilliseconds(5), JobOutcome.Failed, 0, "no");
}
