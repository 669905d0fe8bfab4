using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Adaptation;

public sealed class RescoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rescore_AfterAPromotion_GivesOldMentionsTheNewModel()
    {
        await using var here = await LearningInstallation.StartAsync();
        await here.JudgeAsync(10, seed: 9);
        var version = await here.LearnAsync();
        var source = await here.Stores.AddSourceAsync("https://example.org/old");
        var item = Item("old", here.Topic);
        await here.Stores.SaveAsync(
            source,
            item with
            {
                Item = item.Item with
                {
                    Kind = MentionKind.Review,
                    Title = null,
                    Text = "Un service excellent, merci beaucoup.",
                },
                Sentiment = Scored(SentimentLabel.Negative),
            }
        );

        Assert.True(await here.Keeper.AskRescoreAsync(TimeSpan.FromDays(35), 1, Cancel));
        Assert.Equal(131, await here.Tasks.RunAsync("p", Cancel));

        var old = (await here.Stores.Mentions.WalkAsync(0, 1000, Cancel)).Single(m => m.ExternalId == "old");
        Assert.Equal((SentimentLabel.Positive, version), (old.Sentiment.Label, old.Sentiment.ModelVersion));
        var task = Assert.Single(await here.Store.TasksAsync(5, Cancel));
        Assert.Equal((ModelTaskState.Done, 131, 1), (task.State, task.Done, task.Changed));
        Assert.Empty(await here.Stores.Counts.VerifyAsync(Cancel));
        Assert.Equal(0, await here.Tasks.RunAsync("p", Cancel));
    }

    [Fact]
    public async Task Trial_AskedOnThePage_IsDoneByTheJob()
    {
        await using var here = await LearningInstallation.StartAsync();
        await here.JudgeAsync(60);
        await here.Store.AskAsync(
            new ModelTask
            {
                Kind = ModelTaskKind.Trial,
                AskedAt = Now,
                UserId = 4,
            },
            Cancel
        );

        await here.Tasks.RunAsync("p", Cancel);

        Assert.Equal(ModelTaskState.Done, Assert.Single(await here.Store.TasksAsync(5, Cancel)).State);
        Assert.Equal(4, Assert.Single(await here.Store.TrialsAsync(5, Cancel)).UserId);
    }

    /// <summary>
    /// The worst a change of model can do: it calls negative what the earlier one called positive, on every mention of five weeks. The
    /// same change all at once, newest first, is an alarm; oldest first it is none, at any moment in between.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rescore_ChangesEveryLabel_IsNoSpike_BecauseItIsDoneOldestFirst(bool oldestFirst)
    {
        await using var here = await LearningInstallation.StartAsync();
        var (source, topic) = (await here.Stores.AddSourceAsync(), await here.Stores.AddTopicAsync());
        await here.Stores.SaveAsync(source, [.. FiveWeeks(topic)]);
        await here.Stores.Users.AddAsync(
            new User
            {
                Email = "a@example.org",
                Name = "A",
                CreatedAt = Now,
            },
            Cancel
        );
        var watch = new SpikeWatch(
            here.Stores.Topics,
            here.Stores.Sources,
            here.Stores.Mentions,
            here.Stores.Facts,
            here.Stores.Keeper,
            here.Clock,
            NullLogger<SpikeWatch>.Instance
        );
        await watch.RunAsync(Cancel);

        var opened = 0;
        if (oldestFirst)
        {
            await here.Store.AskAsync(Task35Days(), Cancel);
            var task = (await here.Store.ClaimAsync("p", Now, Now.AddMinutes(-2), Cancel))!;
            while (
                await here.Store.RescoreAsync(task, "m2", AllNegative, 60, Cancel) is var next && next.Done > task.Done
            )
            {
                task = next;
                opened += (int)await watch.RunAsync(Cancel);
            }
            Assert.Equal(35 * 24, task.Changed);
        }
        else
        {
            await here.Store.AskAsync(Task35Days() with { From = Now.AddHours(-20) }, Cancel);
            var task = (await here.Store.ClaimAsync("p", Now, Now.AddMinutes(-2), Cancel))!;
            await here.Store.RescoreAsync(task, "m2", AllNegative, 60, Cancel);
            opened += (int)await watch.RunAsync(Cancel);
        }

        Assert.Equal(oldestFirst ? 0 : 1, opened);
        Assert.Equal(oldestFirst ? 0 : 1, (await here.Stores.Notifications.RecentAsync(9, Cancel)).Count);
    }

    private static ModelTask Task35Days() =>
        new()
        {
            Kind = ModelTaskKind.Rescore,
            AskedAt = Now,
            From = Now - ModelKeeper.RescoredByDefault,
            PositionAt = DateTimeOffset.UnixEpoch,
        };

    private static MentionSentiment AllNegative(KeptItem item) =>
        Scored(SentimentLabel.Negative) with
        {
            ModelVersion = "m2",
        };

    /// <summary>A positive mention every hour, by many people.</summary>
    private static IEnumerable<PreparedItem> FiveWeeks(long topic) =>
        Enumerable
            .Range(0, 35 * 24)
            .Select(i =>
                Item($"h{i}", topic) with
                {
                    Author = new Author($"a{i % 300}", $"A{i % 300}", null, null),
                    PublishedAt = Now.AddHours(-i).AddMinutes(-1),
                    SeenAt = Now.AddHours(-i),
                    Sentiment = Scored(SentimentLabel.Positive, NpsClass.Promoter),
                }
            );
}
