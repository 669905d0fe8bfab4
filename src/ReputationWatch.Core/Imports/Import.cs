namespace ReputationWatch.Core.Imports;

// Stored as numbers: new ones come last.
public enum ImportState
{
    Waiting,
    Running,
    Done,
    Failed,
    Stopped,
}

/// <summary>A file to be taken in, and how far it is.</summary>
public sealed record Import
{
    public long Id { get; init; }
    public required long SourceId { get; init; }

    /// <summary>As its owner calls it. Hostile: encode when shown.</summary>
    public required string FileName { get; init; }

    /// <summary>Its name in the data folder's <c>imports</c>.</summary>
    public required string StoredName { get; init; }

    /// <summary>Which column becomes what, as JSON of the reader of files.</summary>
    public required string Plan { get; init; }
    public ImportState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public ImportTally Tally { get; init; } = new();

    /// <summary>The first rows that could not be taken, as JSON; null when there are none.</summary>
    public string? Errors { get; init; }

    /// <summary>Why it failed, a word of the pages with its value; null when it did not.</summary>
    public string? Error { get; init; }
}

/// <param name="Total">Rows of the file; 0 while they are being counted.</param>
/// <param name="Read">Rows dealt with.</param>
/// <param name="Failed">Of these, rows that could not be taken.</param>
/// <param name="New">Items that were not known.</param>
/// <param name="Known">Items known already.</param>
public sealed record ImportTally(long Total = 0, long Read = 0, long Failed = 0, long New = 0, long Known = 0);

public interface IImportStore
{
    Task<long> AddAsync(Import import, CancellationToken cancel);

    Task<Import?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Import>> RecentAsync(int count, CancellationToken cancel);

    /// <summary>Takes the oldest waiting one, or one whose process has said nothing since <paramref name="deadSince"/>.</summary>
    Task<Import?> ClaimAsync(DateTimeOffset now, DateTimeOffset deadSince, CancellationToken cancel);

    /// <summary>Saves how far it is; false when it was stopped meanwhile.</summary>
    Task<bool> ProgressAsync(long id, ImportTally tally, string? errors, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Stored names of files that wait, are being read, or whose reading ended after <paramref name="endedAfter"/>.</summary>
    Task<IReadOnlyList<string>> WantedFilesAsync(DateTimeOffset endedAfter, CancellationToken cancel);

    Task EndAsync(long id, ImportState state, string? error, DateTimeOffset now, CancellationToken cancel);
}
