using ReputationWatch.Core.Sources;

namespace ReputationWatch.Storage.Sources;

internal sealed record SourceRow
{
    public const string Columns = """
        id, name, url, connector, settings, language, enabled, created_at, next_check_at, last_checked_at, last_success_at,
        last_new_item_at, outcome, status, detail, consecutive_failures, blind_since, retired_at, interval_ms, etag,
        last_modified, backfill_page, items_total, every_ms, backfill_kind, backfill_until, backfill_started_at,
        backfill_ended_at, backfill_pages, backfill_items, backfill_reached_at, backfill_outcome, backfill_failures,
        backfill_skipped
        """;

    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Url { get; init; }
    public required string Connector { get; init; }
    public string? Settings { get; init; }
    public string? Language { get; init; }
    public long Enabled { get; init; }
    public long CreatedAt { get; init; }
    public long NextCheckAt { get; init; }
    public long? LastCheckedAt { get; init; }
    public long? LastSuccessAt { get; init; }
    public long? LastNewItemAt { get; init; }
    public long Outcome { get; init; }
    public long? Status { get; init; }
    public string? Detail { get; init; }
    public long ConsecutiveFailures { get; init; }
    public long? BlindSince { get; init; }
    public long? RetiredAt { get; init; }
    public long IntervalMs { get; init; }
    public string? Etag { get; init; }
    public string? LastModified { get; init; }
    public string? BackfillPage { get; init; }
    public long ItemsTotal { get; init; }
    public long? EveryMs { get; init; }
    public long BackfillKind { get; init; }
    public long? BackfillUntil { get; init; }
    public long? BackfillStartedAt { get; init; }
    public long? BackfillEndedAt { get; init; }
    public long BackfillPages { get; init; }
    public long BackfillItems { get; init; }
    public long? BackfillReachedAt { get; init; }
    public long? BackfillOutcome { get; init; }
    public long BackfillFailures { get; init; }
    public long BackfillSkipped { get; init; }

    public Source ToSource() =>
        new()
        {
            Id = Id,
            Name = Name,
            Url = Url,
            Connector = Connector,
            Settings = Settings,
            Language = Language,
            Enabled = Enabled == 1,
            CreatedAt = CreatedAt.ToTime(),
            Every = EveryMs is { } every ? TimeSpan.FromMilliseconds(every) : null,
            Health = new SourceHealth
            {
                NextCheckAt = NextCheckAt.ToTime(),
                LastCheckedAt = LastCheckedAt.ToTime(),
                LastSuccessAt = LastSuccessAt.ToTime(),
                LastNewItemAt = LastNewItemAt.ToTime(),
                Outcome = (CheckOutcome)Outcome,
                Status = (int?)Status,
                Detail = Detail,
                ConsecutiveFailures = (int)ConsecutiveFailures,
                BlindSince = BlindSince.ToTime(),
                RetiredAt = RetiredAt.ToTime(),
                Interval = TimeSpan.FromMilliseconds(IntervalMs),
                ETag = Etag,
                LastModified = LastModified,
                BackfillPage = BackfillPage,
                Backfill = ToBackfill(),
                ItemsTotal = ItemsTotal,
            },
        };

    private Backfill? ToBackfill() =>
        BackfillKind == 0 || BackfillUntil is not { } until || BackfillStartedAt is not { } started
            ? null
            : new Backfill((BackfillKind)BackfillKind, until.ToTime(), started.ToTime())
            {
                EndedAt = BackfillEndedAt.ToTime(),
                Pages = (int)BackfillPages,
                Items = (int)BackfillItems,
                ReachedAt = BackfillReachedAt.ToTime(),
                Outcome = (CheckOutcome?)BackfillOutcome,
                Failures = (int)BackfillFailures,
                Skipped = (int)BackfillSkipped,
            };
}

internal sealed record SourceCheckRow
{
    public const string Columns = "source_id, started_at, duration_ms, outcome, status, detail, items_read, items_new";

    public long SourceId { get; init; }
    public long StartedAt { get; init; }
    public long DurationMs { get; init; }
    public long Outcome { get; init; }
    public long? Status { get; init; }
    public string? Detail { get; init; }
    public long ItemsRead { get; init; }
    public long ItemsNew { get; init; }

    public SourceCheck ToCheck() =>
        new(
            SourceId,
            StartedAt.ToTime(),
            TimeSpan.FromMilliseconds(DurationMs),
            (CheckOutcome)Outcome,
            (int?)Status,
            Detail,
            (int)ItemsRead,
            (int)ItemsNew
        );
}
