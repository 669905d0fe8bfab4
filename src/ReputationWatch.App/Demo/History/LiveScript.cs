using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>
/// What is published after the start, in chunks of ten minutes: the ordinary rhythm, a livelier first quarter of an
/// hour so that a visitor sees the world move, and the bad buzz.
/// </summary>
internal sealed class LiveScript(int seed, DateTimeOffset start, TimeSpan buzzAfter, PostWriter writer)
{
    public static readonly TimeSpan Chunk = TimeSpan.FromMinutes(10);

    // Mostly about other things and hardly ever angry: the lively start must not look like a storm by itself.
    private const double LivelyPostsPerMinute = 2.5;
    private static readonly TimeSpan LivelyFor = TimeSpan.FromMinutes(15);

    /// <summary>The posts of one chunk; chunks must be asked for in order, each once.</summary>
    public List<Post> Play(int chunk)
    {
        var from = start + Chunk * chunk;
        var posts = new List<Post>();
        foreach (var site in SiteCatalog.All.Where(s => s.Kind != SiteKind.Wire))
        {
            posts.AddRange(Ordinary(site, chunk, from));
        }
        if (from < start + LivelyFor)
        {
            posts.AddRange(Lively(chunk, from));
        }
        if (chunk == 0)
        {
            posts.AddRange(Buzz());
        }
        return posts;
    }

    private List<Post> Ordinary(Site site, int chunk, DateTimeOffset from)
    {
        var random = DemoRandom.For(seed, "live", chunk, site.Key);
        var daily = site.PerDay * Rhythm.OfDay(site, DateOnly.FromDateTime(from.UtcDateTime), 1, 1);
        var count = random.Poisson(daily * Rhythm.OfHour(site, from) * (Chunk / TimeSpan.FromDays(1)));
        return Enumerable
            .Range(0, count)
            .Select(i => writer.Write($"{site.Key}-live-{chunk}-{i}", site, from + Chunk * random.Next(), random))
            .ToList();
    }

    private List<Post> Lively(int chunk, DateTimeOffset from)
    {
        var random = DemoRandom.For(seed, "lively", chunk);
        var sites = SiteCatalog.All.Where(s => s.Kind is not (SiteKind.Wire or SiteKind.Spam)).ToList();
        var weights = sites.ConvertAll(s => Math.Sqrt(s.PerDay));
        var posts = new List<Post>();
        var at = from.AddSeconds(random.Exponential(60 / LivelyPostsPerMinute));
        for (var i = 0; at < from + Chunk && at < start + LivelyFor; i++)
        {
            var site = sites[random.Weighted(weights)];
            var subject = Moods.DrawSubject(site, random);
            posts.Add(
                writer.Write($"{site.Key}-lively-{chunk}-{i}", site, at, subject, LivelyTone(site, random), random)
            );
            at = at.AddSeconds(random.Exponential(60 / LivelyPostsPerMinute));
        }
        return posts;
    }

    private static Tone LivelyTone(Site site, DemoRandom random)
    {
        var tone = site.IsReviewSite
            ? random.Weighted([0.85, 0.1, 0])
            : random.Weighted([0.2, 0.05, 0.75 - (site.HasThreads ? 0.2 : 0)]);
        return tone switch
        {
            0 => Tone.Positive,
            1 => site.IsReviewSite ? Tone.Mixed : Tone.Neutral,
            _ => Tone.Ambient,
        };
    }

    private IEnumerable<Post> Buzz() =>
        new EpisodePlan(
            "buzz",
            Subject.House("Lyon"),
            start + buzzAfter,
            96,
            TimeSpan.FromMinutes(4),
            TimeSpan.FromMinutes(9)
        ).Play(seed, writer);
}
