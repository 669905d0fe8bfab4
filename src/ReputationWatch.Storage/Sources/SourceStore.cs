using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Notifications;

namespace ReputationWatch.Storage.Sources;

internal sealed class SourceStore(Database database) : ISourceStore
{
    private const string ListSql = $"select {SourceRow.Columns} from sources where hidden = 0 order by name, id";
    private const string FindSql = $"select {SourceRow.Columns} from sources where id = @id";
    private const string FindByUrlSql =
        $"select {SourceRow.Columns} from sources where url = @url and connector = @connector and hidden = 0";

    private const string AddSql = """
        insert into sources (name, url, connector, settings, language, enabled, hidden, created_at, next_check_at, outcome,
          consecutive_failures, interval_ms, items_total, every_ms)
        values (@name, @url, @connector, @settings, @language, @enabled, 0, @createdAt, @nextCheckAt, @outcome, 0, @intervalMs, 0,
          @everyMs)
        on conflict (url, connector) do nothing
        returning id
        """;

    private const string ReviveSql = """
        update sources set name = @name, settings = @settings, language = @language, enabled = @enabled, hidden = 0,
          next_check_at = @nextCheckAt, every_ms = @everyMs
        where url = @url and connector = @connector and hidden = 1
        """;

    private const string IdByUrlSql = "select id from sources where url = @url and connector = @connector";

    private const string UpdateSql = """
        update sources set name = @name, url = @url, connector = @connector, settings = @settings, language = @language,
          enabled = @enabled, every_ms = @everyMs
        where id = @id
        """;

    private const string HasMentionsSql =
        "select case when exists (select 1 from mentions where source_id = @id) then 1 else 0 end";
    private const string HideSql = "update sources set hidden = 1, enabled = 0 where id = @id";
    private const string ForgetKeysSql =
        "delete from item_keys where owner in (select -id from unmatched_items where source_id = @id)";
    private const string DeleteSql = "delete from sources where id = @id";

    // A lease goes on: whoever is crawling it now is doing what was asked for.
    private const string CheckNowSql =
        "update sources set next_check_at = @now where id = @id and next_check_at > @now";

    private const string LeaseSql = $$"""
        update sources set leased_by = @owner, leased_until = @until
        where id in (
          select id from sources
          where enabled = 1 and hidden = 0 and next_check_at <= @now and leased_until <= @now
          order by next_check_at limit @count {skip locked})
        returning {{SourceRow.Columns}}
        """;

    private const string ReleaseSql = "update sources set leased_by = null, leased_until = 0 where leased_by = @owner";

    private const string ChecksSql = $"""
        select {SourceCheckRow.Columns} from source_checks where source_id = @sourceId order by id desc limit @count
        """;

    private const string RecentChecksSql = $"""
        select {SourceCheckRow.Columns} from source_checks
        where id in (
          select c.id from sources s join source_checks c on c.id in (
            select n.id from source_checks n where n.source_id = s.id order by n.id desc limit @perSource))
        order by id desc
        """;

    private const string RecentChecksOfSql = $"""
        select {SourceCheckRow.Columns} from source_checks
        where id in (
          select c.id from sources s join source_checks c on c.id in (
            select n.id from source_checks n where n.source_id = s.id order by n.id desc limit @perSource)
          where s.id in (select value from each(@ids)))
        order by id desc
        """;

    private const string NoticesSql = """
        select p.source_id, p.from_at, p.to_at, p.noticed_at from source_blind_periods p
        join sources s on s.id = p.source_id and s.hidden = 0
        where p.to_at is null or (p.noticed_at is not null and p.restored_at is null)
        order by p.from_at, p.source_id
        """;

    private const string NoticedSql =
        "update source_blind_periods set noticed_at = @now where source_id = @id and from_at = @from and noticed_at is null";

    private const string RestoredSql =
        "update source_blind_periods set restored_at = @now where source_id = @id and from_at = @from and restored_at is null";

