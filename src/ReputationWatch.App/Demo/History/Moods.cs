using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>Who is spoken of at which kind of place, and in what mood.</summary>
internal static class Moods
{
    private static readonly Tone[] Tones =
    [
        Tone.Positive,
        Tone.Negative,
        Tone.Mixed,
        Tone.Neutral,
        Tone.Irony,
        Tone.Spam,
        Tone.Ambient,
    ];

    public static Subject DrawSubject(Site site, DemoRandom random)
    {
        if (site.Reviewed.Count > 0)
        {
            return random.Pick(site.Reviewed);
        }
        // Sentences about the app are written for places where people talk, not for reporters.
        var app = site.Kind is SiteKind.Social or SiteKind.Forum or SiteKind.Questions ? 0.16 : 0;
        return random.Weighted([0.52, app, 0.21, 0.13]) switch
        {
            0 => random.Pick(Subject.Houses),
            1 => Subject.App,
            2 => random.Pick(Subject.Corvines),
            _ => random.Pick(Subject.Belsentiers),
        };
    }

    public static Tone DrawTone(Site site, Subject subject, DemoRandom random)
    {
        var shares = Shares(site.Kind);
        shares[1] *= subject.Group switch
        {
            SubjectGroup.Product => 1.4,
            SubjectGroup.Belsentier => 0.7,
            _ => 1,
        };
        return Tones[random.Weighted(shares)];
    }

    /// <summary>Stars that go with the words, but for the few who press the wrong one.</summary>
    public static int DrawStars(Tone tone, DemoRandom random)
    {
        if (random.Chance(0.025))
        {
            return random.Between(1, 5);
        }
        return tone switch
        {
            Tone.Positive => random.Chance(0.68) ? 5 : 4,
            Tone.Negative => random.Chance(0.66) ? 1 : 2,
            Tone.Irony => random.Chance(0.8) ? 1 : 2,
            Tone.Mixed => 2 + random.Weighted([0.2, 0.65, 0.15]),
            _ => random.Between(3, 5),
        };
    }

    // positive, negative, mixed, neutral, irony, spam, ambient
    private static double[] Shares(SiteKind kind) =>
        kind switch
        {
            SiteKind.News => [0.21, 0.11, 0, 0.23, 0, 0, 0.45],
            SiteKind.Blog => [0.5, 0.1, 0.2, 0, 0, 0, 0.2],
            SiteKind.Questions => [0.1, 0.09, 0, 0.72, 0, 0.01, 0.08],
            SiteKind.Social => [0.33, 0.18, 0.03, 0.25, 0.06, 0.03, 0.12],
            SiteKind.Comments => [0.42, 0.21, 0, 0.25, 0.04, 0.05, 0.03],
            SiteKind.Reviews => [0.58, 0.19, 0.2, 0, 0.03, 0, 0],
            SiteKind.AppReviews => [0.48, 0.25, 0.2, 0, 0.07, 0, 0],
            SiteKind.Forum => [0.3, 0.19, 0.19, 0.22, 0.04, 0, 0.06],
            SiteKind.Spam => [0, 0, 0, 0, 0, 0.9, 0.1],
            _ => [0.3, 0, 0, 0.7, 0, 0, 0],
        };
}
