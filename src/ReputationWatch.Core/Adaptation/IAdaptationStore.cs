using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Core.Adaptation;

/// <summary>What people said of the model's labels, what was learned from it, and which model runs.</summary>
public interface IAdaptationStore
{
    /// <summary>Judgements of texts as they still stand, with the texts; the newest <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Judgement>> JudgementsAsync(int count, CancellationToken cancel);

    /// <summary>Recent mentions whose label nobody corrected, in a random order that stays the same.</summary>
    Task<IReadOnlyList<UnjudgedText>> SampleAsync(int count, CancellationToken cancel);

    /// <summary>Saves a trial; the weights of its candidate also as a file in the data folder. Returns its id.</summary>
    Task<long> SaveTrialAsync(RetrainingReport report, ModelDelta? candidate, long? userId, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Trial>> TrialsAsync(int count, CancellationToken cancel);

    /// <summary>The newest trial that made this version; null when there is none.</summary>
    Task<Trial?> TrialOfAsync(string version, CancellationToken cancel);

    /// <summary>The weights of a version: from its file, or from the record when the file is missing or altered (then it is written again).</summary>
    /// <exception cref="Sentiment.ModelFiles.ModelFileException">The record itself cannot be read.</exception>
    Task<ModelDelta?> WeightsAsync(string version, CancellationToken cancel);

    /// <summary>Which model runs; null when it was always the shipped one.</summary>
    Task<ModelUse?> InUseAsync(CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ModelUse>> UsesAsync(int count, CancellationToken cancel);

    Task UseAsync(ModelUse use, CancellationToken cancel);

    /// <summary>Asks for a task. Returns its id, or null when one of its kind is already asked for or running.</summary>
    Task<long?> AskAsync(ModelTask task, CancellationToken cancel);

    /// <summary>Takes the oldest task that waits, or one whose process has not been heard of since <paramref name="silentSince"/>.</summary>
    Task<ModelTask?> ClaimAsync(
        string process,
        DateTimeOffset now,
        DateTimeOffset silentSince,
        CancellationToken cancel
    );

    /// <summary>Says how far a task is. Returns false when somebody asked it to stop or another process took it.</summary>
    Task<bool> BeatAsync(ModelTask task, DateTimeOffset now, CancellationToken cancel);

    Task EndAsync(ModelTask task, CancellationToken cancel);

    /// <summary>Asks open tasks of a kind to stop; one that waits is over at once.</summary>
    Task StopAsync(ModelTaskKind kind, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ModelTask>> TasksAsync(int count, CancellationToken cancel);

    /// <summary>How many mentions since then a scoring would look at.</summary>
    Task<long> ToRescoreAsync(DateTimeOffset from, CancellationToken cancel);

    /// <summary>
    /// Scores the next slice of old mentions anew, oldest publication first, in one transaction with the counts and the position of the
    /// task. Labels that people gave, and mentions that <paramref name="version"/> scored already, stay as they are.
    /// </summary>
    Task<ModelTask> RescoreAsync(
        ModelTask task,
        string version,
        Func<KeptItem, MentionSentiment> score,
        int count,
        CancellationToken cancel
    );
}

/// <param name="Version">The candidate's; null when none was made.</param>
/// <param name="HasWeights">Whether it can still be put to use.</param>
public sealed record Trial(
    long Id,
    DateTimeOffset At,
    long? UserId,
    string? Version,
    string BaseVersion,
    RetrainingReport Report,
    bool HasWeights
);

/// <param name="Version">Null: the shipped model.</param>
/// <param name="BaseVersion">The shipped model at that time.</param>
public sealed record ModelUse(DateTimeOffset At, long? UserId, string? Version, string BaseVersion);

public enum ModelTaskKind
{
    /// <summary>Learns a candidate and tries it.</summary>
    Trial,

    /// <summary>Scores old mentions anew.</summary>
    Rescore,
}

public enum ModelTaskState
{
    Asked,
    Running,
    Done,
    Failed,
    Stopped,
}

/// <summary>Long work on the model, as people see it.</summary>
public sealed record ModelTask
{
    public long Id { get; init; }
    public required ModelTaskKind Kind { get; init; }
    public ModelTaskState State { get; init; }
    public long? UserId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Process { get; init; }

    /// <summary>Mentions published before this are left alone.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The publication and id of the last mention looked at.</summary>
    public DateTimeOffset PositionAt { get; init; }
    public long PositionId { get; init; }

    /// <summary>A trial counts in thousandths, a scoring in mentions.</summary>
    public long Total { get; init; }
    public long Done { get; init; }

    /// <summary>Mentions whose label or NPS class changed.</summary>
    public long Changed { get; init; }
    public string? Message { get; init; }

    public bool IsOpen => State is ModelTaskState.Asked or ModelTaskState.Running;
}
