namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Watches one topic, or a group of topics given the union of their mentions. Facts go in as they are collected, in the
/// order of collection; <see cref="Evaluate"/> says what stands out at a moment. The state follows from stored facts
/// alone, so that a restart forgets nothing: replay the facts of the last 28 days; or, for a topic with very many,
/// <see cref="Restore"/> its hourly counts and regular authors and replay <see cref="FactMemory"/>. Not thread-safe.
/// </summary>
public sealed class TopicSpikeDetector(SpikeSettings settings)
{
    private const long HourSeconds = 3600;
    private const long MostForgottenAtOnce = 2 * HourSeconds;

    /// <summary>Facts seen within this time are to be replayed after a restart.</summary>
    public static readonly TimeSpan FactMemory = TimeSpan.FromHours(96);

    private readonly EffectiveCounter _negative = new();
    private readonly EffectiveCounter _all = new();
    private readonly KnownVoices _voices = new();
    private readonly HourLedger _ledger = new();
    private readonly SourceHealth _health = new();
    private readonly RecentMentions _recent = new();
    private readonly CollectionDelay _delay = new();
    private long _firstHour = long.MaxValue;
    private long _storedUpTo = long.MinValue;
    private long _horizon = long.MinValue;
    private long _profileHour = long.MinValue;
    private TopicProfile? _profile;

    /// <summary>Says since when the topic is watched; without it, since the first mention.</summary>
    public void WatchedSince(DateTimeOffset since)
    {
        _firstHour = Math.Min(_firstHour, since.ToUnixTimeSeconds() / HourSeconds);
        _profile = null;
    }

    /// <summary>Tells of a source that joined after the topic began to be watched.</summary>
    public void SourceAdded(string sourceId, DateTimeOffset at)
    {
        _health.Added(sourceId, at.ToUnixTimeSeconds());
        _profile = null;
    }

    /// <summary>Tells that a source cannot be read; told again with the same start, replaces the end.</summary>
    public void SourceBlind(BlindSpan span)
    {
        _health.Blind(span.SourceId, span.From.ToUnixTimeSeconds(), span.To?.ToUnixTimeSeconds() ?? long.MaxValue);
        _profile = null;
    }

    /// <summary>
    /// Takes what was stored, before facts are replayed.
    /// </summary>
    /// <param name="hours">Effective counts of every fact seen up to <paramref name="asOf"/>.</param>
    /// <param name="authors">Authors who wrote on the topic in the 28 days before the first replayed fact, each with
    /// the last time.</param>
    /// <param name="asOf">Replayed facts seen until then are in <paramref name="hours"/> already.</param>
    public void Restore(
        IEnumerable<HourCount> hours,
        IEnumerable<(string AuthorKey, DateTimeOffset LastSeen)> authors,
        DateTimeOffset asOf
    )
    {
        _storedUpTo = asOf.ToUnixTimeSeconds();
        foreach (var count in hours)
        {
            var hour = count.Hour.ToUnixTimeSeconds() / HourSeconds;
            _firstHour = Math.Min(_firstHour, hour);
            _health.Heard(count.SourceId, hour * HourSeconds);
            _ledger.Add(count.SourceId, hour, new(count.Negative, count.All, count.New));
        }
        foreach (var (author, lastSeen) in authors)
        {
            _voices.Remember(author, lastSeen.ToUnixTimeSeconds());
        }
        _profile = null;
    }

    /// <summary>The hourly effective counts, to be stored: those of hours from <paramref name="since"/> on.</summary>
    public IEnumerable<HourCount> HourCounts(DateTimeOffset since) =>
        from source in _ledger.Sources
        from cell in _ledger.CellsOf(source)
        where cell.Hour * HourSeconds >= since.ToUnixTimeSeconds()
        select new HourCount(
            DateTimeOffset.FromUnixTimeSeconds(cell.Hour * HourSeconds),
            source,
            cell.Cell.Negative,
            cell.Cell.All,
            cell.Cell.New
        );

    /// <summary>Takes one mention. One given before is ignored.</summary>
    public void Add(MentionFact fact)
    {
        var seen = fact.SeenAt.ToUnixTimeSeconds();
        if (!_recent.Accept(fact.Id, seen))
        {
            return;
        }
        // A publication date in the future is a wrong clock: a mention cannot be younger than its collection.
        var published = Math.Min(fact.PublishedAt.ToUnixTimeSeconds(), seen);
        _firstHour = Math.Min(_firstHour, seen / HourSeconds);
        var isNew = _voices.IsNew(EffectiveCounter.AuthorOf(fact), seen);
        if (_health.IsOldStock(fact.SourceId, published, seen, fact.Dated))
        {
            return;
        }
        var all = _all.Weigh(fact);
        var negative = fact.Negative ? _negative.Weigh(fact) : 0;
        _delay.Observe(seen - published);
        if (seen > _storedUpTo)
        {
            _ledger.Add(fact.SourceId, published / HourSeconds, new(negative, all, isNew ? negative : 0));
        }
        _recent.Add(new RecentMention(published, seen, negative, all, isNew, fact));
    }

    /// <summary>What stands out at <paramref name="at"/>, among what was seen by then.</summary>
    public SpikeEvidence Evaluate(DateTimeOffset at, SpikeSignal signal = SpikeSignal.NegativeMentions)
    {
        var now = at.ToUnixTimeSeconds();
        var profile = ProfileAt(now);
        var counts = _recent.Count(settings.WindowHours, now, source => !_health.IsLearning(source, now));
        var windows = new WindowMeasure[counts.Length];
        for (var w = 0; w < windows.Length; w++)
        {
            var from = now - (settings.WindowHours[w] * HourSeconds);
            var to = now - _delay.Missing(w);
            windows[w] = WindowMeasure.Of(signal, w, settings.WindowHours[w], counts[w], profile, from, to, settings);
        }
        var judge = new SpikeJudge(signal, profile, settings);
        return judge.Judge(at, windows, [.. _health.BlindIn(now - (24 * HourSeconds), now)]);
    }

    private TopicProfile ProfileAt(long now)
    {
        var hour = now / HourSeconds;
        if (_profile is null || hour != _profileHour)
        {
            Forget(now);
            _delay.Refresh(settings.WindowHours);
            _profile = TopicProfileBuilder.Build(_ledger, _health, hour, _firstHour, settings);
            _profileHour = hour;
        }
        return _profile;
    }

    /// <summary>Lets go of what no evaluation will look at. A clock that jumps ahead must not empty the memory at
    /// once, for it may jump back.</summary>
    private void Forget(long now)
    {
        _horizon = _horizon == long.MinValue ? now : Math.Max(_horizon, Math.Min(now, _horizon + MostForgottenAtOnce));
        _negative.Forget(_horizon);
        _all.Forget(_horizon);
        _voices.Forget(_horizon);
        _recent.Forget(_horizon);
        var oldest = (_horizon / HourSeconds) - HourLedger.Hours - 48;
        _ledger.Forget(oldest);
        _health.Forget(oldest * HourSeconds);
    }
}
