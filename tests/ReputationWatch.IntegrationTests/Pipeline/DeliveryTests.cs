using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Users;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>Quiet hours, limits, bundles and digests, from the row to the message, with the clock moved by hand.</summary>
public sealed class DeliveryTests
{
    private const int Limit = 3;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_SourceNoticesInQuietHours_ComeInOneMessageAtTheirEnd()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var box = new Mailbox(pipeline);
        var sender = pipeline.NewSender(box);
        var now = TimeOnly.FromTimeSpan(InZurich(pipeline).TimeOfDay);
        await WishAsync(pipeline, new AlertPreferences { Quiet = new QuietHours(now, now.AddHours(2)) });
        await AddAsync(pipeline, "a", "b");

        await sender.SendDueAsync(Cancel);
        var waiting = await pipeline.Stores.Notifications.RecentAsync(9, Cancel);
        pipeline.Clock.Move(TimeSpan.FromHours(2));
        await sender.SendDueAsync(Cancel);
        await sender.SendDueAsync(Cancel);

        Assert.All(waiting, n => Assert.Equal((DeliveryHold.QuietHours, null), (n.Hold, n.SentAt)));
        Assert.All(waiting, n => Assert.Equal(StoreNow.AddHours(2), n.NextAttemptAt));
        Assert.Equal(["a", "b"], Assert.Single(box.Arrived).Tells);
        Assert.All(await pipeline.Stores.Notifications.RecentAsync(9, Cancel), n => Assert.NotNull(n.SentAt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Send_ManyAtAnyTime_NeverExceedsTheHourAndTellsEachOnce(int seed)
    {
        await using var pipeline = await Pipeline.StartAsync();
        var box = new Mailbox(pipeline);
        var sender = pipeline.NewSender(box);
        await WishAsync(pipeline, new AlertPreferences { PerHour = Limit });
        var random = new Random(seed);
        var made = new List<string>();

        for (var minute = 0; minute < 400; minute++)
        {
            if (minute < 240 && random.Next(12) == 0)
            {
                var keys = Enumerable.Range(0, random.Next(1, 9)).Select(i => $"{minute}-{i}").ToArray();
                made.AddRange(keys);
                await AddAsync(pipeline, keys);
            }
            box.Down = random.Next(4) == 0;
            await sender.SendDueAsync(Cancel);
            pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(made.Order(), box.Arrived.SelectMany(m => m.Tells).Order());
        Assert.All(
            box.Arrived,
            m => Assert.InRange(box.Arrived.Count(o => o.At <= m.At && o.At > m.At.AddHours(-1)), 1, Limit)
        );
    }

    /// <summary>The process dies at each call of the store and of the mail server in turn, before or after its effect.</summary>
    [Fact]
    public async Task Send_KilledAnywhere_LosesNothingAndTellsEachInOneMessage()
    {
        var deaths = 0;
        for (var at = 1; ; at++)
        {
            await using var pipeline = await Pipeline.StartAsync();
            await WishAsync(pipeline, new AlertPreferences { PerHour = Limit });
            var fate = new Fate(at);
            var box = new Mailbox(pipeline) { Fate = fate };
            await AddAsync(pipeline, [.. Enumerable.Range(0, 8).Select(i => $"k{i}")]);

            await RunUntilQuietAsync(pipeline, box, fate);

            var byMessage = box.Arrived.GroupBy(m => m.Key).ToList();
            Assert.Equal(8, byMessage.SelectMany(g => g.First().Tells).Distinct().Count());
            Assert.Equal(8, byMessage.Sum(g => g.First().Tells.Count));
            // Three messages by themselves, five in one; only the one whose sending was cut off may come again, as the same.
            Assert.Equal(4, byMessage.Count);
            Assert.InRange(box.Arrived.Count, 4, 5);
            if (!fate.Struck)
            {
                break;
            }
            deaths++;
        }
        Assert.InRange(deaths, 15, 200);
    }

    [Fact]
    public async Task Send_ToAPersonSwitchedOffMeanwhile_IsGivenUp()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var box = new Mailbox(pipeline);
        await AddAsync(pipeline, "a");
        var user = (await pipeline.Stores.Users.ListAsync(Cancel))[0];
        await pipeline.Stores.Users.UpdateAsync(user with { Enabled = false }, Cancel);

        await pipeline.NewSender(box).SendDueAsync(Cancel);

        Assert.Empty(box.Arrived);
        var row = Assert.Single(await pipeline.Stores.Notifications.RecentAsync(9, Cancel));
        Assert.Equal((true, TroubleKind.RecipientGone), (row.Dead, SendTrouble.Read(row.LastError!).Kind));
    }

    [Fact]
    public async Task Retry_AfterTheAddressWasCorrected_GoesToTheNewOne()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var box = new Mailbox(pipeline) { Refuses = true };
        var sender = pipeline.NewSender(box);
        await AddAsync(pipeline, "a");
        await sender.SendDueAsync(Cancel);
        var dead = Assert.Single(await pipeline.Stores.Notifications.PageAsync(new(DeliveryState.Dead), Cancel));
        var user = (await pipeline.Stores.Users.ListAsync(Cancel))[0];
        await pipeline.Stores.Users.UpdateAsync(user with { Email = "new@example.org" }, Cancel);
        box.Refuses = false;

        await pipeline.Stores.Notifications.RetryAsync(dead.Id, pipeline.Clock.GetUtcNow(), Cancel);
        await sender.SendDueAsync(Cancel);

        Assert.Equal("new@example.org", Assert.Single(box.Arrived).To);
        Assert.Equal((0, 0), await pipeline.Stores.Notifications.TroublesAsync(Cancel));
    }

    [Fact]
    public async Task Page_FiltersByStateWayAndRecipient()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await AddAsync(pipeline, "a", "b", "c");
        var store = pipeline.Stores.Notifications;

        var first = await store.PageAsync(new DeliveryFilter(DeliveryState.Waiting, Size: 2), Cancel);
        var rest = await store.PageAsync(new DeliveryFilter(DeliveryState.All, Before: first[^1].Id), Cancel);

        Assert.Equal(["c", "b"], first.Select(n => n.Key));
        Assert.Equal(["a"], rest.Select(n => n.Key));
        Assert.Equal(
            3,
            (await store.PageAsync(new DeliveryFilter(DeliveryState.All, "email", "ON.CALL"), Cancel)).Count
        );
        Assert.Empty(await store.PageAsync(new DeliveryFilter(DeliveryState.All, "email", "%"), Cancel));
        Assert.Empty(await store.PageAsync(new DeliveryFilter(DeliveryState.All, "push"), Cancel));
        Assert.Empty(await store.PageAsync(new DeliveryFilter(DeliveryState.Sent), Cancel));
    }

