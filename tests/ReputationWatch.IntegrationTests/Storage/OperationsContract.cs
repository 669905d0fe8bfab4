using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Users;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Migrations;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class OperationsOnSqlite : OperationsContract<SqliteEngine>;

public sealed class OperationsOnPostgresql : OperationsContract<PostgresqlEngine>;

/// <summary>Job runs, users, settings, schema.</summary>
public abstract class OperationsContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Record_RunFromStartToEnd_IsOneRowAndOneSummary()
    {
        var id = await Stores.JobRuns.RecordAsync(Run(JobOutcome.Running), Cancel);
        var done = Run(JobOutcome.Succeeded) with { Id = id, Worked = 5, Duration = TimeSpan.FromSeconds(3) };

        Assert.Equal(id, await Stores.JobRuns.RecordAsync(done, Cancel));

        Assert.Equal([done], await Stores.JobRuns.RecentAsync("crawl", 10, Cancel));
        Assert.Equal(
            new JobSummary("crawl", Now, TimeSpan.FromSeconds(3), Now.AddSeconds(3), null, null, 1, 0),
            Assert.Single(await Stores.JobRuns.SummariesAsync(Cancel))
        );
    }

    [Fact]
    public async Task Record_RunThatFoundNothingToDo_LeavesOnlyItsSummary()
    {
        var id = await Stores.JobRuns.RecordAsync(Run(JobOutcome.Running), Cancel);

        Assert.Equal(0, await Stores.JobRuns.RecordAsync(Run(JobOutcome.Succeeded) with { Id = id }, Cancel));
        Assert.Equal(0, await Stores.JobRuns.RecordAsync(Run(JobOutcome.Succeeded), Cancel));

        Assert.Empty(await Stores.JobRuns.RecentAsync(null, 10, Cancel));
        Assert.Equal(2, Assert.Single(await Stores.JobRuns.SummariesAsync(Cancel)).Runs);
    }

    [Fact]
    public async Task Record_Failure_IsRememberedAfterASuccess()
    {
        await Stores.JobRuns.RecordAsync(Run(JobOutcome.Failed) with { Message = "disk full" }, Cancel);
        await Stores.JobRuns.RecordAsync(Run(JobOutcome.Succeeded) with { StartedAt = Now.AddMinutes(1) }, Cancel);

        var summary = Assert.Single(await Stores.JobRuns.SummariesAsync(Cancel));

        Assert.Equal((2, 1, "disk full"), (summary.Runs, summary.Failures, summary.LastError));
        Assert.Equal((Now, Now.AddMinutes(1)), (summary.LastFailureAt, summary.LastSuccessAt));
    }

    [Fact]
    public async Task Interrupt_RunsOfADeadProcess_AreMarkedAndThoseOfOthersGoOn()
    {
        await Stores.JobRuns.RecordAsync(Run(JobOutcome.Running) with { Process = "me" }, Cancel);
        await Stores.JobRuns.RecordAsync(Run(JobOutcome.Running) with { Process = "you" }, Cancel);

        Assert.Equal(1, await Stores.JobRuns.InterruptAsync("me", Now.AddMinutes(5), Cancel));

        var runs = await Stores.JobRuns.RecentAsync(null, 10, Cancel);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(runs, r => r.Outcome == JobOutcome.Interrupted).Duration);
        Assert.Equal("you", Assert.Single(runs, r => r.Outcome == JobOutcome.Running).Process);
        Assert.Equal(1, await Stores.JobRuns.ForgetAsync(Now.AddDays(1), Cancel));
    }

    [Fact]
    public async Task AddUser_AddressInOtherCase_IsTaken()
    {
        Assert.False(await Stores.Users.AnyAsync(Cancel));
        var user = new User
        {
            Email = "Émilie@Example.org",
            Name = "Émilie",
            Role = UserRole.Manager,
            PasswordHash = "hash",
            SecurityStamp = "stamp",
            FailedSignIns = 2,
            LockedOutUntil = Now,
            Language = "fr",
            TimeZone = "Europe/Paris",
            ReceivesAlerts = false,
            CreatedAt = Now,
            Enabled = false,
        };

        var id = (await Stores.Users.AddAsync(user, Cancel))!.Value;

        Assert.Null(await Stores.Users.AddAsync(user with { Email = "ÉMILIE@EXAMPLE.ORG " }, Cancel));
        Assert.Equal(user with { Id = id }, await Stores.Users.FindByEmailAsync("émilie@example.org", Cancel));
        Assert.True(await Stores.Users.UpdateAsync(user with { Id = id, Enabled = true }, Cancel));
        Assert.True(Assert.Single(await Stores.Users.ListAsync(Cancel)).Enabled);
    }

    [Fact]
    public async Task UpdateUser_CopyReadBeforeAnotherChange_ChangesNothing()
    {
        var user = new User
        {
            Email = "ada@example.org",
            Name = "Ada",
            CreatedAt = Now,
        };
        var id = (await Stores.Users.AddAsync(user, Cancel))!.Value;
        var stale = (await Stores.Users.FindAsync(id, Cancel))!;
        Assert.NotNull(await Stores.Users.ChangeAsync(id, u => u with { Enabled = false }, Cancel));

        Assert.False(await Stores.Users.UpdateAsync(stale with { Name = "Ada L." }, Cancel));

        var both = await Task.WhenAll(
            Stores.Users.ChangeAsync(id, u => u with { Language = "fr" }, Cancel),
            Stores.Users.ChangeAsync(id, u => u with { TimeZone = "Europe/Paris" }, Cancel)
        );
        Assert.All(both, Assert.NotNull);
        var now = (await Stores.Users.FindAsync(id, Cancel))!;
        Assert.Equal(("Ada", false, "fr", "Europe/Paris"), (now.Name, now.Enabled, now.Language, now.TimeZone));
    }

    [Fact]
    public async Task AddFailedSignIn_SideBySide_AllCountAndOneLocks()
    {
        var user = new User
        {
            Email = "ada@example.org",
            Name = "Ada",
            CreatedAt = Now,
        };
        var id = (await Stores.Users.AddAsync(user, Cancel))!.Value;
        var until = Now.AddMinutes(15);

        var locks = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Stores.Users.AddFailedSignInAsync(id, 5, until, Cancel))
        );

        Assert.Single(locks, locked => locked);
        var locked = await Stores.Users.FindAsync(id, Cancel);
        Assert.Equal((1, until), (locked!.FailedSignIns, locked.LockedOutUntil));
        await Stores.Users.ForgetFailedSignInsAsync(id, Cancel);
        Assert.Equal(user with { Id = id }, await Stores.Users.FindAsync(id, Cancel));
    }

    [Fact]
    public async Task Settings_SetReplacedRemoved()
    {
        await Stores.Settings.SetAsync("k", "one", Cancel);
        await Stores.Settings.SetAsync("k", "two", Cancel);
        Assert.Equal("two", await Stores.Settings.GetAsync("k", Cancel));
        await Stores.Settings.SetAsync("k", null, Cancel);
        Assert.Null(await Stores.Settings.GetAsync("k", Cancel));
    }

    [Fact]
    public async Task Migrate_TwoProcessesAtOnce_BothStart()
    {
        await using var engine = new TEngine();
        var options = await engine.CreateAsync();

        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(options))));

        foreach (var stores in opened)
        {
            await stores.AddTopicAsync();
            await stores.DisposeAsync();
        }
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerRelease_IsRefusedInWords()
    {
        var newer = Migrator.NewestVersion + 1;
        await new Migrator(Stores.Database).RunAsync(
            [.. Migrator.All, new Migration(newer, "create table later (id bigint)")],
            Cancel
        );

        var refused = await Assert.ThrowsAsync<StorageException>(() => Stores.Database.MigrateAsync(Cancel));

        Assert.Contains($"schema version {newer}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_ScriptThatFails_LeavesTheDatabaseAsItWas()
    {
        Migration[] broken =
        [
            .. Migrator.All,
            new(Migrator.NewestVersion + 1, "create table later (id bigint); nonsense"),
        ];

        await Assert.ThrowsAnyAsync<Exception>(() => new Migrator(Stores.Database).RunAsync(broken, Cancel));

        await Stores.Database.MigrateAsync(Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            Stores.Database.ReadAsync(s => s.ScalarAsync<long>("select count(*) from later", null, Cancel), Cancel)
        );
    }

    private static JobRun Run(JobOutcome outcome) => new(0, "crawl", Now, TimeSpan.Zero, outcome, 0, null);
}