    // Without validators: an unchanged first page would not name the older ones.
    private const string RequestBackfillSql = $"""
        update sources set backfill_kind = 2, backfill_until = @until, backfill_started_at = @now, backfill_ended_at = null,
          backfill_pages = 0, backfill_items = 0, backfill_reached_at = null, backfill_outcome = null, backfill_failures = 0,
          backfill_skipped = 0, backfill_page = null, etag = null, last_modified = null, next_check_at = @now
        where id = @id
        """;

    private const string StopBackfillSql = """
        update sources set backfill_page = null, backfill_ended_at = @now
        where id = @id and backfill_kind <> 0 and backfill_ended_at is null
        """;

    private const string EnableSql = """
        update sources set enabled = @enabled, next_check_at = case when @enabled = 1 then @now else next_check_at end
        where id in (select value from each(@ids)) and enabled <> @enabled
        """;

    private const string CheckManySql =
        "update sources set next_check_at = @now where id in (select value from each(@ids)) and next_check_at > @now";

    private const string BlindPeriodsSql = """
        select source_id, from_at, to_at from source_blind_periods where to_at is null or to_at > @since order by from_at
        """;

    public Task<IReadOnlyList<Source>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Source>>(
            async s => [.. (await s.ListAsync<SourceRow>(ListSql, null, cancel)).Select(r => r.ToSource())],
            cancel
        );

    public Task<Source?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(async s => (await s.FirstAsync<SourceRow>(FindSql, new { id }, cancel))?.ToSource(), cancel);

