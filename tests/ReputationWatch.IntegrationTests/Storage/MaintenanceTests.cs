using ReputationWatch.Storage;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class CheckOnSqlite : CheckContract<SqliteEngine>;

public sealed class CheckOnPostgresql : CheckContract<PostgresqlEngine>;

public abstract class CheckContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Check_AfterIntakeEditsCopiesAndDeletions_FindsNothing()
    {
        var source = await Stores.AddSourceAsync();
        var (one, two) = (await Stores.AddTopicAsync("One"), await Stores.AddTopicAsync("Two"));
        const string Text = "The trains to the airport are late again, third time this week, nobody says a word";
        await Stores.SaveAsync(
            source,
            Item("a", one).Saying(Text).NeedingAnAnswer(),
            Item("b", two).Saying(Text + "!"),
            Item("c", one, two).Saying(Text + "?"),
            Item("d")
        );
        await Stores.SaveAsync(source, Item("a", two).With("Edited", Now.AddHours(1)), Item("d", one));
        await Stores.Topics.DeleteAsync(two, Cancel);

        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Theory]
    [InlineData("delete from item_keys", "no key would recognise")]
    [InlineData("update stories set size = 7", "stories whose size is wrong")]
    [InlineData("delete from stories", "copies of a story that does not exist")]
    [InlineData("delete from outbox", "never announced")]
    [InlineData("update hourly_counts set positive = positive + 1", "stored counts exceed")]
    [InlineData("update mention_topics set seen_at = 0", "times differ")]
    public async Task Check_RowsTamperedWith_AreNamed(string damage, string words)
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        const string Text = "The trains to the airport are late again, third time this week, nobody says a word";
        await Stores.SaveAsync(source, Item("a", topic).Saying(Text), Item("b", topic).Saying(Text));

        await Stores.Database.WriteAsync(
            ReputationWatch.Storage.Dialects.Lane.Mentions,
            s => s.ExecuteAsync(damage, null, Cancel),
            Cancel
        );

        Assert.Contains(await Stores.Database.CheckAsync(Cancel), p => p.Contains(words, StringComparison.Ordinal));
    }
}

public sealed class BackupTests : StorageContract<SqliteEngine>
{
    private string File(string name) => Path.Combine(Options.DataDirectory, name);

