using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Storage;

/// <summary>A database file that broke: said in words, and a backup takes its place.</summary>
public sealed class DamageTests : StorageContract<SqliteEngine>
{
    private string Copy => Path.Combine(Options.DataDirectory, "copy.db");

    private static async Task CutAsync(string file, int keep) =>
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..keep]);

    private async Task BreakAsync(int keep)
    {
        await Stores.AddTopicAsync("Kept");
        await Stores.Database.BackupAsync(Copy, Cancel);
        await Stores.Database.DisposeAsync();
        File.Delete(Options.DatabaseFile + "-wal");
        await CutAsync(Options.DatabaseFile, keep);
        await File.WriteAllTextAsync(Options.DatabaseFile + "-wal", "left over", Cancel);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(50)]
    public async Task Check_AFileThatWasCutOff_SaysWhatToDo(int keep)
    {
        await BreakAsync(keep);
        await using var database = new Database(Options);

        var refused = await Assert.ThrowsAsync<StorageException>(() => database.CheckAsync(Cancel));

        Assert.Contains("restore a backup", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(50)]
    public async Task Restore_OverAFileThatWasCutOff_SetsItAsideWithItsLog(int keep)
    {
        await BreakAsync(keep);
        await using var database = new Database(Options);

        var kept = await database.RestoreAsync(Copy, StoreSet.Now, Cancel);

        Assert.Equal(keep, new FileInfo(kept!).Length);
        Assert.False(File.Exists(Options.DatabaseFile + "-wal"));
        await using var stores = await StoreSet.OpenAsync(Options);
        Assert.Equal("Kept", Assert.Single(await stores.Topics.ListAsync(Cancel)).Name);
        Assert.Empty(await stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public void Database_AConnectionStringThatIsNone_IsRefusedInWordsWithoutItsSecrets()
    {
        var options = new StorageOptions
        {
            Engine = StorageEngine.Postgresql,
            ConnectionString = "Host=a;Pasword=secret",
        };

        var refused = Assert.Throws<StorageException>(() => new Database(options));

        Assert.Contains("Storage:ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
