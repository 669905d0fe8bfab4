using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>
/// Everything published before the start: the noise of ordinary days, press releases, two past storms and an outage.
/// The same seed and start give the same posts, down to the second.
/// </summary>
internal sealed class HistorySimulator(int seed, int days, DateTimeOffset start, PostWriter writer)
{
    private readonly DateOnly _firstDay = DateOnly.FromDateTime(start.UtcDateTime).AddDays(-days);

    public List<Post> Simulate()
    {
        var posts = new List<Post>();
        for (var day = 0; day <= days; day++)
        {
            posts.AddRange(OrdinaryDay(day));
        }
        posts.AddRange(Copying.Reposts(posts, 0.045, TimeSpan.FromHours(5), seed));
        posts.AddRange(Releases());
        posts.AddRange(Episodes().SelectMany(e => e.Play(seed, writer)));
        var first = start.AddDays(-days);
        return posts.Where(p => p.At >= first && p.At < start).ToList();
    }

    private List<Post> OrdinaryDay(int day)
    {
        var date = _firstDay.AddDays(day);
        var noise = Math.Exp(0.18 * (DemoRandom.For(seed, "noise", day).Next() * 2 - 1));
        var posts = new List<Post>();
        foreach (var site in SiteCatalog.All.Where(s => s.Kind != SiteKind.Wire))
        {
            var random = DemoRandom.For(seed, "day", day, site.Key);
            var count = random.Poisson(site.PerDay * Rhythm.OfDay(site, date, (double)day / days, noise));
            for (var i = 0; i < count; i++)
            {
                var at = Rhythm.Moment(site, date, random);
                posts.Add(writer.Write($"{site.Key}-{date:yyyyMMdd}-{i}", site, at, random));
            }
        }
        return posts;
    }

    private IEnumerable<Post> Releases()
    {
        var random = DemoRandom.For(seed, "releases");
        for (var (number, day) = (0, 4 + random.Next(6)); day < days; number++, day += random.Between(10, 16))
        {
            var at = new DateTimeOffset(_firstDay.AddDays(day), new TimeOnly(7, random.Between(0, 59)), TimeSpan.Zero);
            foreach (var post in Copying.Release(seed, number, at))
            {
                yield return post;
            }
        }
    }

    private IEnumerable<EpisodePlan> Episodes() =>
        [
            new("kitchen", Subject.Corvines[1], DaysAgo(68, 9), 38, TimeSpan.FromHours(3), TimeSpan.FromHours(7)),
            new("cancel", Subject.House("Montreux"), DaysAgo(40, 14), 64, TimeSpan.FromHours(2), TimeSpan.FromHours(6)),
            new("outage", Subject.App, DaysAgo(18, 16), 26, TimeSpan.FromMinutes(50), TimeSpan.FromHours(2)),
        ];

    private DateTimeOffset DaysAgo(int count, int hour) =>
        new(_firstDay.AddDays(days - count), new TimeOnly(hour, 7), TimeSpan.Zero);
}
