using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class StoriesOnSqlite : StoryContract<SqliteEngine>;

public sealed class StoriesOnPostgresql : StoryContract<PostgresqlEngine>;

public abstract class StoryContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private const string Text =
        "Breaking: the hotel by the lake closes its pool for the whole summer, guests are angry";

    [Fact]
    public async Task Save_NearCopy_JoinsTheStoryOfTheOldest()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Item("first", topic).Saying(Text),
            Item("copy", topic).Saying(Text + "!!"),
            Item("again", topic).Saying(Text.Replace("angry", "furious", StringComparison.Ordinal))
        );

        var mentions = await Stores.Mentions.WalkAsync(0, 10, Cancel);
        Assert.Single(mentions.Select(m => m.StoryId).Distinct());
        Assert.Equal(mentions[0].Id, mentions[0].StoryId);
        Assert.All(mentions, m => Assert.Equal(2, m.Copies));
        Assert.Equal(
            mentions.Select(m => m.Id),
            (await Stores.Mentions.StoryAsync(mentions[0].Id, 10, Cancel)).Select(m => m.Id)
        );
        Assert.Equal(1, (await Stores.Mentions.TotalsAsync(Cancel)).Stories);
    }

    [Fact]
    public async Task Save_SharedBandButOtherText_IsAStoryOfItsOwn()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Item("one", topic).Saying(Text),
            Item("two", topic).Saying("Breaking: quarterly figures of the bank rise, says its chairman in an interview")
        );

        Assert.All(await Stores.Mentions.WalkAsync(0, 10, Cancel), m => Assert.Equal((m.Id, 0), (m.StoryId, m.Copies)));
    }

    [Fact]
    public async Task Save_SameTextTwoMonthsLater_IsAStoryOfItsOwn()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Item("old", topic).Saying(Text) with
            {
                PublishedAt = Now.AddDays(-60),
            },
            Item("new", topic).Saying(Text)
        );

        Assert.All(await Stores.Mentions.WalkAsync(0, 10, Cancel), m => Assert.Equal(0, m.Copies));
    }

    [Fact]
    public async Task Leave_FirstOfAStory_HandsTheStoryToTheOldestCopy()
    {
        var source = await Stores.AddSourceAsync();
        var (gone, kept) = (await Stores.AddTopicAsync("Gone"), await Stores.AddTopicAsync("Kept"));
        await Stores.SaveAsync(
            source,
            Item("first", gone).Saying(Text),
            Item("b", kept).Saying(Text),
            Item("c", kept).Saying(Text)
        );
        var position = await Stores.Mentions.LatestChangeAsync(Cancel);

        await Stores.Topics.DeleteAsync(gone, Cancel);

        var left = await Stores.Mentions.WalkAsync(0, 10, Cancel);
        Assert.Equal(2, left.Count);
        Assert.All(left, m => Assert.Equal((left[0].Id, 1), (m.StoryId, m.Copies)));
        // The story's name is in the index: all three have to be brought up to date.
        Assert.Equal(3, (await Stores.Mentions.ChangesAsync(position, 10, Cancel)).Count);
    }

    [Fact]
    public async Task Leave_AllButOne_LeavesNoStory()
    {
        var source = await Stores.AddSourceAsync();
        var (gone, kept) = (await Stores.AddTopicAsync("Gone"), await Stores.AddTopicAsync("Kept"));
        await Stores.SaveAsync(source, Item("a", kept).Saying(Text), Item("b", gone).Saying(Text));

        await Stores.Topics.DeleteAsync(gone, Cancel);

        var left = await Stores.OnlyMentionAsync();
        Assert.Equal((left.Id, 0), (left.StoryId, left.Copies));
    }
}
