using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class IntakeOnSqlite : IntakeContract<SqliteEngine>;

public sealed class IntakeOnPostgresql : IntakeContract<PostgresqlEngine>;

public abstract class IntakeContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Save_NewItem_KeepsEveryField()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var item = Item("a", topic) with
        {
            Item = new RawItem
            {
                Kind = MentionKind.Review,
                ExternalId = "a",
                Url = "https://example.org/a",
                Title = "Très déçu 😞",
                Text = "L'accueil était froid.\nEt la piscine aussi.",
                AuthorId = "77",
                AuthorName = "Élodie",
                PublishedAt = Now.AddDays(-1),
                UpdatedAt = Now.AddHours(-3),
                Rating = new Rating(2.5, 10, 0),
                ItemReviewed = "Hôtel du Lac",
                ParentId = "p",
                Likes = 3,
                Replies = 2,
                Shares = 1,
                Reach = 1_234_567_890_123,
            },
            PublishedAt = Now.AddDays(-1),
        };

        var result = await Stores.SaveAsync(source, item);

        Assert.Equal((1, 0, 0, 0), (result.New, result.Edited, result.Unmatched, result.Known));
        var mention = await Stores.OnlyMentionAsync();
        Assert.Equal(
            new Mention
            {
                Id = mention.Id,
                Kind = MentionKind.Review,
                SourceId = source,
                ExternalId = "a",
                Url = "https://example.org/a",
                Site = "Example",
                Title = "Très déçu 😞",
                Text = "L'accueil était froid.\nEt la piscine aussi.",
                Language = "fr",
                Author = item.Author,
                PublishedAt = Now.AddDays(-1),
                Dated = true,
                SeenAt = Now,
                Rating = new Rating(2.5, 10, 0),
                ItemReviewed = "Hôtel du Lac",
                Likes = 3,
                Replies = 2,
                Shares = 1,
                Reach = 1_234_567_890_123,
                Sentiment = item.Sentiment!,
                StoryId = mention.Id,
                Copies = 0,
                TopicIds = mention.TopicIds,
            },
            mention
        );
        Assert.Equal([topic], mention.TopicIds);
    }

    [Fact]
    public async Task Save_SameBatchTwice_ChangesNothing()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        PreparedItem[] items = [Item("a", topic).NeedingAnAnswer(), Item("b", topic), Item("c")];
        await Stores.SaveAsync(source, items);
        var before = await Stores.SnapshotAsync();

        var again = await Stores.SaveAsync(source, items);

        Assert.Equal((0, 0, 0, 3), (again.New, again.Edited, again.Unmatched, again.Known));
        Assert.Equal(before, await Stores.SnapshotAsync());
    }

    [Fact]
    public async Task Save_SameIdTwiceInOneBatch_KeepsTheFirst()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        PreparedItem[] items = [Item("a", topic).With("one"), Item("a", topic).With("two")];

        var first = await Stores.SaveAsync(source, items);
        var second = await Stores.SaveAsync(source, [.. items.Select(i => i with { SeenAt = Now.AddHours(1) })]);

        Assert.Equal((1, 1), (first.New, first.Known));
        Assert.Equal((0, 0, 2), (second.New, second.Edited, second.Known));
        Assert.Equal("one", (await Stores.OnlyMentionAsync()).Text);
    }

    [Fact]
    public async Task Save_KnownByUrlOnly_IsTheSameAndLearnsItsId()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var withId = Item("a", topic);
        await Stores.SaveAsync(source, withId with { Keys = [withId.Keys[1]] });

        await Stores.SaveAsync(source, withId);
        var moved = await Stores.SaveAsync(
            source,
            withId with
            {
                Keys = [withId.Keys[0], ItemKeys.OfUrl("https://new")],
            }
        );

        Assert.Equal(1, moved.Known);
        await Stores.OnlyMentionAsync();
    }

    [Fact]
    public async Task Save_OtherIdOfTheSameHostAtTheSameAddress_IsAnotherItem()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var page = ItemKeys.OfUrl("https://example.org/thread");

        await Stores.SaveAsync(source, Item("a", topic) with { Keys = [ItemKeys.OfId("example.org", "a"), page] });
        var reply = Item("b", topic) with { Keys = [ItemKeys.OfId("example.org", "b"), page] };

        Assert.Equal(1, (await Stores.SaveAsync(source, reply)).New);
        Assert.Equal(1, (await Stores.SaveAsync(source, reply)).Known);
    }

    [Fact]
    public async Task Save_OtherIdOfAnotherHostAtTheSameAddress_IsTheSameItem()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var page = ItemKeys.OfUrl("https://example.org/article");
        await Stores.SaveAsync(source, Item("a", topic) with { Keys = [ItemKeys.OfId("example.org", "a"), page] });

        var found = Item("b", topic) with { Keys = [ItemKeys.OfId("news.example", "99"), page] };

        Assert.Equal(1, (await Stores.SaveAsync(source, found)).Known);
    }

    [Fact]
    public async Task Save_ChangedText_ReplacesTextSentimentAndCounts()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        var edit = Item("a", topic).With("All good now", Now.AddHours(1)) with
        {
            Sentiment = Scored(SentimentLabel.Positive, NpsClass.Promoter),
        };

        var result = await Stores.SaveAsync(source, edit);

        Assert.Equal(1, result.Edited);
        var mention = await Stores.OnlyMentionAsync();
        Assert.Equal("All good now", mention.Text);
        Assert.Equal(SentimentLabel.Positive, mention.Sentiment.Label);
        Assert.Equal(Now.AddHours(1), mention.EditedAt);
        Assert.Equal(["Text of a"], await Stores.VersionsAsync(mention.Id));
        var counts = await Stores.Counts.TotalsAsync(Query(topic), Cancel);
        Assert.Equal((0, 0, 1), (counts.Negative, counts.Neutral, counts.Positive));
        Assert.Equal((0, 1), (counts.Inferred.Detractors, counts.Inferred.Promoters));
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Save_EarlierBatchDeliveredLate_DoesNotUndoTheEdit()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        await Stores.SaveAsync(source, Item("a", topic).With("edited", Now.AddHours(1)));

        await Stores.SaveAsync(source, Item("a", topic));

        Assert.Equal("edited", (await Stores.OnlyMentionAsync()).Text);
    }

    [Fact]
    public async Task Save_OtherTextOfTheSameItemFromAnotherSource_IsNoEdit()
    {
        var (one, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var other = await Stores.AddSourceAsync("https://example.org/short");
        await Stores.SaveAsync(one, Item("a", topic));

        var result = await Stores.SaveAsync(other, Item("a", topic).With("cut…", Now.AddHours(1)));

        Assert.Equal((0, 1), (result.Edited, result.Known));
        Assert.Equal("Text of a", (await Stores.OnlyMentionAsync()).Text);
    }

    [Fact]
    public async Task Save_EditAfterACorrection_KeepsThePersonsLabel()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        var id = (await Stores.OnlyMentionAsync()).Id;
        await Stores.Mentions.CorrectAsync(id, new Correction(SentimentLabel.Positive, 1, Now), Cancel);

        await Stores.SaveAsync(source, Item("a", topic).With("worse", Now.AddHours(1)));

        var mention = await Stores.OnlyMentionAsync();
        Assert.Equal("worse", mention.Text);
        Assert.True(mention.Sentiment.Corrected);
        Assert.Equal(SentimentLabel.Positive, mention.Sentiment.Label);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Save_EditThatMovesItToAnotherTopic_MovesItsCounts()
    {
        var source = await Stores.AddSourceAsync();
        var (one, two) = (await Stores.AddTopicAsync("One"), await Stores.AddTopicAsync("Two"));
        await Stores.SaveAsync(source, Item("a", one));

        await Stores.SaveAsync(source, Item("a", two).With("about two", Now.AddHours(1)));

        Assert.Equal([two], (await Stores.OnlyMentionAsync()).TopicIds);
        Assert.Equal(0, (await Stores.Counts.TotalsAsync(Query(one), Cancel)).Total);
        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(two), Cancel)).Total);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Save_EditThatNoTopicWants_GoesBackToTheKeptItems()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        var id = (await Stores.OnlyMentionAsync()).Id;
        var position = await Stores.Mentions.LatestChangeAsync(Cancel);
        var edit = Item("a").With("nothing of it", Now.AddHours(1));

        await Stores.SaveAsync(source, edit);
        var again = await Stores.SaveAsync(source, edit);

        Assert.Equal(1, again.Known);
        var totals = await Stores.Mentions.TotalsAsync(Cancel);
        Assert.Equal((0, 1), (totals.Mentions, totals.UnmatchedItems));
        Assert.Equal([id], (await Stores.Mentions.ChangesAsync(position, 10, Cancel)).Select(c => c.MentionId));
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Save_EditThatNoTopicWants_KeepsWhatSomebodyWorkedOn()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic).NeedingAnAnswer());
        var id = (await Stores.OnlyMentionAsync()).Id;
        await Stores.Cases.ApplyAsync(id, new CaseAction.AddNote("called them"), 1, Now, null, Cancel);

        await Stores.SaveAsync(source, Item("a").With("nothing of it", Now.AddHours(1)));

        var mention = await Stores.OnlyMentionAsync();
        Assert.Empty(mention.TopicIds);
        Assert.Contains(await Stores.Cases.EventsAsync(id, Cancel), e => e.Note == "called them");
    }

    [Fact]
    public async Task Save_KeptItemThatATopicNowWants_BecomesAMention()
    {
        var source = await Stores.AddSourceAsync();
        await Stores.SaveAsync(source, Item("a"));
        var topic = await Stores.AddTopicAsync();

        var result = await Stores.SaveAsync(source, Item("a", topic));

        Assert.Equal(1, result.New);
        var totals = await Stores.Mentions.TotalsAsync(Cancel);
        Assert.Equal((1, 0), (totals.Mentions, totals.UnmatchedItems));
        Assert.Equal(1, (await Stores.SaveAsync(source, Item("a", topic))).Known);
    }

    [Fact]
    public async Task Save_MoreLikes_AreTakenOverWithoutBeingAnEdit()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var item = Item("a", topic);
        await Stores.SaveAsync(source, item with { Item = item.Item with { Likes = 1, Reach = 10 } });

        var result = await Stores.SaveAsync(source, item with { Item = item.Item with { Likes = 50 } });

        Assert.Equal((0, 1), (result.Edited, result.Known));
        var mention = await Stores.OnlyMentionAsync();
        Assert.Equal((50, 10), (mention.Likes, mention.Reach));
    }

    [Fact]
    public async Task Save_TakenAwayAtTheSource_IsMarkedAndStaysWhereItWas()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var item = Item("a", topic).NeedingAnAnswer();
        await Stores.SaveAsync(source, item);
        var gone = item with { Item = item.Item with { Deleted = true, Text = "" } };

        await Stores.SaveAsync(source, gone);
        await Stores.SaveAsync(source, gone with { SeenAt = Now.AddHours(1) });

        var mention = await Stores.OnlyMentionAsync();
        Assert.Equal((gone.SeenAt, item.Item.Text), (mention.DeletedAt, mention.Text));
        var inbox = await Stores.Cases.PageAsync(new CaseFilter { Now = Now, View = InboxView.ToHandle }, Cancel);
        Assert.Equal(mention.Id, Assert.Single(inbox.Rows).MentionId);

        await Stores.SaveAsync(source, item);
        Assert.Null((await Stores.OnlyMentionAsync()).DeletedAt);
    }

    [Fact]
    public async Task Save_ItemForACase_OpensItOnceWithItsEvent()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic).NeedingAnAnswer(priority: 80));
        await Stores.SaveAsync(source, Item("a", topic).NeedingAnAnswer(priority: 80));

        var id = (await Stores.OnlyMentionAsync()).Id;
        var opened = (await Stores.Cases.FindManyAsync([id], Cancel))[id];
        Assert.Equal(
            (CaseStatus.New, 80, Now.AddHours(24), Now, 0),
            (opened.Status, opened.Priority, opened.DueAt!.Value, opened.OpenedAt, opened.Version)
        );
        Assert.Equal(CaseEventKind.Opened, Assert.Single(await Stores.Cases.EventsAsync(id, Cancel)).Kind);
    }

    [Fact]
    public async Task Save_TopicsChangedSinceMatching_IsRefused()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var revision = await Stores.Topics.RevisionAsync(Cancel);
        await Stores.AddTopicAsync("Newer");

        await Assert.ThrowsAsync<TopicsChangedException>(() =>
            Stores.Mentions.SaveAsync(Batch(source, Item("a", topic)) with { TopicsRevision = revision }, Cancel)
        );

        Assert.Equal(0, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
    }

    [Fact]
    public async Task Save_TopicDeletedMeanwhile_KeepsTheItemAside()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.Topics.DeleteAsync(topic, Cancel);

        Assert.Equal(1, (await Stores.SaveAsync(source, Item("a", topic))).Unmatched);
    }

    [Fact]
    public async Task Save_SourceDeletedMeanwhile_SavesNothing()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.Sources.DeleteAsync(source, Cancel);

        Assert.Equal(0, (await Stores.SaveAsync(source, Item("a", topic))).New);
        Assert.Equal(0, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
    }

    [Fact]
    public async Task Save_SourceRemovedButForItsMentions_SavesNothing()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        await Stores.Sources.DeleteAsync(source, Cancel);

        Assert.Equal(0, (await Stores.SaveAsync(source, Item("b", topic))).New);
        Assert.Equal(1, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
    }

    [Fact]
    public async Task Save_OneItemAtATime_WastesFewIds()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());

        for (var i = 0; i < 5; i++)
        {
            await Stores.SaveAsync(source, Item($"i{i}", topic));
        }

        Assert.InRange((await Stores.Mentions.WalkAsync(0, 9, Cancel))[^1].Id, 5, 10);
    }

    [Fact]
    public async Task Save_ConclusionThatThrows_SavesNothingAtAll()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var batch = Batch(source, Item("a", topic)) with { Conclude = _ => throw new InvalidOperationException("no") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Stores.Mentions.SaveAsync(batch, Cancel));

        Assert.Equal(0, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
        Assert.Equal(0, await Stores.Mentions.LatestChangeAsync(Cancel));
        Assert.Equal(1, (await Stores.SaveAsync(source, Item("a", topic))).New);
    }

    [Fact]
    public async Task Save_ConcludesWithTheNumberOfItemsThatWereNotKnown()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));

        var result = await Stores.SaveAsync(source, Item("a", topic), Item("b", topic), Item("c"));

        Assert.Equal(2, result.Health.ItemsTotal);
        var check = (await Stores.Sources.ChecksAsync(source, 1, Cancel))[0];
        Assert.Equal((3, 2), (check.ItemsRead, check.ItemsNew));
        Assert.Equal(Now.AddMinutes(15), (await Stores.Sources.FindAsync(source, Cancel))!.Health.NextCheckAt);
    }

    [Theory]
    [InlineData("nul \0 inside")]
    [InlineData("half a pair \ud83d inside")]
    [InlineData("the wrong way round \ude1e\ud83d")]
    public async Task Save_TextThatEnginesRefuse_IsMendedAndSaved(string hostile)
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var item = Item("a", topic).With(hostile) with { Author = new Author(hostile, hostile, hostile, hostile) };

        await Stores.SaveAsync(source, item, Item("b").With(hostile));

        var text = (await Stores.OnlyMentionAsync()).Text;
        Assert.Contains("\ufffd", text, StringComparison.Ordinal);
        Assert.Equal(hostile.Length, text.Length);
    }

    [Fact]
    public async Task Save_ImpossibleNumbersAndTimes_AreKept()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var item = Item("a", topic);
        item = item with
        {
            PublishedAt = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Item = item.Item with
            {
                Rating = new Rating(double.NaN, double.PositiveInfinity, 0),
                Likes = long.MaxValue,
            },
        };

        await Stores.SaveAsync(source, item, Item("b") with { Item = item.Item });

        Assert.Equal(DateTimeOffset.UnixEpoch, (await Stores.OnlyMentionAsync()).PublishedAt);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Save_TwoWritersAtOnce_KeepEachItemOnce()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await using var other = await OpenAsync(Options);
        var batches = Enumerable
            .Range(0, 20)
            .Select(b => Enumerable.Range(b * 5, 20).Select(i => Item($"i{i}", topic)).ToArray());

        await Task.WhenAll(
            batches.SelectMany(b => new[] { Stores, other }.Select(s => Task.Run(() => s.SaveAsync(source, b))))
        );

        Assert.Equal(115, (await Stores.Mentions.TotalsAsync(Cancel)).Mentions);
        Assert.Equal(115, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Total);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
    }

    [Fact]
    public async Task Changes_FollowedWhileManyWrite_MissNone()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await using var other = await OpenAsync(Options);
        var writing = Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(b =>
                    Task.Run(() =>
                        (b % 2 == 0 ? Stores : other).SaveAsync(source, Item($"{b}-1", topic), Item($"{b}-2", topic))
                    )
                )
        );
        var seen = new HashSet<long>();
        long position = 0;
        bool over;
        do
        {
            over = writing.IsCompleted;
            foreach (var change in await Stores.Mentions.ChangesAsync(position, 7, Cancel))
            {
                seen.Add(change.MentionId);
                position = Math.Max(position, change.Sequence);
            }
        } while (!over || position < await Stores.Mentions.LatestChangeAsync(Cancel));
        await writing;

        Assert.Equal(120, seen.Count);
    }
}
