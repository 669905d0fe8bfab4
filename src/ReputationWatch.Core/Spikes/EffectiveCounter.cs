namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Gives each mention its effective weight on arrival: 1 for a text of its own, 0.5 for a copy in a further source
/// (four of them at most), 0 for another copy in the same source and for what one author adds beyond two texts a day.
/// Weights are fixed on arrival so that hours and windows are plain sums of them.
/// </summary>
internal sealed class EffectiveCounter
{
    public const int TextsPerAuthor = 2;
    public const int FurtherSources = 4;
    public const double CopyWeight = 0.5;

    /// <summary>A copy that comes later than this is talked about anew.</summary>
    public static readonly TimeSpan StoryMemory = TimeSpan.FromHours(72);

    public static readonly TimeSpan AuthorMemory = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Story> _stories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _authors = new(StringComparer.Ordinal);
    private long _pruneAt;

    public double Weigh(MentionFact fact)
    {
        var seen = fact.SeenAt.ToUnixTimeSeconds();
        Prune(seen);
        var key = fact.StoryKey.Length > 0 ? fact.StoryKey : "id:" + fact.Id;
        if (_stories.TryGetValue(key, out var story) && seen - story.LastSeen <= (long)StoryMemory.TotalSeconds)
        {
            return story.Copy(fact.SourceId, seen);
        }
        _stories[key] = new Story(fact.SourceId, seen);
        return WithinAuthorCap(AuthorOf(fact), seen) ? 1 : 0;
    }

    /// <summary>An unsigned text is its source's: one page without names is one voice.</summary>
    public static string AuthorOf(MentionFact fact) =>
        fact.AuthorKey.Length > 0 ? fact.AuthorKey : "source:" + fact.SourceId;

    private bool WithinAuthorCap(string author, long seen)
    {
        if (!_authors.TryGetValue(author, out var times))
        {
            _authors[author] = [seen];
            return true;
        }
        times.RemoveAll(t => Math.Abs(seen - t) > (long)AuthorMemory.TotalSeconds);
        if (times.Count >= TextsPerAuthor)
        {
            return false;
        }
        times.Add(seen);
        return true;
    }

    private void Prune(long seen)
    {
        if (seen < _pruneAt)
        {
            return;
        }
        _pruneAt = seen + 3600;
        foreach (var (key, story) in _stories)
        {
            if (seen - story.LastSeen > (long)StoryMemory.TotalSeconds)
            {
                _stories.Remove(key);
            }
        }
        foreach (var (key, times) in _authors)
        {
            if (times.TrueForAll(t => seen - t > (long)AuthorMemory.TotalSeconds))
            {
                _authors.Remove(key);
            }
        }
    }

    private sealed class Story(string source, long seen)
    {
        private readonly List<string> _sources = [source];

        public long LastSeen { get; private set; } = seen;

        public double Copy(string source, long at)
        {
            LastSeen = Math.Max(LastSeen, at);
            if (_sources.Contains(source) || _sources.Count > FurtherSources)
            {
                return 0;
            }
            _sources.Add(source);
            return CopyWeight;
        }
    }
}
