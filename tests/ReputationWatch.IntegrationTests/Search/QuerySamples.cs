using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>Generated mentions and queries over a small vocabulary, so that about every form matches something.</summary>
internal sealed class QuerySamples(int seed)
{
    private static readonly string[] Words =
    [
        "hôtel",
        "Hotel",
        "l’hôtel",
        "d'Orange",
        "Orange",
        "orange",
        "ORANGE",
        "banque",
        "bancaire",
        "bancaires",
        "arnaque",
        "arnaqué",
        "service",
        "client",
        "service-client",
        "C#",
        "C++",
        "C",
        "H&M",
        "h & m",
        "Coop@home",
        "@coop",
        "#badbuzz",
        "badbuzz",
        "😡",
        "👍🏽",
        "👍",
        "Nestlé",
        "nestle’s",
        "œuvre",
        "très",
        "pas",
        "de",
        "le",
        "la",
        "été",
        "E\u0301te\u0301",
        "100 %",
        "4.5",
        "user_name",
        "rendez-vous",
        "aujourd’hui",
        "Straße",
        "東京",
        "★★★",
    ];

    private static readonly string[] Atoms =
    [
        "hôtel",
        "hotel",
        "l'hôtel",
        "orange",
        "{Orange}",
        "{ORANGE}",
        "d'orange",
        "{d'Orange}",
        "banc*",
        "b*",
        "arn?que",
        "*que",
        "arnaqu?",
        "\"service client\"",
        "service",
        "client",
        "C#",
        "C++",
        "C",
        "H&M",
        "Coop@home",
        "@coop",
        "#badbuzz",
        "badbuzz",
        "😡",
        "👍",
        "nestlé",
        "oeuvre",
        "\"de la\"",
        "\"la banc*\"",
        "\"pas très\"~2",
        "été",
        "{été}",
        "100%",
        "4,5",
        "user_name",
        "rendez-vous",
        "aujourd'hui",
        "strasse",
        "東京",
        "★★",
        "absent",
        "title:hôtel",
        "text:orange",
        "title:\"service client\"",
        "author:jean",
        "author:\"jean dupont\"",
        "author:@jd",
        "author:*",
        "site:example.com",
        "site:example",
        "site:*.ch",
        "url:avis",
        "url:\"example.com/avis\"",
        "lang:fr",
        "lang:(en OR de)",
        "lang:f*",
        "source:forum",
        "source:\"le forum\"",
        "kind:review",
        "kind:avis",
        "sentiment:negative",
        "sentiment:positif",
        "score:>=5",
        "score:[2 TO 4]",
        "reach:>100",
        "reach:*",
        "published:2026-03",
        "published:>=2026-03-10",
        "published:[* TO 2026-03-05]",
        "other:x",
        "title:*",
        "tags:x",
        "stars:4",
        "stars:>=4",
        "likes:*",
        "item:lac",
        "site:www.example.com",
        "site:\"https://example.com/avis\"",
        "site:exam*",
        "site:tripadvisor",
        "url:avis",
        "url:*forum*",
        "lang:fr-ch",
        "lang:f?",
        "kind:(post OR article)",
        "kind:[a TO c]",
        "sentiment:*",
        "score:[3 TO *]",
        "score:{3 TO 7}",
        "published:{2026-03-05 TO 2026-03-20}",
        "author:z*",
        "author:\"dupont jd\"",
        "source:[a TO m]",
        "\"client service\"~3",
        "\"service c*\"",
        "{service-client}",
        "\"hôtel * orange\"",
        "c*t",
        "𝓗otel",
        "s????ce",
    ];

    private static readonly string[] Places =
    [
        "hôtel",
        "orange",
        "{Orange}",
        "banc*",
        "service",
        "C#",
        "😡",
        "\"de la\"",
        "pas",
        "(le OR la)",
    ];

    private readonly Random _random = new(seed);

    public IndexDocument Document(long id) =>
        new()
        {
            Id = id,
            Title = _random.Next(3) == 0 ? null : Text(5),
            Body = Text(14),
            Author = Pick<string?>("Jean Dupont", "Zoé", null),
            AuthorHandle = Pick<string?>("jd", "@zoe", null),
            Site = Pick("example.com", "www.example.com", "notexample.com", "coop.ch", "TripAdvisor"),
            Url = Pick<string?>("https://example.com/avis/12?p=1", "https://www.coop.ch/forum", null),
            Language = Pick("fr", "en", "de", "fr-CH", "other"),
            SourceId = _random.Next(1, 4),
            SourceName = Pick("Le Forum des clients", "Avis", "News"),
            Kind = Pick(Enum.GetValues<MentionKind>()),
            Sentiment = Pick(Enum.GetValues<SentimentLabel>()),
            Nps = Pick(Enum.GetValues<NpsClass>()),
            Score10 = _random.Next(0, 21) / 2.0,
            Reach = Pick<long?>(null, 50, 500),
            Stars = Pick<double?>(null, 1, 4, 4.5),
            Likes = Pick<long?>(null, 0, 12),
            ItemReviewed = Pick<string?>(null, "Hôtel du Lac"),
            PublishedAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(
                _random.Next(0, 30 * 86_400)
            ),
            TopicIds = [.. Enumerable.Range(1, 5).Where(_ => _random.Next(3) == 0).Select(t => (long)t)],
            StoryId = id,
        };

    public string Query(int depth = 3)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            return Pick(Atoms);
        }
        return _random.Next(8) switch
        {
            0 => $"{Query(depth - 1)} {Query(depth - 1)}",
            1 => $"{Query(depth - 1)} AND {Query(depth - 1)}",
            2 => $"{Query(depth - 1)} OR {Query(depth - 1)}",
            3 => $"({Query(depth - 1)}) SAUF ({Query(depth - 1)})",
            4 => $"NOT ({Query(depth - 1)})",
            5 => $"({Query(depth - 1)}) ({Query(depth - 1)})",
            6 => $"{Pick(Places)} NEAR/{_random.Next(6)} {Pick(Places)}",
            _ => $"{Pick(Places)} NEAR/{_random.Next(6)}f {Pick(Places)}",
        };
    }

    private string Text(int most) =>
        string.Join(Pick(" ", " ", ", ", " - "), Enumerable.Range(0, _random.Next(0, most)).Select(_ => Pick(Words)));

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
