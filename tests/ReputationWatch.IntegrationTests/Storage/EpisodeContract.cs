using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class EpisodesOnSqlite : EpisodeContract<SqliteEngine>;

public sealed class EpisodesOnPostgresql : EpisodeContract<PostgresqlEngine>;

public abstract class EpisodeContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Act_TakenHandedOverAndGivenBack_LeavesATraceOfEach()
    {
        var episode = await NewAsync();

        Assert.Equal(EpisodeActed.Done, await ActAsync(episode, new EpisodeAction.Assign(1), 1, minute: 1));
        Assert.Equal(EpisodeActed.NoChange, await ActAsync(episode, new EpisodeAction.Assign(1), 1, minute: 2));
        Assert.Equal(EpisodeActed.Done, await ActAsync(episode, new EpisodeAction.Assign(2), 1, minute: 3));
        Assert.Equal(
            (2L, Now.AddMinutes(1)),
            ((await FindAsync(episode)).OwnerId, (await FindAsync(episode)).AcknowledgedAt)
        );
        await ActAsync(episode, new EpisodeAction.Assign(null), 2, minute: 4);

        var given = await FindAsync(episode);
        Assert.Equal((null, null), (given.OwnerId, given.AcknowledgedAt));
        Assert.Equal(
            [(null, "1", 1L), ("1", "2", 1L), ("2", null, 2L)],
            (await TraceAsync(episode)).Select(e => (e.From, e.To, e.UserId))
        );
    }

    [Fact]
    public async Task Act_AVerdict_MakesTheJudgeItsOwnerAndCanBeTakenBack()
    {
        var episode = await NewAsync();

        await ActAsync(episode, new EpisodeAction.Judge(Verdict.False), 5, minute: 1);
        var judged = await FindAsync(episode);
        await ActAsync(episode, new EpisodeAction.Judge(null), 5, minute: 2);

        Assert.Equal((Verdict.False, 5L, Now.AddMinutes(1)), (judged.Verdict, judged.OwnerId, judged.AcknowledgedAt));
        Assert.Null((await FindAsync(episode)).Verdict);
        Assert.Equal([(null, "False"), ("False", null)], (await TraceAsync(episode)).Select(e => (e.From, e.To)));
    }

    [Fact]
    public async Task Act_ByALink_WorksOnceOnEitherEngineAtOnce()
    {
        var episode = await NewAsync();
        await using var other = await StoreSet.OpenAsync(Options);

        var acted = new List<EpisodeActed>();
        foreach (var stores in new[] { Stores, other, Stores })
        {
            acted.Add(
                await stores.Episodes.ActAsync(episode, new EpisodeAction.Assign(1), 1, Now, "signature", Cancel)
            );
        }

        Assert.Equal([EpisodeActed.Done, EpisodeActed.LinkUsed, EpisodeActed.LinkUsed], acted);
        Assert.True(Assert.Single(await TraceAsync(episode)).ByLink);
    }

    [Fact]
    public async Task Act_OnAnEpisodeThatIsGone_SaysSo() =>
        Assert.Equal(EpisodeActed.Gone, await ActAsync(99, new EpisodeAction.Assign(1), 1, minute: 1));

    [Fact]
    public async Task Step_TakenByTwoProcesses_IsTakenOnce()
    {
        var episode = await FindAsync(await NewAsync());
        await using var other = await StoreSet.OpenAsync(Options);
        var news = new EpisodeNews(
            [
                new NewNotification(
                    "step",
                    NotificationKind.EpisodeUnanswered,
                    "email",
                    "a@example.org",
                    "fr",
                    episode.Id
                ),
            ],
            [new EpisodeEvent(Now.AddMinutes(30), EpisodeEventKind.Escalated, To: "Marie")]
        );

        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(() =>
                        (i % 2 == 0 ? Stores : other).Episodes.StepAsync(
                            episode with
                            {
                                EscalationStep = 1,
                            },
                            Now.AddHours(1),
                            news,
                            Cancel
                        )
                    )
                )
        );

        Assert.Single(taken, t => t);
        Assert.Single(await TraceAsync(episode.Id));
        Assert.Single(await Stores.Notifications.OfEpisodeAsync(episode.Id, Cancel));
        var stepped = await FindAsync(episode.Id);
        Assert.Equal((1, Now.AddHours(1)), (stepped.EscalationStep, stepped.EscalatesAt));
    }

    [Fact]
    public async Task Step_AfterSomebodyAnswered_TellsNobody()
    {
        var episode = await FindAsync(await NewAsync());
        await ActAsync(episode.Id, new EpisodeAction.Assign(1), 1, minute: 1);

        Assert.False(
            await Stores.Episodes.StepAsync(episode with { EscalationStep = 1 }, null, EpisodeNews.None, Cancel)
        );
    }

    [Fact]
    public async Task GivingBack_LeavesOthersAMomentBeforeTheNextStep()
    {
        var episode = await NewAsync();
        await ActAsync(episode, new EpisodeAction.Assign(1), 1, minute: 1);

        await ActAsync(episode, new EpisodeAction.Assign(null), 1, minute: 100);

        Assert.Equal(Now.AddMinutes(110), (await FindAsync(episode)).EscalatesAt);
    }

    [Fact]
    public async Task RecordHistory_Again_ReplacesWhatNobodyTouchedAndKeepsTheRest()
    {
        var topic = await Stores.AddTopicAsync();
        var live = (
            await Stores.Episodes.OpenAsync(
                Sample(topic) with
                {
                    OpenedAt = Now.AddDays(-1),
                },
                _ => EpisodeNews.None,
                Cancel
            )
        )!;
        await Stores.Episodes.RecordHistoryAsync(topic, [Past(topic, 50), Past(topic, 20)], Cancel);
        var judged = (await AllAsync(topic))[^1];
        await ActAsync(judged.Id, new EpisodeAction.Judge(Verdict.Real), 1, minute: 1);

        // The judged one is found again, another is new, and one overlaps with what was seen live.
        await Stores.Episodes.RecordHistoryAsync(
            topic,
            [Past(topic, 50), Past(topic, 10), Past(topic, 1) with { ClosedAt = Now }],
            Cancel
        );

        var all = await AllAsync(topic);
        Assert.Equal([live.Id, judged.Id], all.Select(e => e.Id).Intersect([live.Id, judged.Id]));
        Assert.Equal([Now.AddDays(-1), Now.AddDays(-10), Now.AddDays(-50)], all.Select(e => e.OpenedAt));
        Assert.Empty(await Stores.Notifications.RecentAsync(10, Cancel));
    }

    [Fact]
    public async Task Page_FiltersByVerdictAndOrigin()
    {
        var topic = await Stores.AddTopicAsync();
        await Stores.Episodes.RecordHistoryAsync(topic, [Past(topic, 50), Past(topic, 20)], Cancel);
        var live = await NewAsync(topic);
        await ActAsync(live, new EpisodeAction.Judge(Verdict.False), 1, minute: 1);

        async Task<int> CountAsync(EpisodeFilter filter) =>
            (await Stores.Episodes.PageAsync(filter, null, 10, Cancel)).Count;

        Assert.Equal(1, await CountAsync(new EpisodeFilter([], Verdict.False)));
        Assert.Equal(0, await CountAsync(new EpisodeFilter([], Verdict.Real)));
        Assert.Equal(2, await CountAsync(new EpisodeFilter([topic], Judged: false)));
        Assert.Equal(2, await CountAsync(new EpisodeFilter([], Origin: EpisodeOrigin.History)));
        Assert.Equal(1, await CountAsync(new EpisodeFilter([], Verdict.False, Told: true)));
        Assert.Equal(2, await CountAsync(new EpisodeFilter([topic], Told: false)));
        Assert.Equal(3, await CountAsync(new EpisodeFilter([])));
    }

    [Fact]
    public async Task Open_KeepsWhyItIsSilentAndOfWhichGroupItIs()
    {
        var topic = await Stores.AddTopicAsync();
        var hush = new EpisodeHush(HushReason.Campaign, "Soldes", Now.AddDays(2), 7);

        await Stores.Episodes.OpenAsync(
            Sample(topic) with
            {
                Group = "Hôtels",
                Hush = hush,
                ToldAt = null,
            },
            _ => EpisodeNews.None,
            Cancel
        );

        var found = (await Stores.Episodes.OpenOfAsync(topic, Cancel))!;
        Assert.Equal(("Hôtels", hush, null), (found.Group, found.Hush, found.ToldAt));
    }

    [Fact]
    public async Task Calendar_EntriesAreKeptFoundChangedAndDeleted()
    {
        var (one, two) = (await Stores.AddTopicAsync("One"), await Stores.AddTopicAsync("Two"));
        var entry = new CalendarEntry
        {
            Kind = CalendarKind.Campaign,
            Title = "Soldes d'été",
            From = Now,
            To = Now.AddDays(3),
            TopicIds = [one, two, 999],
            Group = "Hôtels",
            CreatedBy = 4,
            CreatedAt = Now,
        };

        var id = await Stores.Calendar.SaveAsync(entry, Cancel);

        Assert.Equivalent(
            entry with
            {
                Id = id,
                TopicIds = [one, two],
            },
            await Stores.Calendar.FindAsync(id, Cancel),
            strict: true
        );
        await Stores.Calendar.SaveAsync(entry with { Id = id, Title = "Soldes", TopicIds = [two] }, Cancel);
        var changed = Assert.Single(await Stores.Calendar.OverlappingAsync(Now.AddDays(2), Now.AddDays(9), Cancel));
        Assert.Equal(("Soldes", 1), (changed.Title, changed.TopicIds.Count));
        Assert.Empty(await Stores.Calendar.OverlappingAsync(Now.AddDays(3), Now.AddDays(9), Cancel));
        await Stores.Topics.DeleteAsync(two, Cancel);
        Assert.Empty((await Stores.Calendar.FindAsync(id, Cancel))!.TopicIds);
        await Stores.Calendar.DeleteAsync(id, Cancel);
        Assert.Null(await Stores.Calendar.FindAsync(id, Cancel));
        Assert.Equal(0, await Stores.Calendar.SaveAsync(changed, Cancel));
    }

    [Fact]
    public async Task Calendar_IsPagedLatestFirst()
    {
        for (var day = 0; day < 5; day++)
        {
            await Stores.Calendar.SaveAsync(
                new CalendarEntry
                {
                    Kind = CalendarKind.Maintenance,
                    Title = $"{day}",
                    From = Now.AddDays(day / 2),
                    To = Now.AddDays(9),
                    CreatedAt = Now,
                },
                Cancel
            );
        }

        var first = await Stores.Calendar.PageAsync(null, 3, Cancel);
        var second = await Stores.Calendar.PageAsync((first[^1].From, first[^1].Id), 3, Cancel);

        Assert.Equal(["4", "3", "2", "1", "0"], first.Concat(second).Select(e => e.Title));
    }

    [Fact]
    public async Task Topic_KeepsWhatWasSetForItsAlerts()
    {
        var id = await Stores.AddTopicAsync();
        var topic = (await Stores.Topics.FindAsync(id, Cancel))!;
        Assert.Equal((Sensitivity.Medium, AlertSignalNames.Usual), (topic.Sensitivity, topic.Signals));

        await Stores.Topics.SnoozeAlertsAsync(id, Now.AddHours(3), Cancel);
        await Stores.Topics.UpdateAsync(
            topic with
            {
                Sensitivity = Sensitivity.Low,
                Signals = AlertSignals.SentimentDip | AlertSignals.Group,
                EscalateAfter = TimeSpan.FromMinutes(20),
            },
            Cancel
        );
        await Stores.Topics.MarkHistorySearchedAsync(id, 1, Cancel);

        var found = (await Stores.Topics.FindAsync(id, Cancel))!;
        Assert.Equal(
            (
                Sensitivity.Low,
                AlertSignals.SentimentDip | AlertSignals.Group,
                TimeSpan.FromMinutes(20),
                Now.AddHours(3),
                1
            ),
            (found.Sensitivity, found.Signals, found.EscalateAfter, found.AlertsSnoozedUntil, found.HistorySearched)
        );
    }

    private async Task<long> NewAsync(long? topic = null) =>
        (
            await Stores.Episodes.OpenAsync(
                Sample(topic ?? await Stores.AddTopicAsync()),
                _ => EpisodeNews.None,
                Cancel
            )
        )!.Id;

    private Task<EpisodeActed> ActAsync(long episode, EpisodeAction action, long user, int minute) =>
        Stores.Episodes.ActAsync(episode, action, user, Now.AddMinutes(minute), null, Cancel);

    private async Task<Episode> FindAsync(long id) => (await Stores.Episodes.FindAsync(id, Cancel))!;

    private Task<IReadOnlyList<EpisodeEvent>> TraceAsync(long id) => Stores.Episodes.EventsAsync(id, Cancel);

    private Task<IReadOnlyList<Episode>> AllAsync(long topic) =>
        Stores.Episodes.PageAsync(new EpisodeFilter([topic]), null, 10, Cancel);

    private static Episode Past(long topic, int daysAgo) =>
        Sample(topic) with
        {
            Origin = EpisodeOrigin.History,
            OpenedAt = Now.AddDays(-daysAgo),
            ClosedAt = Now.AddDays(-daysAgo).AddHours(12),
            ToldAt = null,
            EscalatesAt = null,
        };

    private static Episode Sample(long topic)
    {
        var evidence = new SpikeEvidence(
            Now,
            SpikeSignal.NegativeMentions,
            1.5,
            4,
            6,
            30,
            2.5,
            40,
            25,
            3,
            20,
            0.9,
            0.2,
            ["1"],
            [],
            [SpikeReason.AboveUsual],
            null
        );
        return new Episode
        {
            TopicId = topic,
            OpenedAt = Now,
            Evidence = evidence,
            Peak = evidence,
            Tracker = new OpenEpisode(Now, Now, 1.5, 1.5, Now),
            ToldAt = Now,
            EscalatesAt = Now.AddMinutes(30),
        };
    }
}
