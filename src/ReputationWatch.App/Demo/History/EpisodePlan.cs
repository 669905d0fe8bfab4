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

    // Where people speak up, and how much of it there.
    private static readonly (string Site, double Weight)[] HotelVoices =
    [
        ("piaf", 5),
        ("chirrup", 3.5),
        ("videovoyage", 2),
        ("comptoir", 2),
        ("nomad", 1.2),
        ("avisetape", 1),
        ("demande", 0.5),
        ("room12", 1),
    ];

    private static readonly (string Site, double Weight)[] AppVoices = [("piaf", 2), ("chirrup", 2), ("appliavis", 1)];

    private static readonly (string Site, double Weight)[] ShortVoices =
    [
        ("piaf", 4),
        ("chirrup", 3),
        ("videovoyage", 1),
        ("room12", 1),
    ];

    private static readonly string[] Press = ["rives", "midi", "ledger", "echo", "wire", "demain"];

    // The press needs some posts to write about; then a paper joins in at every sixth.
    private const int BeforePress = 8;
    private const int BetweenPapers = 6;

    private (string Site, double Weight)[] Voices =>
        Key switch
        {
            "outage" => AppVoices,
            "buzz" => HotelVoices,
            _ => ShortVoices,
        };

    /// <summary>All its posts, copies included, in order of time.</summary>
    public IEnumerable<Post> Play(int seed, PostWriter writer)
    {
        var random = DemoRandom.For(seed, "episode", Key);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var moments = Enumerable
            .Range(0, Count)
            .Select(i => From + (i == 0 ? TimeSpan.Zero : Moment(random)))
            .Order()
            .ToList();
        var posts = new List<Post>();
        for (var i = 0; i < moments.Count; i++)
        {
            var site = SiteCatalog.Get(Place(i, random));
            var author = NewAuthor(site, i, names);
            posts.Add(writer.WriteEpisode($"{site.Key}-{Key}-{i}", site, moments[i], this, author, random));
        }
        return posts.Concat(Copying.Reposts(posts, 0.3, Fade / 2, seed)).OrderBy(p => p.At);
    }

    private string Place(int index, DemoRandom random)
    {
        var paper = (index - BeforePress) / BetweenPapers;
        return
            Subject.Domain == "hotel"
            && index >= BeforePress
            && (index - BeforePress) % BetweenPapers == 0
            && paper < Press.Length
            ? Press[paper]
            : Voices[random.Weighted(Voices.Select(v => v.Weight).ToList())].Site;
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
