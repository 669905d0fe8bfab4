using System.Globalization;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Web.Scopes;

/// <summary>Reads the scope out of the address. What makes no sense falls back to the usual; nothing here can fail.</summary>
internal sealed class ScopeReader(IHttpContextAccessor http, Viewer viewer)
{
    private static readonly (string Name, PeriodKind Kind)[] Kinds =
    [
        ("today", PeriodKind.Today),
        ("7d", PeriodKind.Days7),
        ("30d", PeriodKind.Days30),
        ("90d", PeriodKind.Days90),
        ("year", PeriodKind.Year),
        ("custom", PeriodKind.Custom),
    ];

    public static string NameOf(PeriodKind kind) => Kinds.First(k => k.Kind == kind).Name;

    /// <param name="needsOne">For pages of figures: without a choice they show the first brand, because adding topics up would
    /// count a mention of two topics twice.</param>
    public PageScope Read(IReadOnlyList<Topic> topics, bool needsOne)
    {
        var query = http.HttpContext!.Request.Query;
        var topic = query["topic"].ToString().AsId() is { } id ? topics.FirstOrDefault(t => t.Id == id) : null;
        var group = topic is null
            ? topics.FirstOrDefault(t => t.Group is { Length: > 0 } g && g == query["group"])?.Group
            : null;
        if (topic is null && group is null && needsOne)
        {
            topic = topics.Where(t => t.Enabled).OrderBy(t => t.Kind).ThenBy(t => t.Id).FirstOrDefault();
        }
        return new PageScope
        {
            Topic = topic,
            Group = group,
            Topics =
                topic is not null ? [topic]
                : group is not null ? [.. topics.Where(t => t.Group == group)]
                : [],
            Period = ReadPeriod(query),
            Comparison = ReadComparison(query),
        };
    }

    private Period ReadPeriod(IQueryCollection query)
    {
        var name = query["period"].ToString();
        var kind = Kinds.FirstOrDefault(k => k.Name == name, (Name: "30d", Kind: PeriodKind.Days30)).Kind;
        return Period.Of(
            kind,
            ReadComparison(query),
            viewer.Now,
            viewer.Zone,
            ReadDay(query["from"]),
            ReadDay(query["to"])
        );
    }

    private static Comparison ReadComparison(IQueryCollection query) =>
        query["compare"] == "year" ? Comparison.LastYear : Comparison.Previous;

    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1990 and < 9000
            ? day
            : null;
}
