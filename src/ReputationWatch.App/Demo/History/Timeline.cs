using System.Collections.Immutable;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>All posts of the world by site and time; grows by itself as time passes. Readers see what is out by now.</summary>
internal sealed class Timeline
{
    private readonly LiveScript _live;
    private readonly DateTimeOffset _start;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Post>> _openThreads = [];
    private ImmutableDictionary<string, ImmutableArray<Post>> _bySite = ImmutableDictionary<
        string,
        ImmutableArray<Post>
    >.Empty;
    private int _chunks;

    public Timeline(DemoWorldOptions options, DateTimeOffset start)
    {
        var writer = new PostWriter();
        _start = start;
        _live = new LiveScript(options.Seed, start, options.BuzzAfter, writer);
        Add(new HistorySimulator(options.Seed, options.Days, start, writer).Simulate());
    }

    /// <summary>The site's posts published until <paramref name="now"/>, oldest first.</summary>
    public ReadOnlySpan<Post> Published(Site site, DateTimeOffset now)
    {
        var posts = Until(now).GetValueOrDefault(site.Key, []);
        return posts.AsSpan()[..CountUntil(posts, now)];
    }

    private ImmutableDictionary<string, ImmutableArray<Post>> Until(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_start + LiveScript.Chunk * _chunks <= now)
            {
                Add(_live.Play(_chunks++));
            }
            return _bySite;
        }
    }

    private void Add(List<Post> posts)
    {
        foreach (var group in posts.GroupBy(p => p.Site))
        {
            var threaded = group.OrderBy(p => p.At).ThenBy(p => p.Id, StringComparer.Ordinal).Select(InThread);
            var before = _bySite.GetValueOrDefault(group.Key.Key, []);
            // Posts of a storm reach into later chunks, so the whole has to be put in order again.
            var all = before.AddRange(threaded).Sort(ByTime);
            _bySite = _bySite.SetItem(group.Key.Key, all);
        }
    }

    /// <summary>An answer goes to a recent thread about the same subject; without one it opens a thread of its own.</summary>
    private Post InThread(Post post)
    {
        if (!post.Site.HasThreads)
        {
            return post;
        }
        var key = $"{post.Site.Key}/{(post.Tone == Tone.Ambient ? "ambient" : post.Subject.Key)}";
        var open = _openThreads.TryGetValue(key, out var threads) ? threads : _openThreads[key] = [];
        var parent = open.LastOrDefault(t => t.At > post.At.AddDays(-12) && t.At <= post.At);
        if (post.Thread is null && parent is not null)
        {
            return post with { Thread = parent.Id, Title = $"Re: {parent.Title}" };
        }
        var opening = post with { Thread = post.Id, Title = post.Title ?? DefaultTitle(post) };
        open.Add(opening);
        return opening;
    }

    private static string DefaultTitle(Post post) =>
        post.Site.Language == "fr"
            ? $"{post.Subject.OfficialName("fr")} : des nouvelles ?"
            : $"{post.Subject.OfficialName("en")}: any news?";

    private static int ByTime(Post a, Post b)
    {
        var order = a.At.CompareTo(b.At);
        return order != 0 ? order : string.CompareOrdinal(a.Id, b.Id);
    }

    private static int CountUntil(ImmutableArray<Post> posts, DateTimeOffset now)
    {
        var (low, high) = (0, posts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = posts[middle].At <= now ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
