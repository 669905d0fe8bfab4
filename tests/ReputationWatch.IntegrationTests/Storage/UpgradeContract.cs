using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Migrations;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class UpgradeOnSqlite : UpgradeContract<SqliteEngine>;

public sealed class UpgradeOnPostgresql : UpgradeContract<PostgresqlEngine>;

/// <summary>A database of every earlier release, with content of the first one, comes up to date and loses nothing.</summary>
public abstract class UpgradeContract<TEngine> : IAsyncLifetime
    where TEngine : IEngine, new()
{
    private readonly TEngine _engine = new();
    private Database _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = new Database(await _engine.CreateAsync());

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Schemas.Versions), MemberType = typeof(Schemas))]
    public async Task Migrate_FromThatSchemaWithContent_KeepsAllAndGoesOn(long version)
    {
        await RunAsync(1);
        await _database.WriteAsync(Lane.Mentions, s => s.ExecuteAsync(FirstContent.Sql, null, Cancel), Cancel);
        await RunAsync(version);

        await _database.MigrateAsync(Cancel);

        Assert.Empty(await _database.CheckAsync(Cancel));
        var stores = new StoreSet(_database);
        var mentions = await stores.Mentions.WalkAsync(0, 10, Cancel);
        Assert.Equal(["first", "copy"], mentions.Select(m => m.ExternalId));
        Assert.All(mentions, m => Assert.Equal((1, 1L), (m.Copies, m.StoryId)));
        Assert.Equal("brand", Assert.Single(await stores.Topics.ListAsync(Cancel)).Query);
        Assert.Equal("ada@example.org", Assert.Single(await stores.Users.ListAsync(Cancel)).Email);
        Assert.Equal("nobody asked", (await KeptAsync(stores)).Single(k => k.MentionId is null).Item.Text);
        Assert.Single(await stores.Cases.EventsAsync(1, Cancel));
        // What comes now meets what was there: the same keys, the same source, the same topic.
        var again = await stores.SaveAsync(1, Item("new", 1));
        Assert.Equal(1, again.New);
        Assert.Empty(await _database.CheckAsync(Cancel));
    }

    private Task RunAsync(long version) =>
        new Migrator(_database).RunAsync([.. Migrator.All.Where(m => m.Version <= version)], Cancel);

    private static async Task<List<KeptItem>> KeptAsync(StoreSet stores)
    {
        var kept = new List<KeptItem>();
        await foreach (var item in stores.Mentions.KeptItemsAsync(DateTimeOffset.UnixEpoch, Cancel))
        {
            kept.Add(item);
        }
        return kept;
    }
}

public static class Schemas
{
    public static TheoryData<long> Versions => [.. Migrator.All.Select(m => m.Version)];
}

/// <summary>Rows as the first release wrote them: two mentions that say the same, a case, an unmatched item, an account.</summary>
internal static class FirstContent
{
    private const string Columns = """
        source_id, kind, external_id, site, text, language, author_key, published_at, dated, seen_at, text_seen_at, label,
        negative, neutral, positive, score10, nps, nps_basis, doubt, urgency, spam, model_version, corrected, content_hash
        """;

    public const string Sql = $$"""
        insert into users (email, email_key, name, role, security_stamp, failed_sign_ins, language, time_zone, receives_alerts,
          created_at, enabled)
        values ('ada@example.org', 'ada@example.org', 'Ada', 2, 's', 0, 'en', 'Europe/Zurich', 1, 0, 1);
        insert into sources (name, url, connector, enabled, hidden, created_at, next_check_at, outcome, consecutive_failures,
          interval_ms, items_total)
        values ('Example', 'https://example.org/feed', 'feed', 1, 0, 0, 0, 0, 0, 900000, 3);
        insert into source_checks (source_id, started_at, duration_ms, outcome, items_read, items_new) values (1, 0, 5, 1, 3, 3);
        insert into topics (name, kind, query, enabled, created_at, version) values ('Brand', 0, 'brand', 1, 0, 1);
        insert into mentions ({{Columns}})
        values (1, 0, 'first', 'example.org', 'the brand is late', 'en', 'example.org:anna', 7200000, 1, 7200000, 7200000, 0,
          0.7, 0.2, 0.1, 2.5, 0, 0, 0, 0, 0, 'm1', 0, 11);
        insert into mentions ({{Columns}}, story_id)
        values (1, 0, 'copy', 'example.org', 'the brand is late', 'en', 'example.org:bob', 7200001, 1, 7200001, 7200001, 0,
          0.7, 0.2, 0.1, 2.5, 0, 0, 0, 0, 0, 'm1', 0, 12, 1);
        insert into stories (id, size) values (1, 2);
        insert into story_bands (band, published_at, mention_id) values (77, 7200000, 1);
        insert into mention_topics (topic_id, published_at, mention_id, seen_at) values (1, 7200000, 1, 7200000), (1, 7200001, 2, 7200001);
        insert into hourly_counts values (1, 0, 2, 2, 0, 0, 2, 0, 0, 0, 0, 0), (1, 1, 2, 2, 0, 0, 2, 0, 0, 0, 0, 0);
        insert into unmatched_items (source_id, site, language, published_at, seen_at, content_hash, item)
        values (1, 'example.org', 'en', 7200000, 7200000, 13, '{"Kind":0,"ExternalId":"aside","Text":"nobody asked"}');
        insert into item_keys (key_hash, scope, owner) values (101, 1, 1), (102, 1, 2), (103, 1, -1);
        insert into outbox (mention_id) values (1), (2);
        insert into cases (mention_id, status, stage, priority, opened_at, version, published_at) values (1, 0, 0, 50, 7200000, 1, 7200000);
        insert into case_events (mention_id, at, kind) values (1, 7200000, 0);
        insert into notifications (key, kind, notifier, recipient, language, subject_id, created_at, attempts, next_attempt_at, dead)
        values ('k', 0, 'email', 'ada@example.org', 'en', 1, 0, 0, 0, 0);
        insert into settings (key, value) values ('x', 'y')
        """;
}
