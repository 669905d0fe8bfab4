using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What a trial of a candidate came to.</summary>
public enum Verdict
{
    /// <summary>Surely better on what it did not learn, and nothing lost elsewhere.</summary>
    Better,

    /// <summary>Too few corrections to learn from.</summary>
    TooFew,

    /// <summary>Too few corrections that the current model has not learned from: nothing to compare the two on.</summary>
    TooFewNew,

    /// <summary>The interval of the gain reaches zero.</summary>
    NotSurelyBetter,

    /// <summary>All corrections go to one label and none confirms: nothing says where to stop.</summary>
    OneSided,

    /// <summary>Somebody says the opposite of the model mostly where it is sure: to be looked at before anything is learned.</summary>
    Implausible,

    /// <summary>It is worse for somebody's corrections, or would be better without those of the others: people contradict each other.</summary>
    WorseForPerson,

    /// <summary>It errs on plain sentences that were right.</summary>
    LosesGeneral,

    /// <summary>It errs on reviews whose stars it agreed with.</summary>
    LosesStars,

    /// <summary>It changes too many labels of which the current model is sure and that nobody corrected.</summary>
    ChangesTooMuch,
}

/// <summary>Two models on the same texts.</summary>
/// <param name="Gain">Share right of the candidate less that of the current model, with a 95 % interval.</param>
public sealed record Comparison(int Count, int CurrentRight, int CandidateRight, Estimate Gain);

/// <summary>One mention on which the two models differ.</summary>
/// <param name="Truth">What people said; null when nobody did.</param>
public sealed record LabelChange(long Mention, SentimentLabel? Truth, SentimentLabel Current, SentimentLabel Candidate);

/// <summary>What changes on texts that nobody judged.</summary>
/// <param name="Sure">Of them, those of which the current model is sure.</param>
public sealed record UnjudgedChange(int Count, int Changed, int Sure, int SureChanged);

/// <summary>Everything that a trial found; the page and the command show nothing else.</summary>
public sealed record RetrainingReport
{
    public required DateTimeOffset At { get; init; }
    public required string BaseVersion { get; init; }
    public required string CurrentVersion { get; init; }

    /// <summary>Null when no candidate was made.</summary>
    public string? CandidateVersion { get; init; }
    public required Verdict Verdict { get; init; }
    public required JudgementSummary Judgements { get; init; }

    /// <summary>People from whose judgements nothing was learned, because somebody wanted it so.</summary>
    public IReadOnlyList<long> LeftOut { get; init; } = [];

    /// <summary>Texts learned from, and how many are needed at the least.</summary>
    public int Corrections { get; init; }
    public int Needed { get; init; }

    /// <summary>The newest correction it learned from.</summary>
    public DateTimeOffset? LearnedUntil { get; init; }

    /// <summary>Corrections that neither model learned from when it judged them.</summary>
    public Comparison? HeldBack { get; init; }
    public IReadOnlyList<LabelComparison> ByLabel { get; init; } = [];
    public IReadOnlyList<PersonComparison> ByPerson { get; init; } = [];

    /// <summary>How often each person said the opposite where the shipped model was sure of a negative or positive text.</summary>
    public IReadOnlyList<PersonShare> Opposed { get; init; } = [];
    public Comparison? General { get; init; }
    public Comparison? Stars { get; init; }
    public UnjudgedChange? Unjudged { get; init; }

    /// <summary>Held-back corrections on which the models differ, then unjudged mentions; some of them.</summary>
    public IReadOnlyList<LabelChange> Changes { get; init; } = [];

    /// <summary>Labels that people gave, so that corrections all of one kind are noticed.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];
}

public sealed record LabelComparison(SentimentLabel Label, Comparison Comparison);

/// <param name="AgainstAlone">On the person's corrections: what learning from everybody gains over learning from this person alone.</param>
public sealed record PersonComparison(long Person, Comparison Comparison, Estimate? AgainstAlone)
{
    /// <summary>Surely worse than the current model, or than without the others.</summary>
    public bool IsWorse => Comparison.Gain.High < 0 || AgainstAlone?.High < 0;
}

public sealed record PersonShare(long Person, Share Share);