    [Fact]
    public async Task Digest_ProcessDownAtItsHourAndRestarted_IsMadeOnceAPeriod()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var at = TimeOnly.FromTimeSpan(InZurich(pipeline).AddHours(1).TimeOfDay);
        await WishAsync(
            pipeline,
            new AlertPreferences
            {
                Digest = DigestRhythm.Daily,
                DigestAt = at,
                DigestSince = pipeline.Clock.GetUtcNow(),
                DigestWhenNothing = true,
            }
        );
        var box = new Mailbox(pipeline);
        var sender = pipeline.NewSender(box);

        await MakeDigestsAsync(pipeline);
        Assert.Empty(await pipeline.Stores.Notifications.RecentAsync(9, Cancel));
        pipeline.Clock.Move(TimeSpan.FromHours(5));
        for (var restart = 0; restart < 3; restart++)
        {
            await MakeDigestsAsync(pipeline);
            await sender.SendDueAsync(Cancel);
        }
        pipeline.Clock.Move(TimeSpan.FromDays(3));
        await MakeDigestsAsync(pipeline);
        await sender.SendDueAsync(Cancel);

        Assert.Equal(2, box.Arrived.Count);
        Assert.Equal(
            ["daily:2026-03-15", "daily:2026-03-18"],
            (await pipeline.Stores.Notifications.RecentAsync(9, Cancel)).Select(n => n.About).Order()
        );
    }

    [Fact]
    public async Task Digest_WithNothingToSay_IsSettledWithoutAMessageUnlessWanted()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.AddTopicAsync();
        await WishAsync(pipeline, new AlertPreferences { Digest = DigestRhythm.Weekly });
        var box = new Mailbox(pipeline);

        await MakeDigestsAsync(pipeline);
        await pipeline.NewSender(box).SendDueAsync(Cancel);

        Assert.Empty(box.Arrived);
        var row = Assert.Single(await pipeline.Stores.Notifications.RecentAsync(9, Cancel));
        Assert.Equal(DeliveryHold.NothingToSay, row.Hold);
        Assert.NotNull(row.SentAt);
    }

    private static DateTimeOffset StoreNow => Storage.StoreSet.Now;

    private static DateTimeOffset InZurich(Pipeline pipeline) =>
        TimeZoneInfo.ConvertTime(pipeline.Clock.GetUtcNow(), LocalTime.Zone("Europe/Zurich"));

    private static Task<long> MakeDigestsAsync(Pipeline pipeline) =>
        new DigestMaker(
            pipeline.Stores.Users,
            pipeline.Stores.Preferences,
            pipeline.Stores.Notifications,
            pipeline.Clock
        ).RunAsync(Cancel);

    private static async Task RunUntilQuietAsync(Pipeline pipeline, Mailbox box, Fate fate)
    {
        for (var minute = 0; minute < 140; minute++)
        {
            try
            {
                var store = new MortalStore(pipeline.Stores.Notifications, fate);
                await pipeline.NewSender(box, store).SendDueAsync(Cancel);
            }
            catch (KilledException)
            {
                fate.StartAgain();
            }
            pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task WishAsync(Pipeline pipeline, AlertPreferences wishes) =>
        await pipeline.Stores.Preferences.SaveAsync(
            (await pipeline.Stores.Users.ListAsync(Cancel))[0].Id,
            wishes,
            Cancel
        );

    private static async Task AddAsync(Pipeline pipeline, params string[] keys)
    {
        var user = (await pipeline.Stores.Users.ListAsync(Cancel))[0];
        var source = (await pipeline.Stores.Sources.ListAsync(Cancel)) is [var known, ..]
            ? known
            : await pipeline.AddSourceAsync();
        await pipeline.Stores.Notifications.AddAsync(
            [
                .. keys.Select(key => new NewNotification(
                    key,
                    NotificationKind.SourceFailed,
                    "email",
                    user.Email,
                    "en",
                    source.Id,
                    user.Id
                )),
            ],
            pipeline.Clock.GetUtcNow(),
            Cancel
        );
    }

    private sealed record Arrival(string Key, string To, DateTimeOffset At, IReadOnlyList<string> Tells);

    private sealed class Mailbox(Pipeline pipeline) : INotifier
    {
        public string Name => "email";
        public bool Down { get; set; }
        public bool Refuses { get; set; }
        public Fate? Fate { get; init; }
        public List<Arrival> Arrived { get; } = [];

        public Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
        {
            if (Down)
            {
                return Task.FromResult<SendOutcome>(
                    new SendOutcome.TryAgain(new SendTrouble(TroubleKind.MailUnreachable))
                );
            }
            if (Refuses)
            {
                return Task.FromResult<SendOutcome>(new SendOutcome.Failed(new SendTrouble(TroubleKind.MailRefused)));
            }
            Fate?.Step();
            IReadOnlyList<string> tells = content is AlertContent.OfBundle bundle
                ? [.. bundle.Items.Select(i => i.Notification.Key)]
                : [notification.Key];
            Arrived.Add(new Arrival(notification.Key, notification.Recipient, pipeline.Clock.GetUtcNow(), tells));
            Fate?.Step();
            return Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        }
    }

    /// <summary>Kills once, at the given step: from there nothing more is done until the next process.</summary>
    private sealed class Fate(int at)
    {
        private int _step;
        private bool _dead;

        public bool Struck { get; private set; }

        public void Step()
        {
            if (_dead || ++_step == at)
            {
                (_dead, Struck) = (true, true);
                throw new KilledException();
            }
        }

        public void StartAgain() => _dead = false;
    }

    // An OperationCanceledException would be an orderly stop; a process that is killed runs no handler at all.
    private sealed class KilledException : Exception;

    /// <summary>The store, with a death before and after each call.</summary>
    private sealed class MortalStore(INotificationStore store, Fate fate) : INotificationStore
    {
        private async Task<T> CallAsync<T>(Func<Task<T>> call)
        {
            fate.Step();
            var result = await call();
            fate.Step();
            return result;
        }

        private Task CallAsync(Func<Task> call) =>
            CallAsync(async () =>
            {
                await call();
                return true;
            });

        public Task AddAsync(IReadOnlyList<NewNotification> added, DateTimeOffset now, CancellationToken cancel) =>
            CallAsync(() => store.AddAsync(added, now, cancel));

        public Task<bool> AnyDueAsync(DateTimeOffset now, TimeSpan claimExpiry, CancellationToken cancel) =>
            store.AnyDueAsync(now, claimExpiry, cancel);

        public Task PlanAsync(
            Func<DeliveryQueue, IReadOnlyList<DeliveryDecision>> plan,
            DateTimeOffset now,
            TimeSpan claimExpiry,
            CancellationToken cancel
        ) => CallAsync(() => store.PlanAsync(plan, now, claimExpiry, cancel));

        public Task<IReadOnlyList<Notification>> ClaimAsync(
            int count,
            DateTimeOffset now,
            TimeSpan claimExpiry,
            CancellationToken cancel
        ) => CallAsync(() => store.ClaimAsync(count, now, claimExpiry, cancel));

        public Task MarkSentAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
            CallAsync(() => store.MarkSentAsync(id, now, cancel));

        public Task MarkNeedlessAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
            CallAsync(() => store.MarkNeedlessAsync(id, now, cancel));

        public Task MarkFailedAsync(long id, string error, DateTimeOffset? nextAttempt, CancellationToken cancel) =>
            CallAsync(() => store.MarkFailedAsync(id, error, nextAttempt, cancel));

        public Task RetryAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
            CallAsync(() => store.RetryAsync(id, now, cancel));

        public Task<IReadOnlyList<Notification>> RecentAsync(int count, CancellationToken cancel) =>
            store.RecentAsync(count, cancel);

        public Task<IReadOnlyList<Notification>> OfBundleAsync(long bundleId, CancellationToken cancel) =>
            store.OfBundleAsync(bundleId, cancel);

        public Task<IReadOnlyList<Notification>> PageAsync(DeliveryFilter filter, CancellationToken cancel) =>
            store.PageAsync(filter, cancel);

        public Task<(int Dead, int Waiting)> TroublesAsync(CancellationToken cancel) => store.TroublesAsync(cancel);

        public Task<IReadOnlyList<Notification>> OfEpisodeAsync(long episodeId, CancellationToken cancel) =>
            store.OfEpisodeAsync(episodeId, cancel);
    }
}
