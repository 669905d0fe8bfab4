namespace ReputationWatch.Core.Spikes;

/// <summary>What is known of a topic's past: everything that the detector would have been told.</summary>
/// <param name="Facts">Mentions by the time they were seen, from 28 days before the period to its end.</param>
public sealed record SpikeHistory(
    IReadOnlyList<MentionFact> Facts,
    IReadOnlyList<BlindSpan> Blind,
    IReadOnlyList<(string SourceId, DateTimeOffset At)> SourcesAdded,
    DateTimeOffset? WatchedSince = null
);

/// <summary>An alert that would have left.</summary>
/// <param name="ClosedAt">When its episode ended, or null when it goes on at the end of the period.</param>
public sealed record BacktestAlert(SpikeEvidence Evidence, EpisodeDecision Decision, DateTimeOffset? ClosedAt);

/// <summary>Says what alerts a rule would have sent in the past, before it is saved.</summary>
public static class SpikeBacktest
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>Replays the period for several rules at once: the scores are the same, only the decisions differ.</summary>
    public static IReadOnlyList<IReadOnlyList<BacktestAlert>> Run(
        SpikeHistory history,
        SpikeSignal signal,
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<EpisodeRules> rules,
        SpikeSettings? settings = null
    )
    {
        var detector = new TopicSpikeDetector(settings ?? SpikeSettings.Default);
        if (history.WatchedSince is { } since)
        {
            detector.WatchedSince(since);
        }
        var news = new Queue<(DateTimeOffset At, Action Tell)>(News(history, detector).OrderBy(n => n.At));
        var ledgers = rules.Select(r => new Ledger(r)).ToList();
        for (var now = from; now <= to; now += Step)
        {
            while (news.TryPeek(out var next) && next.At <= now)
            {
                next.Tell();
                news.Dequeue();
            }
            var evidence = detector.Evaluate(now, signal);
            ledgers.ForEach(l => l.Enter(evidence));
        }
        return [.. ledgers.Select(l => l.Alerts)];
    }

    /// <summary>An outage is news when it begins, its end only when it ends.</summary>
    private static IEnumerable<(DateTimeOffset At, Action Tell)> News(SpikeHistory history, TopicSpikeDetector detector)
    {
        foreach (var (source, at) in history.SourcesAdded)
        {
            yield return (at, () => detector.SourceAdded(source, at));
        }
        foreach (var span in history.Blind)
        {
            yield return (span.From, () => detector.SourceBlind(span with { To = null }));
            if (span.To is { } end)
            {
                yield return (end, () => detector.SourceBlind(span));
            }
        }
        foreach (var fact in history.Facts)
        {
            yield return (fact.SeenAt, () => detector.Add(fact));
        }
    }

    private sealed class Ledger(EpisodeRules rules)
    {
        private OpenEpisode? _open;

        public List<BacktestAlert> Alerts { get; } = [];

        public void Enter(SpikeEvidence evidence)
        {
            (var decision, _open) = EpisodeTracker.Next(_open, evidence.Score, evidence.At, rules);
            if (decision is EpisodeDecision.Open or EpisodeDecision.Escalate)
            {
                Alerts.Add(new BacktestAlert(evidence, decision, null));
            }
            else if (decision == EpisodeDecision.Close)
            {
                CloseAll(evidence.At);
            }
        }

        private void CloseAll(DateTimeOffset at)
        {
            for (var i = Alerts.Count - 1; i >= 0 && Alerts[i].ClosedAt is null; i--)
            {
                Alerts[i] = Alerts[i] with { ClosedAt = at };
            }
        }
    }
}
