using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>One brand's detector and episode, and what becomes known of its sources as the clock goes on.</summary>
internal sealed class BrandReplay
{
    private readonly TopicSpikeDetector _detector = new(SpikeSettings.Default);
    private readonly Queue<(DateTimeOffset At, Action Tell)> _news;
    private OpenEpisode? _open;

    private readonly IReadOnlyList<SpikeSignal> _signals;

    public BrandReplay(DateTimeOffset start, IReadOnlyList<FeedEvent> feeds, IReadOnlyList<SpikeSignal> signals)
    {
        _signals = signals;
        _detector.WatchedSince(start);
        _news = new(feeds.SelectMany(News).OrderBy(n => n.At));
    }

    public void Add(MentionFact fact)
    {
        Hear(fact.SeenAt);
        _detector.Add(fact);
    }

    /// <summary>Evaluates at <paramref name="now"/>; answers when a mail would leave.</summary>
    public SpikeEvidence? Tick(DateTimeOffset now)
    {
        Hear(now);
        var evidence = _signals.Select(signal => _detector.Evaluate(now, signal)).MaxBy(e => e.Score)!;
        (var decision, _open) = EpisodeTracker.Next(_open, evidence.Score, now, EpisodeRules.Default);
        return decision is EpisodeDecision.Open or EpisodeDecision.Escalate ? evidence : null;
    }

    private void Hear(DateTimeOffset now)
    {
        while (_news.TryPeek(out var news) && news.At <= now)
        {
            news.Tell();
            _news.Dequeue();
        }
    }

    /// <summary>An outage becomes known when it begins, its end only when it ends.</summary>
    private IEnumerable<(DateTimeOffset At, Action Tell)> News(FeedEvent feed)
    {
        if (!feed.IsOutage)
        {
            yield return (feed.From, () => _detector.SourceAdded(feed.Source, feed.From));
            yield break;
        }
        yield return (feed.From, () => _detector.SourceBlind(new BlindSpan(feed.Source, feed.From, null)));
        if (feed.To is { } to)
        {
            yield return (to, () => _detector.SourceBlind(new BlindSpan(feed.Source, feed.From, to)));
        }
    }
}
