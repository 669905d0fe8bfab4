namespace ReputationWatch.Core.Spikes;

/// <summary>
/// Gives each mention its effective weight on arrival: 1 for a text of its own, 0.5 for a copy in a further source
/// (four of them at most), 0 for another copy in the same source and for what one author adds beyond two texts a day.
/// Weights are fixed on arrival, so that hours and windows are plain sums of them.
/// </summary>
internal sealed class EffectiveCounter
{
    public const int TextsPerAuthor = 2;
    public const int FurtherSources = 4;
    public const double CopyWeight = 0.5;

    /// <summary>A copy that comes later than this is talked about anew.</summary>
    private const long StoryMemory = 72 * 3600;

    private const long AuthorMemory = 24 * 3600;

    private readonly Dictionary<string, Story> _stories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _authors = new(StringComparer.Ordinal);

    public double Weigh(MentionFact fact)
    {
        var seen = fact.SeenAt.ToUnixTimeSeconds();
        var key = StoryOf(fact);
        if (_stories.TryGetValue(key, out var story) && seen - story.LastSeen <= StoryMemory)
        {
            return story.Copy(fact.SourceId, seen);
        }
        _stories[key] = new Story(fact.SourceId, seen);
        return WithinAuthorCap(AuthorOf(fact), seen) ? 1 : 0;
    }

    /// <summary>An unsigned text is its source's: one page without names is one voice.</summary>
    public static string AuthorOf(MentionFact fact) =>
        fact.AuthorKey.Length > 0 ? fact.AuthorKey : "source:" + fact.SourceId;

    public static string StoryOf(MentionFact fact) => fact.StoryKey.Length > 0 ? fact.StoryKey : "id:" + fact.Id;

    public void Forget(long horizon)
    {
        foreach (var (key, story) in _stories)
        {
            if (story.LastSeen < horizon - StoryMemory)
            {
                _stories.Remove(key);
            }
        }
        foreach (var (key, times) in _authors)
        {
            if (times.TrueForAll(t => t < horizon - AuthorMemory))
            {
                _authors.Remove(key);
            }
        }
    }

    private bool WithinAuthorCap(string author, long seen)
    {
        if (!_authors.TryGetValue(author, out var times))
        {
            _authors[author] = [seen];
            return true;
        }
        times.RemoveAll(t => Math.Abs(seen - t) > AuthorMemory);
        if (times.Count >= TextsPerAuthor)
        {
            return false;
        }
        times.Add(seen);
        return true;
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
