using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.Notifications.Words;

/// <summary>The figures of a digest, as its sentences use them.</summary>
/// <param name="Rose">Names of topics whose negative mentions clearly rose; <paramref name="Fell"/> those where they fell.</param>
internal sealed record ReviewFacts(
    DigestRhythm Rhythm,
    DateTimeOffset From,
    DateTimeOffset To,
    long Mentions,
    long Negative,
    int Episodes,
    int Unanswered,
    int Overdue,
    IReadOnlyList<string> Rose,
    IReadOnlyList<string> Fell
)
{
    public bool IsEmpty => Mentions == 0 && Episodes == 0 && Unanswered == 0;
}

/// <summary>What digests and bundles say, in one language.</summary>
internal abstract class ReviewWords
{
    /// <summary>No-break space.</summary>
    protected const char Nb = '\u00A0';

    public abstract string Subject(ReviewFacts facts);

    public abstract string Headline(ReviewFacts facts);

    /// <summary>Since when, against what, and what clearly changed.</summary>
    public abstract string Lead(ReviewFacts facts);

    public abstract (string Figure, string Label)[] Figures(ReviewFacts facts);

    public abstract string OtherTopics { get; }

    /// <summary>“41 mentions (38 the week before), 12 negative (3): clearly more.”</summary>
    public abstract string Topic(
        MentionCounts now,
        MentionCounts before,
        ChangeDirection negative,
        ChangeDirection all
    );

    public abstract string AllQuiet(int topics);

    public abstract string Voices(IReadOnlyList<(string Name, double Share, long Count)> voices);

    public abstract string Competitor { get; }

    public abstract string EpisodesHeading { get; }

    /// <summary>“opened on …, lasted 3 h”, or “still open”.</summary>
    public abstract string EpisodeState(DateTimeOffset opened, TimeSpan? lasted, bool answered);

    public abstract string WaitingHeading(int count, int overdue);

    public abstract string OpenOverview { get; }

    public abstract string Footer { get; }

    public abstract string BundleSubject(int count, DeliveryHold why);

    public abstract string BundleLead(int count, DeliveryHold why);

    public abstract string BundleHeading { get; }

    public abstract string Deleted { get; }

    public abstract string More(int count);

    /// <summary>How mentions of several topics are counted.</summary>
    public abstract string CountsForEach { get; }
    public abstract string OpenAlerts { get; }
}
