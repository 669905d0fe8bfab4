using ReputationWatch.App.Demo.Texts;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>Copies of posts: reposts with small edits, articles and press releases that ten sites print.</summary>
internal static class Copying
{
    private static readonly string[] ReleasePlaces =
    [
        "communiques",
        "rives",
        "echo",
        "demain",
        "cime",
        "midi",
        "valises",
        "eclair",
        "comptoir",
        "piaf",
        "lila",
    ];

    private static readonly string[] NewsPlaces = ["rives", "echo", "demain", "cime", "midi"];

    /// <summary>Some posts are repeated where they appeared, by others, soon after; articles by other papers.</summary>
    public static List<Post> Reposts(IEnumerable<Post> posts, double chance, TimeSpan meanDelay, int seed)
    {
        var copies = new List<Post>();
        foreach (
            var post in posts.Where(p => p.Site.Kind is SiteKind.Social or SiteKind.News && p.Tone != Tone.Ambient)
        )
        {
            var random = DemoRandom.For(seed, "copy", post.Id);
            var count = random.Chance(chance) ? 1 + random.Poisson(0.6) : 0;
            for (var i = 0; i < count; i++)
            {
                copies.Add(Repeated(post, i, post.At + meanDelay * (0.1 + random.Exponential(1)), random));
            }
        }
        return copies;
    }

    /// <summary>A press release and its syndication within the day.</summary>
    public static IEnumerable<Post> Release(int seed, int number, DateTimeOffset at)
    {
        var random = DemoRandom.For(seed, "release", number);
        var subject = random.Pick(Subject.Houses);
        var (title, text) = new Composer(Grammar.French, new SlotContext(subject, "fr", at.Year), random).Release();
        for (var i = 0; i < ReleasePlaces.Length; i++)
        {
            var site = SiteCatalog.Get(ReleasePlaces[i]);
            var author = Authors.Draw(site, random);
            yield return new Post
            {
                Id = $"{site.Key}-release-{number}",
                Site = site,
                At = i == 0 ? at : at.AddMinutes(5 + random.Exponential(150)),
                Author = Authors.Name(site, author),
                Tone = Tone.Neutral,
                Subject = subject,
                Title = site.HasTitles ? TitleOf(title, i, random) : null,
                Text = Roughness.FrenchTypography(site.HasTitles ? Edited(text, i, random) : $"{title} #Aubrelac"),
                Reach = Authors.Reach(site, author),
                CopyOf = i == 0 || !site.HasTitles ? null : $"{ReleasePlaces[0]}-release-{number}",
                Thread = site.HasThreads ? $"{site.Key}-release-{number}" : null,
            };
        }
    }

    private static Post Repeated(Post original, int number, DateTimeOffset at, DemoRandom random)
    {
        var social = original.Site.Kind == SiteKind.Social;
        var site = social || original.Site.Language == "en" ? original.Site : Elsewhere(original.Site, number);
        var author = 900 + random.Next(600);
        return original with
        {
            Id = $"{original.Id}-copy{number}",
            Site = site,
            At = at,
            Author = Authors.Name(site, social ? author : author % 6),
            Reach = Authors.Reach(site, social ? author : author % 6),
            Likes = original.Likes / 4,
            Replies = 0,
            Text = social ? Forwarded(original, random) : Edited(original.Text, 1 + number, random),
            CopyOf = original.Id,
        };
    }

    private static Site Elsewhere(Site site, int number)
    {
        var others = NewsPlaces.Where(k => k != site.Key).ToList();
        return SiteCatalog.Get(others[number % others.Count]);
    }

    private static string Forwarded(Post original, DemoRandom random) =>
        random.Next(5) switch
        {
            0 => $"RT @{original.Author.Replace(' ', '_').TrimEnd('.')}: {original.Text}",
            1 => $"{original.Text} 👀",
            2 => (original.Site.Language == "fr" ? "À lire : " : "This: ") + original.Text,
            3 => original.Text.TrimEnd('.', '!', ' ') + "…",
            _ => $"{original.Text} (via @{original.Author.Replace(' ', '_').TrimEnd('.')})",
        };

    private static string TitleOf(string title, int place, DemoRandom random) =>
        place == 0 ? title
        : random.Chance(0.3) ? $"[Communiqué] {title}"
        : title;

    /// <summary>What an editor does to a text in ten seconds: drop a paragraph, add an agency's mark.</summary>
    private static string Edited(string text, int place, DemoRandom random)
    {
        if (place == 0)
        {
            return text;
        }
        var paragraphs = text.Split("\n\n").ToList();
        if (paragraphs.Count > 2 && random.Chance(0.4))
        {
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }
        if (random.Chance(0.4))
        {
            paragraphs.Add(
                random.Pick(["(avec agence)", "La rédaction", "Lire aussi nos autres articles sur le tourisme."])
            );
        }
        return string.Join("\n\n", paragraphs);
    }
}