    [Fact]
    public async Task Backup_WhileWritersGoOn_IsAWholeStateThatRestores()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, Item("before", topic));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await Stores.SaveAsync(source, Item($"w{i}-1", topic), Item($"w{i}-2", topic));
            }
        });

        await Stores.Database.BackupAsync(File("copy.db"), Cancel);
        await stop.CancelAsync();
        await writing;

        var restored = new StorageOptions { DataDirectory = File("other") };
        await using (var database = new Database(restored))
        {
            Assert.Null(await database.RestoreAsync(File("copy.db"), Now, Cancel));
        }
        await using var stores = await OpenAsync(restored);
        Assert.Empty(await stores.Database.CheckAsync(Cancel));
        // Batches of two: never half of one.
        Assert.Equal(1, (await stores.Mentions.TotalsAsync(Cancel)).Mentions % 2);
        Assert.Equal(1, (await stores.SaveAsync(source, Item("before", topic))).Known);
    }

    [Fact]
    public async Task Backup_FileThatExists_IsNotOverwritten()
    {
        await System.IO.File.WriteAllTextAsync(File("copy.db"), "precious", Cancel);

        await Assert.ThrowsAsync<StorageException>(() => Stores.Database.BackupAsync(File("copy.db"), Cancel));

        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File("copy.db"), Cancel));
    }

    [Fact]
    public async Task Restore_DatabaseInUse_IsRefused()
    {
        await Stores.AddTopicAsync();
        await Stores.Database.BackupAsync(File("copy.db"), Cancel);

        await using var other = new Database(Options);
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            other.RestoreAsync(File("copy.db"), Now, Cancel)
        );

        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.Single(await Stores.Topics.ListAsync(Cancel));
    }

    /// <summary>Killed anywhere between the copy and the end: the next start has the restored data, and what was there is kept.</summary>
    [Theory]
    [InlineData("reputationwatch.db", "reputationwatch.db.arriving", "reputationwatch.db.restoring")]
    [InlineData("reputationwatch.db.kept", "reputationwatch.db.arriving", "reputationwatch.db.restoring")]
    [InlineData("reputationwatch.db.kept", "reputationwatch.db", "reputationwatch.db.restoring")]
    public async Task Restore_InterruptedBetweenItsSteps_IsFinishedByTheNextStart(
        string old,
        string restored,
        string marker
    )
    {
        await Stores.Database.BackupAsync(File("empty.db"), Cancel);
        await Stores.AddTopicAsync("Later");
        await Stores.Database.BackupAsync(File("full.db"), Cancel);
        await Stores.Database.DisposeAsync();
        foreach (var name in new[] { "reputationwatch.db", "reputationwatch.db-wal", "reputationwatch.db-shm" })
        {
            System.IO.File.Delete(File(name));
        }
        System.IO.File.Move(File("full.db"), File(old));
        System.IO.File.Move(File("empty.db"), File(restored));
        await System.IO.File.WriteAllTextAsync(File(marker), File("reputationwatch.db.kept"), Cancel);

        await using (var stores = await OpenAsync(Options))
        {
            Assert.Empty(await stores.Topics.ListAsync(Cancel));
        }

        Assert.True(System.IO.File.Exists(File("reputationwatch.db.kept")));
        Assert.False(System.IO.File.Exists(File("reputationwatch.db.arriving")));
        Assert.False(System.IO.File.Exists(File(marker)));
    }

    [Fact]
    public async Task Restore_CopyThatNeverArrivedWhole_ChangesNothing()
    {
        await Stores.AddTopicAsync("Precious");
        await System.IO.File.WriteAllTextAsync(File("reputationwatch.db.arriving"), "half of a back", Cancel);

        await using var stores = await OpenAsync(Options);

        Assert.Single(await stores.Topics.ListAsync(Cancel));
    }

    [Fact]
    public async Task Restore_KeepsWhatWasThere()
    {
        await Stores.Database.BackupAsync(File("empty.db"), Cancel);
        await Stores.AddTopicAsync("Later");
        await Stores.Database.DisposeAsync();

        await using var database = new Database(Options);
        var kept = await database.RestoreAsync(File("empty.db"), Now, Cancel);

        await using var stores = await OpenAsync(Options);
        Assert.Empty(await stores.Topics.ListAsync(Cancel));
        Assert.True(System.IO.File.Exists(kept));
    }

    [Theory]
    [InlineData("not a database at all")]
    [InlineData("")]
    public async Task Restore_FileThatIsNoBackup_IsRefusedAndChangesNothing(string content)
    {
        await System.IO.File.WriteAllTextAsync(File("bad.db"), content, Cancel);
        await using var database = new Database(Options);

        await Assert.ThrowsAsync<StorageException>(() => database.RestoreAsync(File("bad.db"), Now, Cancel));

        await Stores.AddTopicAsync();
    }
}

public sealed class StorageOptionsTests
{
    [Fact]
    public async Task Migrate_FileThatIsNoDatabase_IsRefusedInWordsAndLeftAlone()
    {
        await using var engine = new SqliteEngine();
        var options = await engine.CreateAsync();
        await File.WriteAllTextAsync(
            options.DatabaseFile,
            new string('x', 5000),
            TestContext.Current.CancellationToken
        );
        await using var database = new Database(options);

        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            database.MigrateAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains(options.DatabaseFile, refused.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(options.DatabaseFile).Length);
    }

    [Fact]
    public async Task Migrate_ServerThatDoesNotAnswer_IsRefusedInWords()
    {
        await using var database = new Database(
            new StorageOptions
            {
                Engine = StorageEngine.Postgresql,
                ConnectionString = "Host=127.0.0.1;Port=1;Username=a;Password=secret;Timeout=3",
            }
        );

        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            database.MigrateAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains("check that the server runs", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_PostgresqlWithoutConnection_SayWhatToSet()
    {
        var problem = Assert.Single(new StorageOptions { Engine = StorageEngine.Postgresql }.Problems());

        Assert.Contains("Set Storage:ConnectionString", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_ConnectionTwice_IsNamed()
    {
        var options = new StorageOptions
        {
            Engine = StorageEngine.Postgresql,
            ConnectionString = "Host=a",
            ConnectionStringFile = "b",
        };

        Assert.Contains("both set", Assert.Single(options.Problems()), StringComparison.Ordinal);
        Assert.Throws<StorageException>(() => new Database(options));
    }

    [Fact]
    public void Problems_Default_None() => Assert.Empty(new StorageOptions().Problems());
}
