namespace ReputationWatch.Core.Sources;

public enum BackfillKind
{
    None,

    /// <summary>The first reading of a source.</summary>
    First,

    /// <summary>Asked for by a person.</summary>
    Requested,

    /// <summary>More came since the last check than one page holds.</summary>
    CatchUp,
}

/// <summary>A way back in time through the older pages of a source: how far it shall go, how far it is.</summary>
/// <param name="Until">Items published before are not fetched.</param>
public sealed record Backfill(BackfillKind Kind, DateTimeOffset Until, DateTimeOffset StartedAt)
{
    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public int Pages { get; init; }

    /// <summary>Items that were not known before.</summary>
    public int Items { get; init; }

    /// <summary>Publication of the oldest item read.</summary>
    public DateTimeOffset? ReachedAt { get; init; }

    /// <summary>What kept the page that it stands at from being read; null when all is well.</summary>
    public CheckOutcome? Outcome { get; init; }

    /// <summary>How often in a row that page failed.</summary>
    public int Failures { get; init; }

    /// <summary>Pages that could be read but not saved, and were left out.</summary>
    public int Skipped { get; init; }
}

/// <summary>Decides where a way back goes next. Pure.</summary>
public static class BackfillPlan
{
    /// <summary>A page that fails this often ends the way back; it is told on the source's page and can be asked for again.</summary>
    public const int MostFailures = 8;

    /// <summary>A page that can be read but not saved is tried this often, then left out.</summary>
    private const int MostSaveFailures = 3;

    /// <summary>Below this, a page without a single known item may be chance.</summary>
    private const int FewItems = 3;

    /// <summary>Items may come out of order a little.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>After a normal check: begins a way back, or leaves the one under way as it is.</summary>
    public static (string? Page, Backfill? Backfill) AfterCheck(
        SourceHealth before,
        SourceReading reading,
        int itemsNew,
        DateTimeOffset now,
        TimeSpan horizon
    )
    {
        if (before.BackfillPage is not null || !reading.Outcome.IsSuccess())
        {
            return (before.BackfillPage, before.Backfill);
        }
        var begun = Begun(before, reading, itemsNew, now, horizon);
        return begun is null ? (null, before.Backfill)
            : reading.OlderPage is null ? (null, begun with { EndedAt = now })
            : (reading.OlderPage, begun);
    }

    /// <summary>After an older page.</summary>
    /// <param name="page">The one that was read.</param>
    /// <param name="isSaved">False when what it brought could not be saved.</param>
    public static (string? Page, Backfill? Backfill) AfterPage(
        string page,
        Backfill? backfill,
        SourceReading reading,
        int itemsNew,
        bool isSaved,
        DateTimeOffset now
    )
    {
        if (backfill is null || backfill.EndedAt is not null)
        {
            return (null, backfill);
        }
        var failed = backfill with
        {
            Outcome = isSaved ? reading.Outcome : CheckOutcome.ConnectorFailed,
            Failures = backfill.Failures + 1,
        };
        if (!isSaved)
        {
            return failed.Failures < MostSaveFailures ? (page, failed)
                : reading.OlderPage is { } next ? (next, failed with { Failures = 0, Skipped = failed.Skipped + 1 })
                : (null, failed with { EndedAt = now, Skipped = failed.Skipped + 1 });
        }
        if (!reading.Outcome.IsSuccess())
        {
            return reading.Outcome.MayPass() && failed.Failures < MostFailures
                ? (page, failed)
                : (null, failed with { EndedAt = now });
        }
        var read = Read(backfill, reading, itemsNew);
        return IsAtEnd(read, reading, itemsNew) ? (null, read with { EndedAt = now }) : (reading.OlderPage, read);
    }

    private static Backfill? Begun(
        SourceHealth before,
        SourceReading reading,
        int itemsNew,
        DateTimeOffset now,
        TimeSpan horizon
    )
    {
        if (before.Backfill is { Kind: BackfillKind.Requested, EndedAt: null } asked)
        {
            return Read(asked, reading, itemsNew);
        }
        if (before.LastSuccessAt is not { } last)
        {
            return Read(new Backfill(BackfillKind.First, now - horizon, now), reading, itemsNew);
        }
        return itemsNew >= FewItems && itemsNew == reading.Items.Count
            ? Read(new Backfill(BackfillKind.CatchUp, last - Overlap, now), reading, itemsNew)
            : null;
    }

    private static Backfill Read(Backfill backfill, SourceReading reading, int itemsNew)
    {
        var oldest = reading.Items.Min(i => i.PublishedAt);
        return backfill with
        {
            Pages = backfill.Pages + 1,
            Items = backfill.Items + itemsNew,
            ReachedAt = oldest is null || oldest > backfill.ReachedAt ? backfill.ReachedAt : oldest,
            Outcome = null,
            Failures = 0,
        };
    }

    private static bool IsAtEnd(Backfill backfill, SourceReading reading, int itemsNew) =>
        reading.OlderPage is null
        || reading.Items.Count == 0
        || reading.Items.All(i => i.PublishedAt < backfill.Until)
        || (backfill.Kind == BackfillKind.CatchUp && itemsNew == 0);
}
