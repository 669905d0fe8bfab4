using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Core.Topics;

/// <summary>What kind of thing a topic watches. Competitors are counted for comparison and never fill the inbox.</summary>
public enum TopicKind
{
    Brand,
    Product,
    Service,
    Competitor,
    Theme,
}

/// <summary>What is watched, defined by a boolean query (see docs/query).</summary>
public sealed record Topic
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required TopicKind Kind { get; init; }

    /// <summary>A mention belongs to the topic when this query matches…</summary>
    public required string Query { get; init; }

    /// <summary>…and this one does not…</summary>
    public string? Exclude { get; init; }

    /// <summary>…and one of these words stands beside it (see <see cref="ContextWords"/>): they tell the brand from the fruit.</summary>
    public string? Context { get; init; }

    /// <summary>Topics of one group are compared with each other (share of voice).</summary>
    public string? Group { get; init; }

    public bool Enabled { get; init; } = true;
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with every change of the query, so that matchers and re-matching know they are behind.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How easily it alerts.</summary>
    public Sensitivity Sensitivity { get; init; } = Sensitivity.Medium;

    /// <summary>What it alerts on.</summary>
    public AlertSignals Signals { get; init; } = AlertSignalNames.Usual;

    /// <summary>After how long an unanswered alert goes to the next person; null: as the installation says; zero: never.</summary>
    public TimeSpan? EscalateAfter { get; init; }

    /// <summary>Until then episodes are recorded and no mail leaves. Set by <see cref="ITopicStore.SnoozeAlertsAsync"/> alone.</summary>
    public DateTimeOffset? AlertsSnoozedUntil { get; init; }

    /// <summary>The version whose history was searched for episodes; see <see cref="ITopicStore.MarkHistorySearchedAsync"/>.</summary>
    public int HistorySearched { get; init; }
}
