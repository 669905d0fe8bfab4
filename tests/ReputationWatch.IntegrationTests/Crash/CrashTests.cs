using System.Globalization;
using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Counts;
using ReputationWatch.Storage.Sources;
using ReputationWatch.Storage.Topics;
using ReputationWatch.Storage.Users;

namespace ReputationWatch.IntegrationTests.Crash;

/// <summary>Kill -9 at any moment loses nothing acknowledged and doubles nothing.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-crash-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_KilledTwentyTimesWhileCrawling_EndsAsAnUndisturbedRun()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var site = new CrashSite(now);
        await site.StartAsync();

        var calm = await RunAsync(site, now, "calm", kills: 0);
        var killed = await RunAsync(site, now, "killed", Kills);

        Assert.Equal(CrashSite.Feeds * CrashSite.EntriesPerFeed, calm.Items);
        Assert.Single(calm.Episodes);
        Assert.Equal(calm.Items, killed.Items);
        Assert.Equal(calm.Mentions, killed.Mentions);
        Assert.Equal(calm.Cases, killed.Cases);
        Assert.Equal(calm.Counts, killed.Counts);
        Assert.Equal(calm.Episodes, killed.Episodes);
        Assert.Equal(calm.Notifications, killed.Notifications);
        Assert.Empty(killed.Doubled);
        output.WriteLine(
            $"{calm.Items} items, {calm.Mentions.Count} mentions, {calm.Cases.Count} cases, {calm.Counts.Count} hourly counts"
        );
    }

    private async Task<StoreContents> RunAsync(CrashSite site, DateTimeOffset now, string name, int kills)
    {
        var data = _folder.CreateSubdirectory(name).FullName;
        await SeedAsync(data, site, now);
        var file = Path.Combine(data, "reputationwatch.db");
        var random = new Random(20261121);
        var struck = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var doomed = ServerProcess.Start(data, Settings);
            // From before the store is open to the thick of the crawl.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(400, 3200)), TestContext.Current.CancellationToken);
            Assert.False(doomed.HasExited, doomed.Output);
            doomed.Kill();
            struck += StoreContents.IsCrawled(file) ? 0 : 1;
        }
        // A test whose kills all come after the work would show nothing.
        Assert.True(struck * 2 >= kills, $"only {struck} of {kills} kills struck while it crawled");
        using var server = ServerProcess.Start(data, Settings);
        await UntilDoneAsync(data, server);
        server.Kill();
        await using var database = new Database(new StorageOptions { DataDirectory = data });
        Assert.Empty(await new CountStore(database).VerifyAsync(CancellationToken.None));
        return StoreContents.Read(file);
    }

    /// <summary>Slow enough that twenty lives of a second or two do not finish the site.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["REPUTATIONWATCH_Crawl__AllowedPrivate__0"] = "127.0.0.1",
        ["REPUTATIONWATCH_Crawl__MinimumGap"] = "00:00:00.150",
        ["REPUTATIONWATCH_Jobs__Detect"] = "00:00:01",
    };

    private static async Task SeedAsync(string data, CrashSite site, DateTimeOffset now)
    {
        await using var database = new Database(new StorageOptions { DataDirectory = data });
        await database.MigrateAsync(CancellationToken.None);
        var users = new UserStore(database);
        await users.AddAsync(
            new User
            {
                Email = "on.call@example.org",
                Name = "On call",
                CreatedAt = now,
            },
            CancellationToken.None
        );
        var topics = new TopicStore(database);
        await topics.AddAsync(
            new Topic
            {
                Name = "Orvanne",
                Kind = TopicKind.Brand,
                Query = "Orvanne",
                CreatedAt = now.AddDays(-60),
            },
            CancellationToken.None
        );
        var sources = new SourceStore(database);
        for (var feed = 0; feed < CrashSite.Feeds; feed++)
        {
            await sources.AddAsync(
                new Source
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"Feed {feed}"),
                    Url = site.Feed(feed).AbsoluteUri,
                    Connector = "feed",
                    // Watched for a long time: what it says of the last half hour is news, not history.
                    CreatedAt = now.AddHours(-2),
                    Health = new SourceHealth { NextCheckAt = now },
                },
                CancellationToken.None
            );
        }
    }

    /// <summary>Every page read, the outbox indexed, and the episode there.</summary>
    private static async Task UntilDoneAsync(string data, ServerProcess server)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(deadline) < GiveUp)
        {
            Assert.False(server.HasExited, server.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
            if (StoreContents.IsComplete(Path.Combine(data, "reputationwatch.db")))
            {
                return;
            }
        }
        Assert.Fail($"The crawl did not end within {GiveUp}.\n{server.Output}");
    }

    /// <summary>
    /// Everything that has to be the same, in an order and with names that do not depend on ids. Not the stories: which of two
    /// similar texts is the first depends on the order of arrival, which is not the same in two undisturbed runs either.
    /// </summary>
    private sealed record StoreContents(
        long Items,
        IReadOnlyList<string> Mentions,
        IReadOnlyList<string> Cases,
        IReadOnlyList<string> Counts,
        IReadOnlyList<string> Episodes,
        IReadOnlyList<string> Notifications,
        IReadOnlyList<string> Doubled
    )
    {
        public static bool IsCrawled(string file)
        {
            using var connection = Open(file);
            return IsCrawled(connection);
        }

        public static bool IsComplete(string file)
        {
            using var connection = Open(file);
            return IsCrawled(connection) && Rows(connection, "select count(*) from episodes")[0] != "0";
        }

        private static bool IsCrawled(SqliteConnection connection) =>
            Rows(connection, "select count(*) from sources where last_success_at is null or backfill_page is not null")[
                0
            ] == "0";

        public static StoreContents Read(string file)
        {
            using var connection = Open(file);
            return new StoreContents(
                long.Parse(
                    Rows(connection, "select (select count(*) from mentions) + (select count(*) from unmatched_items)")[
                        0
                    ],
                    CultureInfo.InvariantCulture
                ),
                Rows(
                    connection,
                    """
                    select m.external_id || '|' || m.text || '|' || m.label || '|' || m.published_at || '|' || m.author_key
                      || '|' || (select count(*) from mention_topics t where t.mention_id = m.id)
                    from mentions m order by 1
                    """
                ),
                Rows(
                    connection,
                    "select m.external_id || '|' || c.status || '|' || c.priority from cases c join mentions m on m.id = c.mention_id order by 1"
                ),
                Rows(
                    connection,
                    """
                    select coalesce(s.url, 'all') || '|' || h.hour || '|' || h.negative || '|' || h.neutral || '|' || h.positive
                      || '|' || h.inferred_detractors || '|' || h.inferred_passives || '|' || h.inferred_promoters
                    from hourly_counts h left join sources s on s.id = h.source_id order by 1
                    """
                ),
                Rows(
                    connection,
                    "select t.name || '|' || (e.closed_at is null) from episodes e join topics t on t.id = e.topic_id order by 1"
                ),
                Rows(connection, "select kind || '|' || recipient from notifications order by 1"),
                Rows(connection, "select external_id from mentions group by external_id having count(*) > 1")
            );
        }

        private static SqliteConnection Open(string file)
        {
            var connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite");
            connection.Open();
            return connection;
        }

        private static List<string> Rows(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
            }
            return rows;
        }
    }
}
