using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class TopicsOnSqlite : TopicContract<SqliteEngine>;

public sealed class TopicsOnPostgresql : TopicContract<PostgresqlEngine>;

public abstract class TopicContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Add_KeepsEveryFieldAndSchedulesARematch()
    {
        var topic = new Topic
        {
            Name = "Hôtel du Lac",
            Kind = TopicKind.Competitor,
            Query = "\"hôtel du lac\"",
            Exclude = "emploi",
            Context = "chambre, \"petit déjeuner\"",
            Group = "hotels",
            CreatedAt = Now,
        };

        var id = await Stores.Topics.AddAsync(topic, Cancel);

        Assert.Equal(topic with { Id = id }, await Stores.Topics.FindAsync(id, Cancel));
        Assert.Equal(
            new RematchState(id, 1, RematchPhase.Mentions, 0),
            Assert.Single(await Stores.Topics.PendingRematchesAsync(Cancel))
        );
    }

    [Fact]
    public async Task Update_NameOnly_NeedsNoRematch()
    {
        var id = await Stores.AddTopicAsync();
        await RematchAsync(_ => false);
        var revision = await Stores.Topics.RevisionAsync(Cancel);
        var topic = (await Stores.Topics.FindAsync(id, Cancel))!;

        await Stores.Topics.UpdateAsync(topic with { Name = "Renamed" }, Cancel);

        Assert.Empty(await Stores.Topics.PendingRematchesAsync(Cancel));
        Assert.Equal(1, (await Stores.Topics.FindAsync(id, Cancel))!.Version);
        Assert.NotEqual(revision, await Stores.Topics.RevisionAsync(Cancel));
    }

    [Fact]
    public async Task Update_Query_RaisesTheVersionAndStartsTheRematchAnew()
    {
        var id = await Stores.AddTopicAsync();
        var topic = (await Stores.Topics.FindAsync(id, Cancel))!;

        await Stores.Topics.UpdateAsync(topic with { Query = "other" }, Cancel);

        Assert.Equal(2, (await Stores.Topics.FindAsync(id, Cancel))!.Version);
        Assert.Equal(2, Assert.Single(await Stores.Topics.PendingRematchesAsync(Cancel)).TopicVersion);
    }

    [Fact]
    public async Task Update_Context_StartsTheRematchAnew()
    {
        var id = await Stores.AddTopicAsync();
        var topic = (await Stores.Topics.FindAsync(id, Cancel))!;

        await Stores.Topics.UpdateAsync(topic with { Context = "chambre" }, Cancel);

        Assert.Equal(2, Assert.Single(await Stores.Topics.PendingRematchesAsync(Cancel)).TopicVersion);
    }

    [Fact]
    public async Task MoveGroup_Renamed_IsFollowedByWhoIsToldAndByTheCalendar()
    {
        await AddGroupsAsync();
        var (channel, entry) = await AddWhatKnowsHotelsAsync();

        await Stores.Topics.MoveGroupAsync("hotels", "stays", Cancel);

        Assert.Equal(["stays"], (await Stores.Preferences.FindAsync(channel.User, Cancel)).Topics.Groups);
        Assert.Equal(["stays"], (await Stores.Channels.FindAsync(channel.Id, Cancel))!.Wishes.Topics.Groups);
        Assert.Equal("stays", (await Stores.Calendar.FindAsync(entry, Cancel))!.Group);
    }

    [Theory]
    [InlineData("inns")]
    [InlineData(null)]
    public async Task MoveGroup_MergedOrDissolved_LeavesEverybodyTheTopicsTheyHad(string? to)
    {
        await AddGroupsAsync();
        var (channel, entry) = await AddWhatKnowsHotelsAsync();
        var had = (await Stores.Topics.ListAsync(Cancel)).Where(t => t.Group == "hotels").Select(t => t.Id).ToList();

        await Stores.Topics.MoveGroupAsync("hotels", to, Cancel);

        var after = await Stores.Topics.ListAsync(Cancel);
        var wishes = (await Stores.Preferences.FindAsync(channel.User, Cancel)).Topics;
        var told = (await Stores.Channels.FindAsync(channel.Id, Cancel))!.Wishes.Topics;
        var planned = (await Stores.Calendar.FindAsync(entry, Cancel))!;
        Assert.Equal(had, after.Where(wishes.Include).Select(t => t.Id));
        Assert.Equal(had, after.Where(told.Include).Select(t => t.Id));
        Assert.Equal(had, after.Where(planned.Concerns).Select(t => t.Id));
    }

    private async Task<((long User, long Id) Told, long Entry)> AddWhatKnowsHotelsAsync()
    {
        var hotels = new TopicWishes { AllTopics = false, Groups = ["hotels"] };
        var user = (
            await Stores.Users.AddAsync(
                new User
                {
                    Email = "ana@example.org",
                    Name = "Ana",
                    Role = UserRole.Manager,
                    PasswordHash = "x",
                    SecurityStamp = "x",
                },
                Cancel
            )
        )!.Value;
        await Stores.Preferences.SaveAsync(user, new AlertPreferences { Topics = hotels }, Cancel);
        var channel = await Stores.Channels.AddAsync(
            new AlertChannel
            {
                Name = "c",
                Url = "https://hooks.example",
                Wishes = new ChannelWishes { Topics = hotels },
            },
            Cancel
        );
        var entry = await Stores.Calendar.SaveAsync(
            new CalendarEntry
            {
                Kind = CalendarKind.Campaign,
                Title = "Spring",
                From = Now,
                To = Now.AddDays(9),
                Group = "hotels",
                CreatedAt = Now,
            },
            Cancel
        );
        return ((user, channel), entry);
    }

    [Fact]
    public async Task MoveGroup_ToAnotherGroup_MergesThem()
    {
        await AddGroupsAsync();

        Assert.Equal(2, await Stores.Topics.MoveGroupAsync("hotels", "inns", Cancel));
        Assert.Equal(3, await Stores.Topics.MoveGroupAsync("inns", null, Cancel));
        Assert.Equal(0, await Stores.Topics.MoveGroupAsync("inns", "again", Cancel));

        Assert.All(await Stores.Topics.ListAsync(Cancel), t => Assert.Null(t.Group));
    }

    private async Task AddGroupsAsync()
    {
        foreach (var (name, group) in new[] { ("A", "hotels"), ("B", "hotels"), ("C", "inns"), ("D", null) })
        {
            await Stores.Topics.AddAsync(
                new Topic
                {
                    Name = name,
                    Kind = TopicKind.Brand,
                    Query = name,
                    Group = group,
                    CreatedAt = Now,
                },
                Cancel
            );
        }
    }

    [Fact]
    public async Task Rematch_AddsRemovesAndPromotes_InSlices()
    {
        var source = await Stores.AddSourceAsync();
        var (old, other) = (await Stores.AddTopicAsync("Old"), await Stores.AddTopicAsync("Other"));
        await RematchAsync(
            k => k.Item.ExternalId!.StartsWith('o'),
            new() { [other] = k => !k.Item.ExternalId!.StartsWith('o') }
        );
        await Stores.SaveAsync(
            source,
            [
                .. Enumerable.Range(0, 7).Select(i => Item($"old{i}", old)),
                .. Enumerable.Range(0, 7).Select(i => Item($"other{i}", other)),
                .. Enumerable.Range(0, 7).Select(i => Item($"none{i}")),
            ]
        );
        var topic = (await Stores.Topics.FindAsync(old, Cancel))!;
        await Stores.Topics.UpdateAsync(topic with { Query = "now 1" }, Cancel);

        var progress = await RematchAsync(k => k.Item.ExternalId!.EndsWith('1'));

        // old1 stays, other1 joins, none1 becomes a mention; six of old go back to the kept items.
        Assert.Equal((2, 6), (progress.Sum(p => p.Added), progress.Sum(p => p.Removed)));
        Assert.Equal(3, (await Stores.Counts.TotalsAsync(Query(old), Cancel)).Total);
        var totals = await Stores.Mentions.TotalsAsync(Cancel);
        Assert.Equal((9, 12), (totals.Mentions, totals.UnmatchedItems));
        Assert.Empty(await Stores.Topics.PendingRematchesAsync(Cancel));
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Rematch_PromotedItem_IsKnownWhenItComesAgain()
    {
        var source = await Stores.AddSourceAsync();
        await Stores.SaveAsync(source, Item("a"));
        var topic = await Stores.AddTopicAsync();
        await RematchAsync(_ => true);

        var again = await Stores.SaveAsync(source, Item("a", topic));

        Assert.Equal((0, 0, 1), (again.New, again.Edited, again.Known));
        Assert.Equal([topic], (await Stores.OnlyMentionAsync()).TopicIds);
    }

    [Fact]
    public async Task Rematch_TopicChangedMeanwhile_DoesNothing()
    {
        var source = await Stores.AddSourceAsync();
        await Stores.SaveAsync(source, Item("a"));
        var id = await Stores.AddTopicAsync();
        var state = Assert.Single(await Stores.Topics.PendingRematchesAsync(Cancel));
        var topic = (await Stores.Topics.FindAsync(id, Cancel))!;
        await Stores.Topics.UpdateAsync(topic with { Query = "newer" }, Cancel);

        var progress = await Stores.Mentions.RematchAsync(state, _ => true, k => Item("a", id), 10, Cancel);

        Assert.True(progress.Done);
        Assert.Equal(0, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
        Assert.Equal(2, Assert.Single(await Stores.Topics.PendingRematchesAsync(Cancel)).TopicVersion);
    }

    [Fact]
    public async Task Delete_LetsItsMentionsGoAndForgetsItsCounts()
    {
        var source = await Stores.AddSourceAsync();
        var (gone, kept) = (await Stores.AddTopicAsync("Gone"), await Stores.AddTopicAsync("Kept"));
        await Stores.SaveAsync(source, Item("a", gone), Item("b", gone, kept), Item("c", kept));

        await Stores.Topics.DeleteAsync(gone, Cancel);

        Assert.Equal(["Kept"], (await Stores.Topics.ListAsync(Cancel)).Select(t => t.Name));
        var totals = await Stores.Mentions.TotalsAsync(Cancel);
        Assert.Equal((2, 1), (totals.Mentions, totals.UnmatchedItems));
        Assert.Equal(0, (await Stores.Counts.TotalsAsync(Query(gone), Cancel)).Total);
        Assert.Equal(2, (await Stores.Counts.TotalsAsync(Query(kept), Cancel)).Total);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task KeptItems_MentionsAndUnmatched_NewestFirst()
    {
        var (source, topic) = (await Stores.AddSourceAsync("https://kept.example/feed"), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            [
                .. Enumerable
                    .Range(0, 1200)
                    .Select(i =>
                        (i % 3 == 0 ? Item($"{i}", topic) : Item($"{i}")) with
                        {
                            PublishedAt = Now.AddMinutes(-(i / 2)),
                        }
                    ),
            ]
        );

        var kept = new List<KeptItem>();
        await foreach (var item in Stores.Mentions.KeptItemsAsync(Now.AddMinutes(-500), Cancel))
        {
            kept.Add(item);
        }

        Assert.Equal(1002, kept.Count);
        Assert.Equal(
            kept.OrderByDescending(k => k.PublishedAt).Select(k => k.PublishedAt),
            kept.Select(k => k.PublishedAt)
        );
        Assert.Equal(1002, kept.Select(k => k.Item.ExternalId).Distinct().Count());
        Assert.Equal(334, kept.Count(k => k.MentionId is not null));
        Assert.All(kept, k => Assert.Equal(("kept.example", "https://kept.example/feed"), (k.SourceName, k.SourceUrl)));
    }

    [Fact]
    public async Task ForgetUnmatched_OldOnes_AreNewWhenTheyComeAgain()
    {
        var source = await Stores.AddSourceAsync();
        await Stores.SaveAsync(source, Item("old") with { SeenAt = Now.AddDays(-100) }, Item("new"));

        Assert.Equal(
            1,
            await Stores.Retention.ForgetAsync(RetentionKind.UnmatchedItems, Now.AddDays(-90), 100, Cancel)
        );

        var again = await Stores.SaveAsync(source, Item("old"), Item("new"));
        Assert.Equal((1, 1), (again.Unmatched, again.Known));
    }

    /// <summary>Works off all pending rematches in slices of four.</summary>
    private async Task<List<RematchProgress>> RematchAsync(
        Func<KeptItem, bool> matches,
        Dictionary<long, Func<KeptItem, bool>>? special = null
    )
    {
        var all = new List<RematchProgress>();
        foreach (var state in await Stores.Topics.PendingRematchesAsync(Cancel))
        {
            do
            {
                all.Add(
                    await Stores.Mentions.RematchAsync(
                        state,
                        special?.GetValueOrDefault(state.TopicId) ?? matches,
                        k => Item(k.Item.ExternalId!, state.TopicId),
                        4,
                        Cancel
                    )
                );
            } while (!all[^1].Done);
        }
        return all;
    }
}
