namespace ReputationWatch.App.Demo.World;

/// <summary>Recurring identities: author number n of a site always has the same name. Few write much, many write once.</summary>
internal static class Authors
{
    private static readonly string[] First =
    [
        "Camille",
        "Marc",
        "Sabine",
        "Julien",
        "Aïcha",
        "Pierre",
        "Noémie",
        "Thomas",
        "Leïla",
        "Antoine",
        "Chloé",
        "Mehdi",
        "Sophie",
        "Luca",
        "Anaïs",
        "Bruno",
        "Fanny",
        "Olivier",
        "Manon",
        "Rachid",
        "Corinne",
        "Étienne",
        "Jade",
        "Gilles",
        "Emma",
        "Oliver",
        "Sarah",
        "Daniel",
        "Megan",
        "Priya",
        "James",
        "Hannah",
        "Liam",
        "Chiara",
        "Ben",
        "Fatima",
        "Ursula",
        "Reto",
        "Beat",
        "Margrit",
        "Nuno",
        "Ana",
        "Kofi",
        "Yuki",
        "Ingrid",
        "Pavel",
        "Rosa",
        "Denis",
    ];

    private static readonly string[] Nouns =
    [
        "valise",
        "marmotte",
        "fondue",
        "sommet",
        "lac",
        "train",
        "gare",
        "nomade",
        "bise",
        "chamois",
        "cactus",
        "pixel",
        "mistral",
        "barque",
        "carnet",
        "edelweiss",
        "wander",
        "rail",
        "compass",
        "latte",
        "backpack",
        "sunset",
        "otter",
        "ridge",
        "harbour",
        "kettle",
        "thistle",
        "lantern",
        "poney",
        "raclette",
    ];

    /// <summary>Author <paramref name="number"/> of a site, as that kind of site shows names.</summary>
    public static string Name(Site site, int number)
    {
        var random = DemoRandom.For(7, site.Key, "author", number);
        var first = random.Pick(First);
        var noun = random.Pick(Nouns);
        return site.Kind switch
        {
            SiteKind.News or SiteKind.Blog => $"{first} {Surname(random)}",
            SiteKind.Wire or SiteKind.Spam => site.Name,
            SiteKind.Reviews => random.Chance(0.7) ? $"{first} {(char)('A' + random.Next(26))}." : $"{first}{number}",
            _ => Handle(first, noun, number, random),
        };
    }

    /// <summary>Zipf-like: the first authors of a pool return often.</summary>
    public static int Draw(Site site, DemoRandom random)
    {
        var pool = site.Kind switch
        {
            SiteKind.News => 6,
            SiteKind.Blog or SiteKind.Wire or SiteKind.Spam => 1,
            SiteKind.Social => 400,
            SiteKind.Reviews or SiteKind.AppReviews => 2000,
            _ => 220,
        };
        return (int)(pool * Math.Pow(random.Next(), site.IsReviewSite ? 1.0 : 1.8));
    }

    /// <summary>Followers (social) or past contributions (elsewhere); the same for every post of an author.</summary>
    public static int Reach(Site site, int number)
    {
        var random = DemoRandom.For(7, site.Key, "reach", number);
        return site.Kind switch
        {
            SiteKind.News => 20_000 + random.Next(60_000),
            SiteKind.Social => random.LongTail(210, 1.5),
            SiteKind.Blog => 1_500 + random.Next(6_000),
            _ => 1 + random.LongTail(12, 1.1),
        };
    }

    private static string Handle(string first, string noun, int number, DemoRandom random)
    {
        var plain = first.ToLowerInvariant().Replace('ï', 'i').Replace('é', 'e').Replace('ë', 'e');
        return random.Next(5) switch
        {
            0 => $"{plain}_{noun}",
            1 => $"{noun}{10 + number % 89}",
            2 => $"{noun}.{plain}",
            3 => $"{first} {(char)('A' + random.Next(26))}.",
            _ => $"{plain}{number}",
        };
    }

    private static string Surname(DemoRandom random) =>
        random.Pick([
            "Rochat",
            "Vernay",
            "Delmas",
            "Oberson",
            "Whitlow",
            "Garin",
            "Tissières",
            "Marlowe",
            "Jaccoud",
            "Perrin",
        ]);
}
