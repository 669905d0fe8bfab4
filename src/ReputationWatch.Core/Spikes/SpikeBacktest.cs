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
/// <param name="Peak">The evidence at the highest score of its episode.</param>
/// <param name="ClosedAt">When its episode ended, or null when it goes on at the end of the period.</param>
public sealed record BacktestAlert(
    SpikeEvidence Evidence,
    SpikeEvidence Peak,
    EpisodeDecision Decision,
    DateTimeOffset? ClosedAt
);

/// <summary>Says what alerts a rule would have sent in the past, before it is saved.</summary>
public static class SpikeBacktest
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>While nothing new is said, scores change only with the hour; then they are looked at this seldom.</summary>
    private static readonly TimeSpan IdleStep = TimeSpan.FromMinutes(30);

    /// <summary>Replays the period for several rules at once: the scores are the same, only the decisions differ.</summary>
    /// <param name="progress">Told how far it is, 0 to 1.</param>
    public static IReadOnlyList<IReadOnlyList<BacktestAlert>> Run(
        SpikeHistory history,
        IReadOnlyList<SpikeSignal> signals,
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<EpisodeRules> rules,
        SpikeSettings? settings = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default
    )
    {
        var detector = new TopicSpikeDetector(settings ?? SpikeSettings.Default);
        if (history.WatchedSince is { } since)
        {
            detector.WatchedSince(since);
        }
        var news = new Queue<(DateTimeOffset At, Action Tell)>(News(history, detector).OrderBy(n => n.At));
        var ledgers = rules.Select(r => new Ledger(r)).ToList();
        var evaluated = DateTimeOffset.MinValue;
        for (var now = from; now <= to && signals.Count > 0; now += Step)
        {
            cancel.ThrowIfCancellationRequested();
            if (!Hear(news, now) && now - evaluated < IdleStep)
            {
                continue;
            }
            evaluated = now;
            var evidence = signals.Select(signal => detector.Evaluate(now, signal)).MaxBy(e => e.Score)!;
            ledgers.ForEach(l => l.Enter(evidence));
            progress?.Report((now - from) / (to - from));
        }
        return [.. ledgers.Select(l => l.Alerts)];
    }

    private static bool Hear(Queue<(DateTimeOffset At, Action Tell)> news, DateTimeOffset now)
    {
        var heard = false;
        while (news.TryPeek(out var next) && next.At <= now)
        {
            next.Tell();
            news.Dequeue();
            heard = true;
        }
        return heard;
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
                Alerts.Add(new BacktestAlert(evidence, evidence, decision, null));
            }
            else if (decision == EpisodeDecision.Close)
            {
                CloseAll(evidence.At);
            }
            else if (_open is not null && evidence.Score > Alerts[^1].Peak.Score)
            {
                Alerts[^1] = Alerts[^1] with { Peak = evidence };
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
