using ReputationWatch.Core.Sources;

namespace ReputationWatch.Storage.Sources;

internal sealed record SourceRow
{
    public const string Columns = """
        id, name, url, connector, settings, language, enabled, created_at, next_check_at, last_checked_at, last_success_at,
        last_new_item_at, outcome, status, detail, consecutive_failures, blind_since, retired_at, interval_ms, etag,
        last_modified, backfill_page, items_total
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
                ItemsTotal = ItemsTotal,
            },
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
