using ReputationWatch.Core.Sources;

namespace ReputationWatch.Storage.Sources;

/// <summary>Saves what a check came to: health, history row, blind period; ends the lease unless the check goes on.</summary>
internal static class CheckWriter
{
    /// <summary>Checks kept of each source: weeks at the usual pace.</summary>
    private const int KeptChecks = 2000;

    /// <summary>Old checks are looked for once in so many, because most of the time there are none.</summary>
    private const int TrimEvery = 64;

    private const string SaveHealthSql = """
        update sources set next_check_at = @nextCheckAt, last_checked_at = @lastCheckedAt, last_success_at = @lastSuccessAt,
          last_new_item_at = @lastNewItemAt, outcome = @outcome, status = @status, detail = @detail,
          consecutive_failures = @consecutiveFailures, blind_since = @blindSince, retired_at = @retiredAt,
          interval_ms = @intervalMs, etag = @etag, last_modified = @lastModified,
          items_total = @itemsTotal,
          leased_by = case when @keepLease = 1 then leased_by end,
          leased_until = case when @keepLease = 1 then leased_until else 0 end
        where id = @id
        """;

    // What a person did while the check was under way stands: asked for a way back, or ended this one.
    private const string SaveBackfillSql = """
        update sources set backfill_page = @backfillPage, backfill_kind = @backfillKind, backfill_until = @backfillUntil,
          backfill_started_at = @backfillStartedAt, backfill_ended_at = @backfillEndedAt, backfill_pages = @backfillPages,
          backfill_items = @backfillItems, backfill_reached_at = @backfillReachedAt, backfill_outcome = @backfillOutcome,
          backfill_failures = @backfillFailures, backfill_skipped = @backfillSkipped
        where id = @id
          and not (backfill_kind = 2 and backfill_ended_at is null and backfill_started_at <> coalesce(@backfillStartedAt, 0))
          and not (backfill_ended_at is not null and @backfillEndedAt is null
            and backfill_started_at = coalesce(@backfillStartedAt, 0))
        """;

    private const string IsAskedForSql =
        "select count(*) from sources where id = @id and backfill_kind = 2 and backfill_ended_at is null";

    // Another source may have the new address already; then this one stays where it was and says so by its redirects.
    private const string MoveSql = """
        update sources set url = @url
        where id = @id and not exists (
          select 1 from sources o where o.url = @url
            and o.connector = (select connector from sources where id = @id) and o.id <> @id)
        """;

    private const string AddCheckSql = $"""
        insert into source_checks ({SourceCheckRow.Columns})
        values (@sourceId, @startedAt, @durationMs, @outcome, @status, @detail, @itemsRead, @itemsNew)
        returning id
        """;

    private const string TrimSql = """
        delete from source_checks where source_id = @id and id <= (
          select id from source_checks where source_id = @id order by id desc limit 1 offset @kept)
        """;

    private const string OpenBlindSql = """
        insert into source_blind_periods (source_id, from_at, to_at) values (@id, @from, null) on conflict do nothing
        """;

    private const string CloseBlindSql =
        "update source_blind_periods set to_at = @to where source_id = @id and to_at is null";

    /// <returns>The health as it was saved: without a way back when a person decided about it meanwhile.</returns>
    public static async Task<SourceHealth> SaveAsync(
        Session session,
        SourceCheck check,
        SourceHealth health,
        string? movedTo,
        bool keepLease,
        CancellationToken cancel
    )
    {
        var parameters = Parameters(check.SourceId, health, keepLease);
        if (await session.ExecuteAsync(SaveBackfillSql, parameters, cancel) == 0)
        {
            health = await WithoutBackfillAsync(session, check, health, cancel);
            parameters = Parameters(check.SourceId, health, keepLease: false);
        }
        if (await session.ExecuteAsync(SaveHealthSql, parameters, cancel) == 0)
        {
            return health;
        }
        if (movedTo is not null)
        {
            await session.ExecuteAsync(MoveSql, new { id = check.SourceId, url = movedTo.Clean() }, cancel);
        }
        await AddCheckAsync(session, check, cancel);
        await NoteBlindnessAsync(session, check, health, cancel);
        return health;
    }

