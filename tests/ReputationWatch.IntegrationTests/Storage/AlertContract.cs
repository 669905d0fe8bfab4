using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Sentiment;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class AlertsOnSqlite : AlertContract<SqliteEngine>;

public sealed class AlertsOnPostgresql : AlertContract<PostgresqlEngine>;

public abstract class AlertContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Open_KeepsTheEpisodeWithItsNotifications()
    {
        var topic = await Stores.AddTopicAsync();

        var opened = (
            await Stores.Episodes.OpenAsync(
                New(topic),
                e => new EpisodeNews([Mail($"episode:{e.Id}", e.Id)], []),
                Cancel
            )
        )!;

        var found = (await Stores.Episodes.OpenOfAsync(topic, Cancel))!;
        Assert.Equivalent(opened, found, strict: true);
        Assert.Equal(double.PositiveInfinity, found.Evidence.Strength);
        var told = Assert.Single(await Stores.Notifications.OfEpisodeAsync(opened.Id, Cancel));
        Assert.Equal((opened.Id, Now), (told.SubjectId, told.CreatedAt));
    }

    [Fact]
    public async Task Open_SecondOfOneTopic_IsRefusedAndTellsNobody()
    {
        var topic = await Stores.AddTopicAsync();
        await using var other = await OpenAsync(Options);

        var opened = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(() =>
                        (i % 2 == 0 ? Stores : other).Episodes.OpenAsync(
                            New(topic),
                            e => new EpisodeNews([Mail($"m{i}", e.Id)], []),
                            Cancel
                        )
                    )
                )
        );

        Assert.Single(opened, e => e is not null);
        Assert.Single(await Stores.Notifications.RecentAsync(10, Cancel));
    }

    [Fact]
    public async Task Open_NotificationsThatCannotBeMade_LeaveNoEpisode()
    {
        var topic = await Stores.AddTopicAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Stores.Episodes.OpenAsync(New(topic), _ => throw new InvalidOperationException(), Cancel)
        );

        Assert.Null(await Stores.Episodes.OpenOfAsync(topic, Cancel));
    }

    [Fact]
    public async Task Update_ClosedEpisode_MakesRoomForTheNext()
    {
        var topic = await Stores.AddTopicAsync();
        var first = (await Stores.Episodes.OpenAsync(New(topic), _ => EpisodeNews.None, Cancel))!;
        var acted = Now.AddMinutes(1);
        await Stores.Episodes.ActAsync(first.Id, new EpisodeAction.Judge(Verdict.Real), 5, acted, null, Cancel);
        await Stores.Episodes.ActAsync(first.Id, new EpisodeAction.Write("strike"), 5, acted, null, Cancel);

        await Stores.Episodes.UpdateAsync(first with { ClosedAt = Now.AddHours(1) }, EpisodeNews.None, Cancel);
        await Stores.Episodes.UpdateAsync(
            first with
            {
                EscalatedAt = Now,
            },
            new EpisodeNews([Mail("late", first.Id)], []),
            Cancel
        );
        var second = await Stores.Episodes.OpenAsync(
            New(topic) with
            {
                OpenedAt = Now.AddHours(2),
            },
            _ => EpisodeNews.None,
            Cancel
        );

        Assert.NotNull(second);
        var closed = (await Stores.Episodes.FindAsync(first.Id, Cancel))!;
        Assert.Equal(
            (Now.AddHours(1), null, 5L, Now.AddMinutes(1), Verdict.Real, "strike"),
            (closed.ClosedAt, closed.EscalatedAt, closed.OwnerId, closed.AcknowledgedAt, closed.Verdict, closed.Note)
        );
        Assert.Empty(await Stores.Notifications.RecentAsync(10, Cancel));
        Assert.Equal(
            [second.Id, first.Id],
            (await Stores.Episodes.PageAsync(new EpisodeFilter([]), null, 10, Cancel)).Select(e => e.Id)
        );
        Assert.Equal(
            [first.Id],
            (
                await Stores.Episodes.PageAsync(new EpisodeFilter([topic]), (second.OpenedAt, second.Id), 10, Cancel)
            ).Select(e => e.Id)
        );
        Assert.Equal(
            [first.Id],
            (await Stores.Episodes.OverlappingAsync([], Now.AddMinutes(30), Now.AddHours(2), Cancel)).Select(e => e.Id)
        );
        Assert.Empty(await Stores.Episodes.OverlappingAsync([topic + 1], Now, Now.AddDays(9), Cancel));
    }

    [Fact]
    public async Task Claim_ManyWorkersAtOnce_TakeEachOnce()
    {
        await Stores.Notifications.AddAsync([.. Enumerable.Range(0, 20).Select(i => Mail($"k{i}"))], Now, Cancel);
        await Stores.Notifications.AddAsync([Mail("k0")], Now, Cancel);
        await LetGoAsync(Now);
        await using var other = await OpenAsync(Options);

        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(w =>
                    Task.Run(() =>
                        (w % 2 == 0 ? Stores : other).Notifications.ClaimAsync(4, Now, TimeSpan.FromMinutes(2), Cancel)
                    )
                )
        );

        Assert.Equal(20, claimed.Sum(c => c.Count));
        Assert.Equal(20, claimed.SelectMany(c => c).Select(n => n.Key).Distinct().Count());
    }

    [Fact]
    public async Task Plan_ProcessesAtOnce_FillTheHourOnce()
    {
        await Stores.Notifications.AddAsync([.. Enumerable.Range(0, 12).Select(i => Mail($"k{i}"))], Now, Cancel);
        await using var other = await OpenAsync(Options);
        var rules = new DeliveryRules(null, TimeZoneInfo.Utc, UrgentInQuietHours: true, PerHour: 3);

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(w =>
                    Task.Run(() =>
                        (w % 2 == 0 ? Stores : other).Notifications.PlanAsync(
                            queue => DeliveryPlanner.Plan(queue, rules, Now),
                            Now,
                            TimeSpan.FromMinutes(2),
                            Cancel
                        )
                    )
                )
        );

        var claimed = await Stores.Notifications.ClaimAsync(20, Now, TimeSpan.FromMinutes(2), Cancel);
        Assert.Equal(3, claimed.Count);
        Assert.Equal(
            9,
            (await Stores.Notifications.RecentAsync(20, Cancel)).Count(n => n.Hold == DeliveryHold.HourlyLimit)
        );
    }

    [Fact]
    public async Task Claim_OfADeadProcess_RunsOut()
    {
        await Stores.Notifications.AddAsync([Mail("a"), Mail("b")], Now, Cancel);
        var first = await ClaimAsync(Now);
        await Stores.Notifications.MarkSentAsync(first[0].Id, Now, Cancel);

        Assert.Empty(await ClaimAsync(Now.AddMinutes(1)));
        var again = Assert.Single(await ClaimAsync(Now.AddMinutes(2)));

        Assert.Equal(("b", 2), (again.Key, again.Attempts));
    }

    [Fact]
    public async Task MarkFailed_TriesLater_GivesUpAndIsTriedAgainOnDemand()
    {
        await Stores.Notifications.AddAsync([Mail("a")], Now, Cancel);
        var id = (await ClaimAsync(Now))[0].Id;

        await Stores.Notifications.MarkFailedAsync(id, "refused", Now.AddMinutes(10), Cancel);
        Assert.Empty(await ClaimAsync(Now.AddMinutes(9)));
        Assert.Equal("refused", Assert.Single(await ClaimAsync(Now.AddMinutes(10))).LastError);
        await Stores.Notifications.MarkFailedAsync(id, "no such user", null, Cancel);
        Assert.Empty(await ClaimAsync(Now.AddDays(9)));
        Assert.True((await Stores.Notifications.RecentAsync(1, Cancel))[0].Dead);
        await Stores.Notifications.RetryAsync(id, Now, Cancel);

        Assert.Equal(1, Assert.Single(await ClaimAsync(Now)).Attempts);
    }

    [Fact]
    public async Task Facts_OfATopic_AreTheMentionsInTheOrderTheyWereSeen()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            Item("late", topic) with
            {
                SeenAt = Now.AddMinutes(2),
                Dated = false,
            },
            Item("early", topic) with
            {
                SeenAt = Now.AddMinutes(1),
                Sentiment = Scored(SentimentLabel.Neutral),
            },
            Item("ancient", topic) with
            {
                SeenAt = Now.AddDays(-9),
                PublishedAt = Now.AddDays(-9),
            }
        );
        var ids = (await Stores.Mentions.WalkAsync(0, 9, Cancel)).Select(m => m.Id.ToString()).ToList();

        var facts = await Stores.Facts.FactsAsync(topic, Now.AddDays(-1), Cancel);

        Assert.Equal([ids[1], ids[0]], facts.Select(f => f.Id));
        Assert.Equal(
            new MentionFact(
                ids[0],
                Now.AddHours(-2),
                Now.AddMinutes(2),
                "Example|anna",
                $"{source}",
                ids[0],
                true,
                false
            ),
            facts[1]
        );
    }

    [Fact]
    public async Task FactsSince_ChangesOfMentionsThatAreGone_AreSteppedOver()
    {
        var source = await Stores.AddSourceAsync();
        var (gone, kept) = (await Stores.AddTopicAsync("Gone"), await Stores.AddTopicAsync("Kept"));
        await Stores.SaveAsync(source, Item("a", gone), Item("b", gone), Item("c", kept));
        await Stores.Topics.DeleteAsync(gone, Cancel);

        var fact = Assert.Single(await Stores.Facts.FactsSinceAsync(0, 1, Cancel));

        Assert.Equal([kept], fact.TopicIds);
        Assert.Empty(await Stores.Facts.FactsSinceAsync(fact.Sequence, 10, Cancel));
    }

    private async Task<IReadOnlyList<Notification>> ClaimAsync(DateTimeOffset now)
    {
        await LetGoAsync(now);
        return await Stores.Notifications.ClaimAsync(10, now, TimeSpan.FromMinutes(2), Cancel);
    }

    /// <summary>No quiet hours, no limit.</summary>
    private Task LetGoAsync(DateTimeOffset now) =>
        Stores.Notifications.PlanAsync(
            queue => [new DeliveryDecision.Release([.. queue.Due.Select(n => n.Id)])],
            now,
            TimeSpan.FromMinutes(2),
            Cancel
        );

    private static NewNotification Mail(string key, long subject = 1) =>
        new(key, NotificationKind.EpisodeOpened, "email", "a@example.org", "fr", subject);

    private static Episode New(long topic)
    {
        var evidence = new SpikeEvidence(
            Now,
            SpikeSignal.NegativeMentions,
            1.5,
            double.PositiveInfinity,
            6,
            30,
            2.5,
            40,
            25,
            3,
            20,
            0.9,
            0.2,
            ["1", "2"],
            ["3"],
            [SpikeReason.AboveUsual, SpikeReason.MoreNegative],
            null
        );
        return new Episode
        {
            TopicId = topic,
            OpenedAt = Now,
            Evidence = evidence,
            Peak = evidence with { Score = 2 },
            Tracker = new OpenEpisode(Now, Now, 1.5, 2, Now),
        };
    }
}
