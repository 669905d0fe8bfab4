using ReputationWatch.Core.Imports;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Storage.Imports;
using ReputationWatch.Storage.Sources;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class DeliveriesOnSqlite : DeliveryContract<SqliteEngine>;

public sealed class DeliveriesOnPostgresql : DeliveryContract<PostgresqlEngine>;

/// <summary>What people ask of sources beside reading them, what is delivered to them, and what is told of them.</summary>
public abstract class DeliveryContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private async Task<Source> FindAsync(long id) => (await Stores.Sources.FindAsync(id, Cancel))!;

    [Fact]
    public async Task Backfill_AskedForAndStopped_IsOnTheRow()
    {
        var id = await Stores.AddSourceAsync();

        await Stores.Sources.RequestBackfillAsync(id, Now.AddDays(-30), Now, Cancel);
        var asked = (await FindAsync(id)).Health;
        await Stores.Sources.StopBackfillAsync(id, Now.AddMinutes(1), Cancel);

        Assert.Equal(new Backfill(BackfillKind.Requested, Now.AddDays(-30), Now), asked.Backfill);
        Assert.Equal(Now, asked.NextCheckAt);
        Assert.Equal(Now.AddMinutes(1), (await FindAsync(id)).Health.Backfill!.EndedAt);
    }

    [Fact]
    public async Task SaveCheck_KeepsEveryFieldOfTheWayBack()
    {
        var id = await Stores.AddSourceAsync();
        var backfill = new Backfill(BackfillKind.CatchUp, Now.AddDays(-3), Now.AddHours(-1))
        {
            EndedAt = Now,
            Pages = 7,
            Items = 70,
            ReachedAt = Now.AddDays(-2),
            Outcome = CheckOutcome.TimedOut,
            Failures = 2,
            Skipped = 1,
        };
        var check = new SourceCheck(id, Now, TimeSpan.Zero, CheckOutcome.NothingNew, 200, null, 0, 0);

        await Stores.Sources.SaveCheckAsync(check, new SourceHealth { Backfill = backfill }, null, Cancel);

        Assert.Equal(backfill, (await FindAsync(id)).Health.Backfill);
    }

    [Fact]
    public async Task SaveCheck_OfAWayBackThatWasStoppedMeanwhile_LeavesItStopped()
    {
        var id = await Stores.AddSourceAsync();
        await Stores.Sources.RequestBackfillAsync(id, Now.AddDays(-30), Now, Cancel);
        var underWay = (await FindAsync(id)).Health with { BackfillPage = "https://example.org/feed?page=2" };
        await SaveAsync(id, underWay);

        await Stores.Sources.StopBackfillAsync(id, Now.AddMinutes(1), Cancel);
        var saved = await SaveAsync(
            id,
            underWay with
            {
                BackfillPage = "https://example.org/feed?page=3",
                Backfill = underWay.Backfill! with { Pages = 2 },
            },
            goesOn: true
        );

        var health = (await FindAsync(id)).Health;
        Assert.Equal((Now.AddMinutes(1), null), (health.Backfill!.EndedAt, health.BackfillPage));
        Assert.Equal((null, null), (saved.BackfillPage, saved.Backfill));
        Assert.Single(await Stores.Sources.LeaseDueAsync("another", 9, Now.AddHours(1), Now.AddHours(2), Cancel));
    }

    [Fact]
    public async Task SaveCheck_OfASourceWhoseWayBackWasAskedForMeanwhile_LeavesItToTheNextCheck()
    {
        var id = await Stores.AddSourceAsync();
        await Stores.Sources.RequestBackfillAsync(id, Now.AddDays(-30), Now, Cancel);

        await SaveAsync(
            id,
            new SourceHealth
            {
                NextCheckAt = Now.AddHours(6),
                ETag = "unchanged",
                BackfillPage = "https://example.org/feed?page=2",
                Backfill = new Backfill(BackfillKind.CatchUp, Now.AddDays(-1), Now.AddSeconds(3)) { Pages = 1 },
            }
        );

        var health = (await FindAsync(id)).Health;
        Assert.Equal(new Backfill(BackfillKind.Requested, Now.AddDays(-30), Now), health.Backfill);
        Assert.Equal((null, null), (health.BackfillPage, health.ETag));
        Assert.True(health.NextCheckAt <= Now.AddMinutes(1));
    }

    private async Task<SourceHealth> SaveAsync(long id, SourceHealth health, bool goesOn = false)
    {
        var check = new SourceCheck(id, Now, TimeSpan.FromSeconds(5), CheckOutcome.NewItems, 200, null, 0, 0);
        var batch = new IntakeBatch(id, [], _ => new CheckConclusion(check, health, goesOn));
        return (await Stores.Mentions.SaveAsync(batch, Cancel)).Health;
    }

    [Fact]
    public async Task Many_PausedResumedAndDue_AreOnlyThoseNamed()
    {
        var (a, b) = (
            await Stores.AddSourceAsync("https://a.example/feed"),
            await Stores.AddSourceAsync("https://b.example/feed")
        );

        await Stores.Sources.EnableAsync([a], false, Now, Cancel);
        Assert.Equal((false, true), ((await FindAsync(a)).Enabled, (await FindAsync(b)).Enabled));

        await Stores.Sources.EnableAsync([a], true, Now.AddMinutes(-1), Cancel);
        Assert.Equal(
            (true, Now.AddMinutes(-1)),
            ((await FindAsync(a)).Enabled, (await FindAsync(a)).Health.NextCheckAt)
        );

        await Stores.Sources.CheckNowAsync([a, b], Now.AddDays(-9), Cancel);
        Assert.Equal(Now.AddDays(-9), (await FindAsync(b)).Health.NextCheckAt);
    }

    [Fact]
    public async Task RecentChecks_OfSomeSources_LeaveTheOthersOut()
    {
        var (a, b) = (
            await Stores.AddSourceAsync("https://a.example/feed"),
            await Stores.AddSourceAsync("https://b.example/feed")
        );
        foreach (var id in new[] { a, a, b })
        {
            await Stores.Sources.SaveCheckAsync(
                new SourceCheck(id, Now, TimeSpan.Zero, CheckOutcome.NothingNew, 200, null, 0, 0),
                new SourceHealth(),
                null,
                Cancel
            );
        }

        Assert.Equal([a], (await Stores.Sources.RecentChecksAsync([a], 1, Cancel)).Select(c => c.SourceId));
    }

    [Fact]
    public async Task Tell_OfABlindness_IsOnceAndItsEndIsOnce()
    {
        var id = await Stores.AddSourceAsync();
        var check = new SourceCheck(id, Now, TimeSpan.Zero, CheckOutcome.TimedOut, null, null, 0, 0);
        await Stores.Sources.SaveCheckAsync(check, new SourceHealth { BlindSince = Now }, null, Cancel);
        var open = Assert.Single(await Stores.Sources.BlindNoticesAsync(Cancel));
        NewNotification[] rows = [new("source:k", NotificationKind.SourceFailed, "email", "a@b.example", "fr", id)];

        await Stores.Sources.TellAsync([open], false, rows, Now, Cancel);
        await Stores.Sources.TellAsync([open], false, [rows[0] with { Key = "another" }], Now, Cancel);
        await Stores.Sources.SaveCheckAsync(
            check with
            {
                Outcome = CheckOutcome.NothingNew,
            },
            new SourceHealth(),
            null,
            Cancel
        );
        var ended = Assert.Single(await Stores.Sources.BlindNoticesAsync(Cancel));
        await Stores.Sources.TellAsync([ended], true, [], Now, Cancel);

        Assert.Equal((Now, (DateTimeOffset?)null), (open.From, open.To));
        Assert.NotNull(ended.To);
        Assert.Empty(await Stores.Sources.BlindNoticesAsync(Cancel));
        Assert.Equal("source:k", Assert.Single(await Stores.Notifications.RecentAsync(9, Cancel)).Key);
    }

    [Fact]
    public async Task Deliveries_OfOneKey_AreOne()
    {
        var id = await Stores.AddSourceAsync();
        var store = new DeliveryStore(Stores.Database);
        var delivery = new Delivery(id, "k", Now, 202, 3, 2, null);

        await store.AddAsync(delivery, Cancel);
        await store.AddAsync(delivery, Cancel);
        await store.AddAsync(delivery with { Key = null, Status = 400, Error = "wrong" }, Cancel);

        Assert.True(await store.IsKnownAsync(id, "k", Cancel));
        Assert.False(await store.IsKnownAsync(id, "other", Cancel));
        Assert.Equal([400, 202], (await store.RecentAsync(id, 9, Cancel)).Select(d => d.Status));
    }

    [Fact]
    public async Task Imports_AreClaimedOnceAndTakenUpWhenTheirProcessDied()
    {
        var store = new ImportStore(Stores.Database);
        var id = await store.AddAsync(
            new Import
            {
                SourceId = await Stores.AddSourceAsync(),
                FileName = "a.csv",
                StoredName = "x",
                Plan = "{}",
                CreatedAt = Now,
            },
            Cancel
        );

        var claimed = await store.ClaimAsync(Now, Now.AddMinutes(-5), Cancel);
        Assert.Null(await store.ClaimAsync(Now.AddMinutes(1), Now.AddMinutes(-4), Cancel));
        Assert.True(await store.ProgressAsync(id, new ImportTally(9, 5, 1, 3, 1), "[]", Now.AddMinutes(1), Cancel));
        var again = await store.ClaimAsync(Now.AddMinutes(9), Now.AddMinutes(4), Cancel);
        await store.EndAsync(id, ImportState.Stopped, null, Now.AddMinutes(9), Cancel);

        Assert.Equal((id, id), (claimed?.Id, again?.Id));
        Assert.Equal(new ImportTally(9, 5, 1, 3, 1), again!.Tally);
        Assert.False(await store.ProgressAsync(id, new ImportTally(), null, Now, Cancel));
        Assert.Equal(ImportState.Stopped, (await store.FindAsync(id, Cancel))!.State);
    }
}
