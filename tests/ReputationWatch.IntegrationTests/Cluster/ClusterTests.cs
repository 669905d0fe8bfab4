using System.Globalization;
using Npgsql;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Crash;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Cluster;

/// <summary>Three workers on one PostgreSQL, two of which are killed in the middle of it.</summary>
public sealed class ClusterTests(ITestOutputHelper output) : StorageContract<PostgresqlEngine>
{
    private const int People = 3;
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(3);

    /// <summary>Generous: how long after its lease has run out a source is in other hands on a busy machine.</summary>
    private static readonly TimeSpan Relief = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-cluster-");
    private readonly Dictionary<string, ServerProcess> _workers = [];
    private NpgsqlDataSource _database = null!;

    [Fact]
    public async Task Workers_TwoOfThreeKilledWhileCrawling_LeaveNothingOutAndDoubleNothing()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var site = new CrashSite(now);
        await site.StartAsync();
        _database = NpgsqlDataSource.Create(Options.ConnectionString!);
        try
        {
            await SeedAsync(site, now);
            StartWorkers();
            await UntilAsync("select count(*) from processes where role = 'worker'", 3);
            await ExecuteAsync("update sources set enabled = 1");

            var first = await KillOneAtWorkAsync();
            var second = await KillOneAtWorkAsync();

            await UntilAsync(
                "select count(*) from sources where last_success_at is not null and backfill_page is null",
                CrashSite.Feeds
            );
            await UntilAsync("select count(*) from notifications where sent_at is not null", People);
            await AssertRelievedAsync([.. first, .. second]);
            await AssertWholeAsync();
        }
        finally
        {
            StopWorkers();
            await _database.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private async Task AssertWholeAsync()
    {
        Assert.Equal(
            (long)CrashSite.Feeds * CrashSite.EntriesPerFeed,
            await ScalarAsync("select (select count(*) from mentions) + (select count(*) from unmatched_items)")
        );
        Assert.Equal(
            0,
            await ScalarAsync(
                "select count(*) from (select external_id from mentions group by external_id having count(*) > 1) twice"
            )
        );
        Assert.Equal(1, await ScalarAsync("select count(*) from episodes"));
        Assert.Equal(People, await ScalarAsync("select count(*) from notifications"));
        Assert.Equal(People, await ScalarAsync("select sum(attempts) from notifications"));
        Assert.Equal(People, _folder.GetFiles("*.eml", SearchOption.AllDirectories).Length);
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    /// <summary>What the dead held was read again: not before their leases ran out, and not long after.</summary>
    private async Task AssertRelievedAsync(IReadOnlyList<(long Source, long Until)> left)
    {
        foreach (var (source, until) in left)
        {
            var next = await ScalarAsync(
                $"select coalesce(min(started_at), 0) from source_checks where source_id = {source} and started_at >= {until}"
            );
            var waited = TimeSpan.FromMilliseconds(next - until);
            output.WriteLine($"source {source}: taken over {waited.TotalSeconds:F1} s after its lease ran out");
            Assert.InRange(waited, TimeSpan.Zero, Relief);
        }
    }

    /// <summary>Kills a worker that is reading sources, the one that watches for spikes if it is. Returns what it left.</summary>
    private async Task<IReadOnlyList<(long Source, long Until)>> KillOneAtWorkAsync()
    {
        var busy = """
            select s.leased_by from sources s left join leases l on l.owner = s.leased_by and l.name = 'detect'
            where s.leased_by is not null and s.backfill_page is not null and s.leased_by = any(@alive)
            group by s.leased_by order by max(l.until_at) desc nulls last limit 1
            """;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < GiveUp)
        {
            if (await ScalarAsync(busy, _workers.Keys.ToArray()) is string victim)
            {
                _workers.Remove(victim, out var doomed);
                doomed!.Kill();
                doomed.Dispose();
                var left = await LeftAsync(victim);
                output.WriteLine($"killed {victim}, which held {left.Count} sources");
                Assert.NotEmpty(left);
                return left;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }
        Assert.Fail("No worker was ever seen at work.\n" + Outputs());
        return [];
    }

    private async Task<List<(long, long)>> LeftAsync(string victim)
    {
        var left = new List<(long, long)>();
        await using var command = _database.CreateCommand("select id, leased_until from sources where leased_by = $1");
        command.Parameters.AddWithValue(victim);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            left.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }
        return left;
    }

    private void StartWorkers()
    {
        for (var worker = 1; worker <= 3; worker++)
        {
            var data = _folder.CreateSubdirectory($"worker{worker}").FullName;
            _workers[$"{Environment.MachineName}:{data}"] = ServerProcess.Start(
                data,
                Settings(Options),
                "--role",
                "worker"
            );
        }
    }

    private void StopWorkers()
    {
        foreach (var worker in _workers.Values)
        {
            worker.Dispose();
        }
    }

    /// <summary>Slow enough that there is a middle to be killed in; short leases, so that the test need not wait long.</summary>
    private static Dictionary<string, string> Settings(StorageOptions storage) =>
        new()
        {
            ["REPUTATIONWATCH_Storage__Engine"] = "Postgresql",
            ["REPUTATIONWATCH_Storage__ConnectionString"] = storage.ConnectionString!,
            ["REPUTATIONWATCH_Crawl__AllowedPrivate__0"] = "127.0.0.1",
            ["REPUTATIONWATCH_Crawl__MinimumGap"] = "00:00:00.300",
            ["REPUTATIONWATCH_Crawler__Parallel"] = "4",
            ["REPUTATIONWATCH_Crawler__Lease"] = "00:00:10",
            ["REPUTATIONWATCH_Jobs__Detect"] = "00:00:01",
        };

    private async Task SeedAsync(CrashSite site, DateTimeOffset now)
    {
        for (var person = 0; person < People; person++)
        {
            await Stores.Users.AddAsync(
                new User
                {
                    Email = $"on.call.{person}@example.org",
                    Name = "On call",
                    CreatedAt = now,
                },
                Cancel
            );
        }
        await Stores.Topics.AddAsync(
            new Topic
            {
                Name = "Orvanne",
                Kind = TopicKind.Brand,
                Query = "Orvanne",
                CreatedAt = now.AddDays(-60),
            },
            Cancel
        );
        for (var feed = 0; feed < CrashSite.Feeds; feed++)
        {
            await Stores.Sources.AddAsync(
                new Source
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"Feed {feed}"),
                    Url = site.Feed(feed).AbsoluteUri,
                    Connector = "feed",
                    CreatedAt = now.AddHours(-2),
                    // Switched on when all workers are there.
                    Enabled = false,
                    Health = new SourceHealth { NextCheckAt = now },
                },
                Cancel
            );
        }
    }

    private async Task UntilAsync(string count, long expected)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await ScalarAsync(count) < expected)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < GiveUp, $"{count}\n{Outputs()}");
            Assert.All(_workers.Values, worker => Assert.False(worker.HasExited, worker.Output));
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel);
        }
    }

    private string Outputs() => string.Join('\n', _workers.Values.Select(worker => worker.Output));

    private Task ExecuteAsync(string sql) => ScalarAsync(sql, null);

    private async Task<long> ScalarAsync(string sql) =>
        Convert.ToInt64(await ScalarAsync(sql, null), CultureInfo.InvariantCulture);

    private async Task<object?> ScalarAsync(string sql, string[]? alive)
    {
        await using var command = _database.CreateCommand(sql);
        if (alive is not null)
        {
            command.Parameters.AddWithValue("alive", alive);
        }
        return await command.ExecuteScalarAsync(Cancel);
    }
}
