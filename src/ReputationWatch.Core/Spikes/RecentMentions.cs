namespace ReputationWatch.Core.Spikes;

/// <summary>A mention with the weights that it was given on arrival. Times in Unix seconds.</summary>
internal sealed record RecentMention(
    long Published,
    long Seen,
    double Negative,
    double All,
    bool NewAuthor,
    MentionFact Fact
);

/// <summary>Effective counts of one window that ends now.</summary>
internal sealed class WindowCounts
{
    public double Negative { get; set; }
    public double All { get; set; }
    public double New { get; set; }

    /// <summary>The mentions in it, newest first.</summary>
    public List<RecentMention> Mentions { get; } = [];
}

/// <summary>
/// The mentions of the last day by time of publication, and the ids seen, so that a row given twice counts once.
/// </summary>
internal sealed class RecentMentions
{
    private const long Memory = 25 * 3600;
    private static readonly long IdMemory = (long)TopicSpikeDetector.FactMemory.TotalSeconds;

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

    public void Forget(long horizon)
    {
        _byPublished.RemoveAll(m => m.Published < horizon - Memory);
        foreach (var (id, seen) in _ids)
        {
            if (seen < horizon - IdMemory)
            {
                _ids.Remove(id);
            }
        }
    }

    /// <summary>Adds up the windows (ascending) over what was published in them and seen by <paramref name="now"/>.</summary>
    public WindowCounts[] Count(IReadOnlyList<int> windowHours, long now, Func<string, bool> counts)
    {
        var windows = new WindowCounts[windowHours.Count];
        for (var w = 0; w < windows.Length; w++)
        {
            windows[w] = new WindowCounts();
        }
        for (var i = _byPublished.Count - 1; i >= 0; i--)
        {
            var mention = _byPublished[i];
            var age = now - mention.Published;
            if (age >= windowHours[^1] * 3600L)
            {
                break;
            }
            if (mention.Seen <= now && mention.Published <= now && counts(mention.Fact.SourceId))
            {
                Enter(windows, windowHours, mention, age);
            }
        }
        return windows;
    }

    private static void Enter(WindowCounts[] windows, IReadOnlyList<int> hours, RecentMention mention, long age)
    {
        for (var w = windows.Length - 1; w >= 0 && age < hours[w] * 3600L; w--)
        {
            windows[w].Negative += mention.Negative;
            windows[w].All += mention.All;
            windows[w].New += mention.NewAuthor ? mention.Negative : 0;
            windows[w].Mentions.Add(mention);
        }
    }
}
