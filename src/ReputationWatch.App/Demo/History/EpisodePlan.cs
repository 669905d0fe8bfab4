using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>One scripted storm: what, about whom, from when, how many, how fast it rises and fades.</summary>
/// <param name="Key">The prefix of its sections in the grammar, and of the ids of its posts.</param>
/// <param name="Count">Posts of distinct authors; copies come on top.</param>
/// <param name="Rise">From the first post to the peak; the rate grows steadily.</param>
/// <param name="Fade">Mean of the exponential decay after the peak.</param>
internal sealed record EpisodePlan(
    string Key,
    Subject Subject,
    DateTimeOffset From,
    int Count,
    TimeSpan Rise,
    TimeSpan Fade
)
{
    private const double ShareInRise = 0.5;

    private static readonly string[] HotelPlaces =
    [
        "piaf",
        "piaf",
        "piaf",
        "piaf",
        "chirrup",
        "chirrup",
        "chirrup",
        "videovoyage",
        "videovoyage",
        "comptoir",
        "comptoir",
        "nomad",
        "avisetape",
        "staynotes",
        "demande",
        "rives",
        "midi",
        "ledger",
        "room12",
    ];

    private static readonly string[] AppPlaces = ["piaf", "piaf", "chirrup", "chirrup", "appliavis"];

    private static readonly string[] ShortPlaces =
    [
        "piaf",
        "piaf",
        "piaf",
        "chirrup",
        "chirrup",
        "videovoyage",
        "rives",
        "ledger",
    ];

    // Questions have no angry section, and reviews exist only for houses that a site lists.
    private IReadOnlyList<Site> Places =>
        (
            Key switch
            {
                "outage" => AppPlaces,
                "buzz" => HotelPlaces,
                _ => ShortPlaces,
            }
        )
            .Select(SiteCatalog.Get)
            .Where(s => s.Kind != SiteKind.Reviews || s.Reviewed.Contains(Subject))
            .ToList();

    /// <summary>All its posts, copies included, in order of time.</summary>
    public IEnumerable<Post> Play(int seed, PostWriter writer)
    {
        var random = DemoRandom.For(seed, "episode", Key);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var places = Places;
        var moments = Enumerable
            .Range(0, Count)
            .Select(i => From + (i == 0 ? TimeSpan.Zero : Moment(random)))
            .Order()
            .ToList();
        var posts = new List<Post>();
        for (var i = 0; i < moments.Count; i++)
        {
            // The press needs a few posts to write about.
            var site = i < 8 ? random.Pick(places.Where(p => p.Kind != SiteKind.News).ToList()) : random.Pick(places);
            var author = NewAuthor(site, i, names);
            posts.Add(writer.WriteEpisode($"{site.Key}-{Key}-{i}", site, moments[i], this, author, random));
        }
        return posts.Concat(Copying.Reposts(posts, 0.3, Fade / 2, seed)).OrderBy(p => p.At);
    }

    private static int NewAuthor(Site site, int index, HashSet<string> names)
    {
        for (var author = site.Kind == SiteKind.News ? index % 6 : 5000 + index * 10; ; author++)
        {
            if (names.Add(Authors.Name(site, author)) || site.Kind == SiteKind.News)
            {
                return author;
            }
        }
    }

    private TimeSpan Moment(DemoRandom random) =>
        random.Chance(ShareInRise) ? Rise * Math.Sqrt(random.Next()) : Rise + Fade * Math.Min(6, random.Exponential(1));
}
