namespace ReputationWatch.Core.Spikes;

/// <summary>A mention with the weights that it was given on arrival. Times in Unix seconds.</summary>
internal sealed record RecentMention(long Published, long Seen, double Negative, double All, MentionFact Fact);

/// <summary>Counts of one window, ending now.</summary>
internal sealed class WindowMeasure
{
    public required int Index { get; init; }
    public required int Hours { get; init; }
    public required double Expected { get; init; }
    public required double ExpectedAll { get; init; }
    public double Effective { get; set; }
    public double EffectiveAll { get; set; }
    public double EffectiveNew { get; set; }
    public List<RecentMention> Mentions { get; } = [];
}

/// <summary>The mentions of the last day by time of publication, and the ids seen, so that a row given twice counts
/// once.</summary>
internal sealed class RecentMentions
{
    private const long Memory = 25 * 3600;
    private const long IdMemory = 96 * 3600;

    private readonly List<RecentMention> _byPublished = [];
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    public bool Accept(string id, long seen) => _ids.TryAdd(id, seen);

    public void Add(RecentMention mention)
    {
        var at = _byPublished.Count;
        while (at > 0 && _byPublished[at - 1].Published > mention.Published)
        {
            at--;
        }
        _byPublished.Insert(at, mention);
    }

    public void Forget(long now)
    {
        _byPublished.RemoveAll(m => m.Published < now - Memory);
        foreach (var (id, seen) in _ids)
        {
            if (seen < now - IdMemory)
            {
                _ids.Remove(id);
            }
        }
    }

    /// <summary>Adds up the windows (ascending) over what was published in them and seen by <paramref name="now"/>.</summary>
    public void Fill(WindowMeasure[] windows, long now, Func<string, bool> counts)
    {
        var longest = now - (windows[^1].Hours * 3600L);
        for (var i = _byPublished.Count - 1; i >= 0 && _byPublished[i].Published > longest; i--)
        {
            var m = _byPublished[i];
            if (m.Seen > now || m.Published > now || !counts(m.Fact.SourceId))
            {
                continue;
            }
            foreach (var window in windows)
            {
                if (m.Published > now - (window.Hours * 3600L))
                {
                    window.Effective += m.Negative;
                    window.EffectiveAll += m.All;
                    window.EffectiveNew += m.Fact.NewAuthor ? m.Negative : 0;
                    window.Mentions.Add(m);
                }
            }
        }
    }
}
