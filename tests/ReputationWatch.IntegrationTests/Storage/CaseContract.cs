using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class CasesOnSqlite : CaseContract<SqliteEngine>;

public sealed class CasesOnPostgresql : CaseContract<PostgresqlEngine>;

public abstract class CaseContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Apply_EveryAction_IsKeptWithItsEvent()
    {
        var id = (await FillAsync(1))[0];

        await ApplyAsync(id, new CaseAction.Assign(7));
        await ApplyAsync(id, new CaseAction.AddNote("Appelé \0 le client"));
        await ApplyAsync(id, new CaseAction.Snooze(Now.AddDays(1)));
        var closed = await ApplyAsync(id, new CaseAction.SetStatus(CaseStatus.Resolved));

        Assert.Equal(closed, (await Stores.Cases.FindManyAsync([id], Cancel))[id]);
        Assert.Equal((CaseStatus.Resolved, 7, Now), (closed.Status, closed.AssigneeId, closed.ClosedAt));
        var events = await Stores.Cases.EventsAsync(id, Cancel);
        Assert.Equal(
            [
                CaseEventKind.Opened,
                CaseEventKind.Assigned,
                CaseEventKind.Noted,
                CaseEventKind.Snoozed,
                CaseEventKind.StatusChanged,
            ],
            events.Select(e => e.Kind)
        );
        Assert.Equal("Appelé \ufffd le client", events[2].Note);
        Assert.Equal(("Open", "Resolved", 1L), (events[4].From, events[4].To, events[4].UserId));
    }

    [Fact]
    public async Task Apply_OnAnOlderVersion_IsRefused()
    {
        var id = (await FillAsync(1))[0];
        var seen = (await Stores.Cases.FindManyAsync([id], Cancel))[id].Version;
        await ApplyAsync(id, new CaseAction.Assign(1));

        var refused = await Assert.ThrowsAsync<CaseChangedException>(() =>
            Stores.Cases.ApplyAsync(id, new CaseAction.Assign(2), 2, Now, seen, Cancel)
        );

        Assert.Equal(1, refused.Current.AssigneeId);
        Assert.Equal(1, (await Stores.Cases.FindManyAsync([id], Cancel))[id].AssigneeId);
    }

    [Fact]
    public async Task Apply_ManyAtOnceOnOneVersion_OnlyOneWins()
    {
        var id = (await FillAsync(1))[0];
        await using var other = await OpenAsync(Options);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(u =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            var store = u % 2 == 0 ? Stores : other;
                            await store.Cases.ApplyAsync(id, new CaseAction.Assign(u), u, Now, 0, Cancel);
                            return 1;
                        }
                        catch (CaseChangedException)
                        {
                            return 0;
                        }
                    })
                )
        );

        Assert.Equal(1, outcomes.Sum());
        Assert.Equal(2, (await Stores.Cases.EventsAsync(id, Cancel)).Count);
    }

    [Fact]
    public async Task Apply_OnAMentionWithoutACase_OpensOne()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));
        var id = (await Stores.OnlyMentionAsync()).Id;

        await ApplyAsync(id, new CaseAction.AddNote("hm"));

        Assert.Equal(
            [CaseEventKind.Opened, CaseEventKind.Noted],
            (await Stores.Cases.EventsAsync(id, Cancel)).Select(e => e.Kind)
        );
        Assert.Equal([id], await PageIdsAsync(InboxView.ToHandle));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => ApplyAsync(id + 1, new CaseAction.AddNote("hm")));
    }

    [Fact]
    public async Task Page_EachView_ShowsItsOwnAndTheCountsAgree()
    {
        var ids = await FillAsync(7);
        await ApplyAsync(ids[1], new CaseAction.Assign(1));
        await ApplyAsync(ids[2], new CaseAction.SetStatus(CaseStatus.Waiting));
        await ApplyAsync(ids[3], new CaseAction.Snooze(Now.AddDays(2)));
        await ApplyAsync(ids[4], new CaseAction.SetStatus(CaseStatus.Replied));
        await ApplyAsync(ids[5], new CaseAction.Snooze(Now.AddMinutes(-1)));
        var late = Now.AddHours(23).AddMinutes(59);

        Assert.Equal([ids[0], ids[1], ids[5], ids[6]], await PageIdsAsync(InboxView.ToHandle));
        Assert.Equal([ids[1]], await PageIdsAsync(InboxView.Mine));
        Assert.Equal([ids[0], ids[5], ids[6]], await PageIdsAsync(InboxView.Unassigned));
        Assert.Equal([ids[2], ids[3]], await PageIdsAsync(InboxView.Waiting));
        Assert.Equal([ids[4]], await PageIdsAsync(InboxView.Closed));
        Assert.Equal(ids, await PageIdsAsync(InboxView.All));
        Assert.Empty(await PageIdsAsync(InboxView.Overdue, late));
        Assert.Equal(
            [ids[0], ids[1], ids[5], ids[6]],
            await PageIdsAsync(InboxView.Overdue, Now.AddHours(24).AddMinutes(1))
        );
        Assert.Equal(new CaseCounts(4, 1, 3, 0, 2), await Stores.Cases.CountsAsync(1, Now, Cancel));
        Assert.Equal(0, (await Stores.Cases.CountsAsync(null, Now, Cancel)).Mine);
    }

    [Theory]
    [InlineData(InboxView.ToHandle)]
    [InlineData(InboxView.All)]
    public async Task Page_Followed_ShowsEachOnceInOrder(InboxView view)
    {
        var ids = await FillAsync(23, samePublication: 4);
        var seen = new List<long>();
        MentionCursor? after = null;
        do
        {
            var page = await Stores.Cases.PageAsync(
                new CaseFilter
                {
                    Now = Now,
                    View = view,
                    Size = 5,
                    After = after,
                },
                Cancel
            );
            Assert.Equal(23, page.Total);
            seen.AddRange(page.Rows.Select(r => r.MentionId));
            after = page.Next;
        } while (after is not null);

        Assert.Equal(ids.Order(), seen.Order());
        var mentions = await Stores.Mentions.FindManyAsync(seen, Cancel);
        Assert.Equal(mentions.OrderByDescending(m => m.PublishedAt).ThenByDescending(m => m.Id), mentions);
    }

    [Theory]
    [InlineData(InboxView.ToHandle)]
    [InlineData(InboxView.All)]
    public async Task Page_Filters_AllHold(InboxView view)
    {
        var (one, two) = (await Stores.AddSourceAsync(), await Stores.AddSourceAsync("https://two.example/feed"));
        var (brand, product) = (await Stores.AddTopicAsync("Brand"), await Stores.AddTopicAsync("Product"));
        await Stores.SaveAsync(one, Item("a", brand).NeedingAnAnswer(), Item("b", brand, product).NeedingAnAnswer());
        await Stores.SaveAsync(
            two,
            Item("c", product).NeedingAnAnswer() with
            {
                Language = "en",
                PublishedAt = Now.AddDays(-3),
            },
            Item("d", product).NeedingAnAnswer() with
            {
                Sentiment = Scored(SentimentLabel.Neutral),
            }
        );
        var ids = (await Stores.Mentions.WalkAsync(0, 10, Cancel)).ToDictionary(m => m.ExternalId!, m => m.Id);
        var all = new CaseFilter { Now = Now, View = view };

        Assert.Equal(["b", "a"], await Names(all with { TopicIds = [brand] }));
        Assert.Equal(["d", "b", "c"], await Names(all with { TopicIds = [product] }));
        Assert.Equal(["d", "b", "a", "c"], await Names(all with { TopicIds = [brand, product] }));
        Assert.Equal(["d", "c"], await Names(all with { SourceIds = [two] }));
        Assert.Equal(["c"], await Names(all with { Languages = ["en", "de"] }));
        Assert.Equal(["d"], await Names(all with { Sentiments = [SentimentLabel.Neutral] }));
        Assert.Equal(["c"], await Names(all with { To = Now.AddDays(-1) }));
        Assert.Equal(["b"], await Names(all with { TopicIds = [product], SourceIds = [one], From = Now.AddDays(-1) }));

        async Task<IEnumerable<string>> Names(CaseFilter filter)
        {
            var page = await Stores.Cases.PageAsync(filter, Cancel);
            Assert.Equal(page.Rows.Count, page.Total);
            return page.Rows.Select(r => ids.First(i => i.Value == r.MentionId).Key);
        }
    }

    [Fact]
    public async Task Page_All_ShowsMentionsWithoutACase()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("a", topic));

        var page = await Stores.Cases.PageAsync(new CaseFilter { Now = Now, View = InboxView.All }, Cancel);

        Assert.Null(Assert.Single(page.Rows).Case);
    }

    [Fact]
    public async Task MedianFirstAction_IsTheMiddleOfTheWaits()
    {
        var ids = await FillAsync(5);
        double[] minutes = [10, 50, 20, 40];
        for (var i = 0; i < 4; i++)
        {
            await Stores.Cases.ApplyAsync(
                ids[i],
                new CaseAction.AddNote("x"),
                1,
                Now.AddMinutes(minutes[i]),
                null,
                Cancel
            );
        }

        var median = await Stores.Cases.MedianFirstActionAsync([], Now.AddDays(-1), Now.AddDays(1), Cancel);

        Assert.Equal(TimeSpan.FromMinutes(30), median);
        Assert.Null(await Stores.Cases.MedianFirstActionAsync([999], Now.AddDays(-1), Now.AddDays(1), Cancel));
        Assert.Null(await Stores.Cases.MedianFirstActionAsync([], Now.AddDays(1), Now.AddDays(2), Cancel));
    }

    [Fact]
    public async Task Correct_LabelsCountsAndTrace_Follow()
    {
        var id = (await FillAsync(1))[0];
        var topic = (await Stores.OnlyMentionAsync()).TopicIds[0];
        var position = await Stores.Mentions.LatestChangeAsync(Cancel);

        await Stores.Mentions.CorrectAsync(id, new Correction(SentimentLabel.Positive, 3, Now), Cancel);
        await Stores.Mentions.CorrectAsync(id, new Correction(SentimentLabel.Positive, 3, Now), Cancel);

        var sentiment = (await Stores.OnlyMentionAsync()).Sentiment;
        Assert.Equal(
            (SentimentLabel.Positive, NpsClass.Promoter, true),
            (sentiment.Label, sentiment.Nps, sentiment.Corrected)
        );
        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Positive);
        Assert.Empty(await Stores.Counts.VerifyAsync(Cancel));
        Assert.Single(await Stores.Mentions.ChangesAsync(position, 10, Cancel));
        var made = Assert.Single(
            await Stores.Cases.EventsAsync(id, Cancel),
            e => e.Kind == CaseEventKind.LabelCorrected
        );
        Assert.Equal(("Negative", "Positive", 3L), (made.From, made.To, made.UserId));
    }

    private Task<Case> ApplyAsync(long id, CaseAction action) =>
        Stores.Cases.ApplyAsync(id, action, 1, Now, null, Cancel);

    private async Task<IReadOnlyList<long>> PageIdsAsync(InboxView view, DateTimeOffset? now = null)
    {
        var filter = new CaseFilter
        {
            Now = now ?? Now,
            View = view,
            UserId = 1,
        };
        return [.. (await Stores.Cases.PageAsync(filter, Cancel)).Rows.Select(r => r.MentionId)];
    }

    /// <summary>Mentions with a case, newest publication first.</summary>
    private async Task<IReadOnlyList<long>> FillAsync(int count, int samePublication = 1)
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                        Item($"i{i}", topic).NeedingAnAnswer() with
                        {
                            PublishedAt = Now.AddMinutes(-(i / samePublication)),
                        }
                    ),
            ]
        );
        return [.. (await Stores.Mentions.WalkAsync(0, count, Cancel)).Select(m => m.Id)];
    }
}
