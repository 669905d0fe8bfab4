using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.App.Hosting;
using ReputationWatch.App.Imports;
using ReputationWatch.Core.Imports;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Storage.Imports;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Imports;

public sealed class UploadSweepOnSqlite : UploadSweepContract<SqliteEngine>;

public sealed class UploadSweepOnPostgresql : UploadSweepContract<PostgresqlEngine>;

public abstract class UploadSweepContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Run_OldUploads_GoUnlessTheyWaitOrEndedLately()
    {
        var data = Directory.CreateTempSubdirectory("reputationwatch-uploads-");
        var folder = new ImportFolder(new HostSettings { Data = data });
        var abandoned = Upload(folder, Now.AddDays(-8));
        var recent = Upload(folder, Now.AddDays(-6));
        var stopped = Upload(folder, Now.AddDays(-20));
        var stoppedLately = Upload(folder, Now.AddDays(-20));
        var waiting = Upload(folder, Now.AddDays(-20));
        await EndAsync(await AddAsync(stopped), Now.AddDays(-8));
        await EndAsync(await AddAsync(stoppedLately), Now.AddDays(-1));
        await AddAsync(waiting);
        var sweep = new UploadSweep(
            new ImportStore(Stores.Database),
            folder,
            new HandClock(Now),
            NullLogger<UploadSweep>.Instance
        );

        Assert.Equal(2, await sweep.RunAsync(Cancel));

        var kept = folder.Files().Select(f => f.Name).ToHashSet();
        Assert.Equal(new HashSet<string> { recent, stoppedLately, waiting }, kept);
        Assert.DoesNotContain(abandoned, kept);
        Assert.Equal(0, await sweep.RunAsync(Cancel));
        data.Delete(recursive: true);
    }

    private static string Upload(ImportFolder folder, DateTimeOffset at)
    {
        var name = folder.Create();
        File.WriteAllText(folder.Of(name), "text\na\n");
        File.SetLastWriteTimeUtc(folder.Of(name), at.UtcDateTime);
        return name;
    }

    private async Task<long> AddAsync(string stored) =>
        await new ImportStore(Stores.Database).AddAsync(
            new Import
            {
                SourceId = await Stores.AddSourceAsync(),
                FileName = "a.csv",
                StoredName = stored,
                Plan = "{}",
                CreatedAt = Now.AddDays(-20),
            },
            Cancel
        );

    private Task EndAsync(long id, DateTimeOffset at) =>
        new ImportStore(Stores.Database).EndAsync(id, ImportState.Stopped, null, at, Cancel);
}
