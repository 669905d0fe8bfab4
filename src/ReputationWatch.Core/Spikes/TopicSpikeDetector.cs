namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Watches one topic (or a group of topics, given the union of their mentions). Facts go in as they are collected,
/// in the order of collection; <see cref="Evaluate"/> says what stands out at a moment. The state is a pure function
/// of stored facts: after a restart give <see cref="Restore"/> the hourly counts and replay the recent facts.
/// </summary>
public sealed class TopicSpikeDetector(SpikeSettings settings)
{
    private const long HourSeconds = 3600;
    private const int LearningHours = 7 * 24;

    /// <summary>Facts seen within this time are to be replayed after a restart.</summary>
    public static readonly TimeSpan FactMemory = TimeSpan.FromHours(96);

    private readonly EffectiveCounter _negativeCounter = new();
    private readonly EffectiveCounter _allCounter = new();
    private readonly HourLedger _ledger = new();
    private readonly SourceHealth _health = new();
    private readonly RecentMentions _recent = new();
    private readonly CollectionDelay _delay = new();
    private long _firstHour = long.MaxValue;
    private TopicProfile? _profile;
    private long _profileHour = long.MinValue;

    /// <summary>The first moment from which the topic was watched, when known.</summary>
    public void WatchedSince(DateTimeOffset since) =>
        _firstHour = Math.Min(_firstHour, since.ToUnixTimeSeconds() / HourSeconds);

    /// <summary>A source that joined after the topic began to be watched.</summary>
    public void SourceAdded(string sourceId, DateTimeOffset at)
    {
        _health.Added(sourceId, at.ToUnixTimeSeconds());
        _profileHour = long.MinValue;
    }

    public void SourceBlind(BlindSpan span)
    {
        _health.Blind(span.SourceId, span.From.ToUnixTimeSeconds(), span.To?.ToUnixTimeSeconds() ?? long.MaxValue);
        _profileHour = long.MinValue;
    }

    /// <summary>Takes stored hourly counts, for the hours before those whose facts are replayed.</summary>
    public void Restore(IEnumerable<HourCount> hours)
    {
        foreach (var count in hours)
        {
            var hour = count.Hour.ToUnixTimeSeconds() / HourSeconds;
            _firstHour = Math.Min(_firstHour, hour);
            _ledger.Add(count.SourceId, hour, count.Negative, count.All, count.New);
        }
        _profileHour = long.MinValue;
    }

    /// <summary>Takes one mention. Facts come in the order in which they were seen.</summary>
    public void Add(MentionFact fact)
    {
        if (!_recent.Accept(fact.Id, fact.SeenAt.ToUnixTimeSeconds()))
        {
            return;
        }
        var seen = fact.SeenAt.ToUnixTimeSeconds();
        // A publication date in the future is a wrong clock: the mention cannot be younger than its collection.
        var published = Math.Min(fact.PublishedAt.ToUnixTimeSeconds(), seen);
        _firstHour = Math.Min(_firstHour, seen / HourSeconds);
        if (_health.IsOldStock(fact.SourceId, published, seen, fact.Dated))
        {
            return;
        }
        var all = _allCounter.Weigh(fact);
        var negative = fact.Negative ? _negativeCounter.Weigh(fact) : 0;
        _delay.Observe(seen - published);
        _ledger.Add(fact.SourceId, published / HourSeconds, negative, all, fact.NewAuthor ? negative : 0);
        _recent.Add(new RecentMention(published, seen, negative, all, fact));
    }

    public SpikeEvidence Evaluate(DateTimeOffset at, SpikeSignal signal = SpikeSignal.NegativeMentions)
    {
        var now = at.ToUnixTimeSeconds();
        var profile = ProfileAt(now);
        var windows = Measure(now, profile);
        return SpikeJudge.Judge(at, signal, windows, profile, settings);
    }

    private TopicProfile ProfileAt(long now)
    {
        var hour = now / HourSeconds;
        if (_profile is null || hour != _profileHour)
        {
            _recent.Forget(now);
            _ledger.Forget(hour - HourLedger.Hours - 24);
            _delay.Refresh(settings.WindowHours);
            _profile = TopicProfileBuilder.Build(_ledger, _health, hour, _firstHour, settings);
            _profileHour = hour;
        }
        return _profile;
    }

    private WindowMeasure[] Measure(long now, TopicProfile profile)
    {
        var result = new WindowMeasure[settings.WindowHours.Count];
        for (var w = 0; w < result.Length; w++)
        {
            var hours = settings.WindowHours[w];
            var from = now - (hours * HourSeconds);
            var missing = settings.UseLatency ? _delay.Missing(w) : 0;
            var m = new WindowMeasure
            {
                Index = w,
                Hours = hours,
                Expected = profile.Negative.Expected(from, now - missing),
                ExpectedAll = profile.All.Expected(from, now - missing),
            };
            result[w] = m;
        }
        _recent.Fill(result, now, s => !_health.IsLearning(s, now));
        return result;
    }
}