    public Task<Source?> FindByUrlAsync(string url, string connector, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await s.FirstAsync<SourceRow>(FindByUrlSql, new { url, connector }, cancel))?.ToSource(),
            cancel
        );

    public Task<long> AddAsync(Source source, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => AddAsync(s, source, cancel), cancel);

    public Task UpdateAsync(Source source, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(UpdateSql, Parameters(source), cancel), cancel);

    /// <summary>In the lane of the intake: a mention must not arrive between the look and the deletion.</summary>
    public Task DeleteAsync(long id, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                if (await s.ScalarAsync<long>(HasMentionsSql, new { id }, cancel) == 1)
                {
                    await s.ExecuteAsync(HideSql, new { id }, cancel);
                    return;
                }
                await s.ExecuteAsync(ForgetKeysSql, new { id }, cancel);
                await s.ExecuteAsync(DeleteSql, new { id }, cancel);
            },
            cancel
        );

    public Task CheckNowAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(CheckNowSql, new { id, now = now.ToUnix() }, cancel),
            cancel
        );

    public Task<IReadOnlyList<Source>> LeaseDueAsync(
        string owner,
        int count,
        DateTimeOffset now,
        DateTimeOffset leaseUntil,
        CancellationToken cancel
    ) => database.WriteAsync<IReadOnlyList<Source>>(Lane.Rows, async s => [.. (
                        await s.ListAsync<SourceRow>(
                            LeaseSql,
                            new
                            {
                                owner,
                                count,
                                now = now.ToUnix(),
                                until = leaseUntil.ToUnix(),
                            },
                            cancel
                        )
                    ).OrderBy(r => r.NextCheckAt).ThenBy(r => r.Id).Select(r => r.ToSource())], cancel);

    public Task ReleaseAsync(string owner, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(ReleaseSql, new { owner }, cancel), cancel);

    public Task SaveCheckAsync(SourceCheck check, SourceHealth health, string? movedTo, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => CheckWriter.SaveAsync(s, check, health, movedTo, keepLease: false, cancel),
            cancel
        );

    public Task<IReadOnlyList<SourceCheck>> ChecksAsync(long sourceId, int count, CancellationToken cancel) =>
        ChecksAsync(ChecksSql, new { sourceId, count }, cancel);

    public Task<IReadOnlyList<SourceCheck>> RecentChecksAsync(int perSource, CancellationToken cancel) =>
        ChecksAsync(RecentChecksSql, new { perSource }, cancel);

    public Task<IReadOnlyList<BlindPeriod>> BlindPeriodsAsync(DateTimeOffset since, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<BlindPeriod>>(
            async s =>
                [
                    .. (await s.ListAsync<BlindRow>(BlindPeriodsSql, new { since = since.ToUnix() }, cancel)).Select(
                        r => new BlindPeriod(r.SourceId, r.FromAt.ToTime(), r.ToAt.ToTime())
                    ),
                ],
            cancel
        );

    public Task<IReadOnlyList<SourceCheck>> RecentChecksAsync(
        IReadOnlyList<long> ids,
        int perSource,
        CancellationToken cancel
    ) =>
        database.ReadAsync<IReadOnlyList<SourceCheck>>(
            async s =>
                [
                    .. (
                        await s.ListAsync<SourceCheckRow>(
                            RecentChecksOfSql,
                            new { ids = s.List(ids), perSource },
                            cancel
                        )
                    ).Select(r => r.ToCheck()),
                ],
            cancel
        );

    public Task<IReadOnlyList<BlindNotice>> BlindNoticesAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<BlindNotice>>(
            async s =>
                [
                    .. (await s.ListAsync<BlindRow>(NoticesSql, null, cancel)).Select(r => new BlindNotice(
                        r.SourceId,
                        r.FromAt.ToTime(),
                        r.ToAt.ToTime(),
                        r.NoticedAt.ToTime()
                    )),
                ],
            cancel
        );

    public Task TellAsync(
        IReadOnlyList<BlindNotice> told,
        bool isRestored,
        IReadOnlyList<NewNotification> notifications,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var marked = 0;
                foreach (var period in told)
                {
                    var parameters = new
                    {
                        id = period.SourceId,
                        from = period.From.ToUnix(),
                        now = now.ToUnix(),
                    };
                    marked += await s.ExecuteAsync(isRestored ? RestoredSql : NoticedSql, parameters, cancel);
                }
                // All told of by another process: it has added the rows. The keys make one that both add the same.
                if (marked > 0)
                {
                    await NotificationWriter.AddAsync(s, notifications, now, cancel);
                }
            },
            cancel
        );

    public Task RequestBackfillAsync(long id, DateTimeOffset until, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    RequestBackfillSql,
                    new
                    {
                        id,
                        until = until.ToUnix(),
                        now = now.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    public Task StopBackfillAsync(long id, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(StopBackfillSql, new { id, now = now.ToUnix() }, cancel),
            cancel
        );

    public Task EnableAsync(IReadOnlyList<long> ids, bool enabled, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s =>
                s.ExecuteAsync(
                    EnableSql,
                    new
                    {
                        ids = s.List(ids),
                        enabled = enabled.ToFlag(),
                        now = now.ToUnix(),
                    },
                    cancel
                ),
            cancel
        );

    public Task CheckNowAsync(IReadOnlyList<long> ids, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(CheckManySql, new { ids = s.List(ids), now = now.ToUnix() }, cancel),
            cancel
        );

    private static async Task<long> AddAsync(Session session, Source source, CancellationToken cancel)
    {
        var parameters = Parameters(source);
        if (await session.ScalarAsync<long?>(AddSql, parameters, cancel) is { } id)
        {
            return id;
        }
        await session.ExecuteAsync(ReviveSql, parameters, cancel);
        return await session.ScalarAsync<long>(IdByUrlSql, parameters, cancel);
    }

    private Task<IReadOnlyList<SourceCheck>> ChecksAsync(string sql, object parameters, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<SourceCheck>>(
            async s => [.. (await s.ListAsync<SourceCheckRow>(sql, parameters, cancel)).Select(r => r.ToCheck())],
            cancel
        );

    private static object Parameters(Source source) =>
        new
        {
            id = source.Id,
            name = source.Name.Clean(),
            url = source.Url.Clean(),
            connector = source.Connector,
            settings = source.Settings.Clean(),
            language = source.Language,
            enabled = source.Enabled.ToFlag(),
            everyMs = (long?)source.Every?.TotalMilliseconds,
            createdAt = source.CreatedAt.ToUnix(),
            nextCheckAt = source.Health.NextCheckAt.ToUnix(),
            outcome = source.Health.Outcome,
            intervalMs = (long)source.Health.Interval.TotalMilliseconds,
        };

    private sealed record BlindRow
    {
        public long SourceId { get; init; }
        public long FromAt { get; init; }
        public long? ToAt { get; init; }
        public long? NoticedAt { get; init; }
    }
}
