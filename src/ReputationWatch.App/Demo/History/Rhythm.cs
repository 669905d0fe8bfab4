using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>When people write: the hours of the day, the days of the week, a slow growth.</summary>
internal static class Rhythm
{
    // One hour east of Greenwich is near enough to the invented country's clock for a shape.
    private const int HoursEast = 1;

    private static readonly double[] PeopleByHour =
    [
        0.35,
        0.2,
        0.15,
        0.12,
        0.15,
        0.3,
        0.6,
        0.95,
        1.15,
        1.2,
        1.15,
        1.15,
        1.3,
        1.3,
        1.1,
        1.05,
        1.1,
        1.25,
        1.5,
        1.7,
        1.85,
        1.75,
        1.3,
        0.8,
    ];

    private static readonly double[] OfficeByHour =
    [
        0.05,
        0.03,
        0.03,
        0.05,
        0.2,
        0.8,
        1.6,
        1.9,
        2.0,
        2.0,
        1.9,
        1.8,
        1.3,
        1.3,
        1.7,
        1.7,
        1.6,
        1.5,
        1.1,
        0.7,
        0.5,
        0.4,
        0.2,
        0.1,
    ];

    /// <summary>Posts on a day against a usual day: growth over the history, the weekday, and the noise of the day.</summary>
    public static double OfDay(Site site, DateOnly day, double progress, double noise) =>
        (0.65 + 0.35 * progress) * OfWeekday(site.Kind, day.DayOfWeek) * noise;

    /// <summary>Posts in an hour against an average hour.</summary>
    public static double OfHour(Site site, DateTimeOffset at)
    {
        var hours = Hours(site);
        return hours[(at.UtcDateTime.Hour + HoursEast) % 24] / hours.Average();
    }

    /// <summary>A moment of the day, likelier when people are awake.</summary>
    public static DateTimeOffset Moment(Site site, DateOnly day, DemoRandom random)
    {
        var hour = (random.Weighted(Hours(site)) - HoursEast + 24) % 24;
        return new DateTimeOffset(day, new TimeOnly(hour, random.Next(60), random.Next(60)), TimeSpan.Zero);
    }

    private static double[] Hours(Site site) =>
        site.Kind is SiteKind.News or SiteKind.Wire ? OfficeByHour : PeopleByHour;

    private static double OfWeekday(SiteKind kind, DayOfWeek day)
    {
        var weekend = day is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return kind switch
        {
            SiteKind.News or SiteKind.Wire => weekend ? 0.45 : 1.15,
            SiteKind.Reviews => day is DayOfWeek.Sunday or DayOfWeek.Monday ? 1.45 : 0.85,
            SiteKind.Social or SiteKind.Comments => weekend ? 1.25 : 0.92,
            _ => weekend ? 0.85 : 1.05,
        };
    }
}