    /// <summary>A way back that was asked for begins with a check at once, without validators: an unchanged page names no older ones.</summary>
    private static async Task<SourceHealth> WithoutBackfillAsync(
        Session session,
        SourceCheck check,
        SourceHealth health,
        CancellationToken cancel
    )
    {
        var left = health with { Backfill = null, BackfillPage = null };
        return await session.ScalarAsync<long>(IsAskedForSql, new { id = check.SourceId }, cancel) == 0
            ? left
            : left with
            {
                ETag = null,
                LastModified = null,
                NextCheckAt = check.StartedAt + check.Duration,
            };
    }

    private static async Task AddCheckAsync(Session session, SourceCheck check, CancellationToken cancel)
    {
        var id = await session.ScalarAsync<long>(
            AddCheckSql,
            new
            {
                sourceId = check.SourceId,
                startedAt = check.StartedAt.ToUnix(),
                durationMs = (long)check.Duration.TotalMilliseconds,
                outcome = check.Outcome,
                status = check.Status,
                detail = check.Detail.Clean(),
                itemsRead = check.ItemsRead,
                itemsNew = check.ItemsNew,
            },
            cancel
        );
        if (id % TrimEvery == 0)
        {
            await session.ExecuteAsync(TrimSql, new { id = check.SourceId, kept = KeptChecks }, cancel);
        }
    }

    private static Task NoteBlindnessAsync(
        Session session,
        SourceCheck check,
        SourceHealth health,
        CancellationToken cancel
    ) =>
        health.BlindSince is { } since
            ? session.ExecuteAsync(OpenBlindSql, new { id = check.SourceId, from = since.ToUnix() }, cancel)
            : session.ExecuteAsync(
                CloseBlindSql,
                new { id = check.SourceId, to = (check.StartedAt + check.Duration).ToUnix() },
                cancel
            );

    private static object Parameters(long id, SourceHealth health, bool keepLease) =>
        new
        {
            id,
            nextCheckAt = health.NextCheckAt.ToUnix(),
            lastCheckedAt = health.LastCheckedAt.ToUnix(),
            lastSuccessAt = health.LastSuccessAt.ToUnix(),
            lastNewItemAt = health.LastNewItemAt.ToUnix(),
            outcome = health.Outcome,
            status = health.Status,
            detail = health.Detail.Clean(),
            consecutiveFailures = health.ConsecutiveFailures,
            blindSince = health.BlindSince.ToUnix(),
            retiredAt = health.RetiredAt.ToUnix(),
            intervalMs = (long)health.Interval.TotalMilliseconds,
            etag = health.ETag.Clean(),
            lastModified = health.LastModified.Clean(),
            backfillPage = health.BackfillPage.Clean(),
            itemsTotal = health.ItemsTotal,
            backfillKind = (long)(health.Backfill?.Kind ?? BackfillKind.None),
            backfillUntil = health.Backfill?.Until.ToUnix(),
            backfillStartedAt = health.Backfill?.StartedAt.ToUnix(),
            backfillEndedAt = health.Backfill?.EndedAt.ToUnix(),
            backfillPages = (long)(health.Backfill?.Pages ?? 0),
            backfillItems = (long)(health.Backfill?.Items ?? 0),
            backfillReachedAt = health.Backfill?.ReachedAt.ToUnix(),
            backfillOutcome = (long?)health.Backfill?.Outcome,
            backfillFailures = (long)(health.Backfill?.Failures ?? 0),
            backfillSkipped = (long)(health.Backfill?.Skipped ?? 0),
            keepLease = keepLease ? 1L : 0,
        };
}
