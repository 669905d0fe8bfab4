using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Embedded;

/// <summary>Reads what a search matches, newest first, from one consistent state of the file.</summary>
internal sealed class IndexReader(
    SqliteConnection connection,
    MentionSearch search,
    Labels languages,
    Labels sources,
    Labels topicSets,
    FactColumns facts,
    TimeProvider time
)
{
    private const int MaxExpansion = 300;
    private const int MaxVocabularySteps = 400_000;
    private readonly QueryMatcher? _matcher = search.Query is null ? null : new QueryMatcher(search.Query);
    private Net<string>? _plan;
    private HashSet<int>? _languageCodes;

    private Net<string> Plan => _plan ??= MakePlan();

    /// <summary>Whether the full-text table alone decides.</summary>
    public bool IsExact => Plan.Exact;

    /// <summary>Whether words or a condition on the text have a part in it; if not, the facts answer alone.</summary>
    public bool HasQuery => search.Query is not null;

    /// <summary>The matching rows below <paramref name="below"/>, newest first.</summary>
    public IEnumerable<long> Rows(long below) => Rows(Low, Math.Min(High, below));

    /// <summary>How many match: counted up to <paramref name="limit"/> candidates, and for about as long as is bearable.</summary>
    public (long Count, bool Exact) Count(int limit, TimeSpan bearable)
    {
        var started = time.GetTimestamp();
        long count = 0;
        var looked = 0;
        foreach (var (low, high) in TimeSlices.Of(connection, Low, High))
        {
            // However slow the machine, the newest piece is counted: totals of small installations are exact.
            if (high < High && IsOver(started, bearable))
            {
                return (count, false);
            }
            foreach (var (_, matches) in Candidates(low, high))
            {
                // Of what the full-text table decides alone only matches count, of the rest each one that has to be read.
                if (Plan.Exact && !matches)
                {
                    continue;
                }
                if (looked++ == limit)
                {
                    return (count, false);
                }
                count += matches ? 1 : 0;
            }
        }
        return (count, true);
    }

    /// <summary>
    /// Gives the facts of all matches to <paramref name="see"/>, newest first, for about as long as is bearable. False when it was not
    /// for all.
    /// </summary>
    public bool Facts(TimeSpan bearable, Action<Fact> see)
    {
        if (!HasQuery)
        {
            Scan(see);
            return true;
        }
        var started = time.GetTimestamp();
        foreach (var (low, high) in TimeSlices.Of(connection, Low, High))
        {
            if (high < High && IsOver(started, bearable))
            {
                return false;
            }
            foreach (var row in Rows(low, high))
            {
                see(FactOf(row));
            }
        }
        return true;
    }

    /// <summary>The newest matching rows, up to a limit and for about as long as is bearable, and whether they are all.</summary>
    public (List<long> Rows, bool All) Newest(int limit, TimeSpan bearable)
    {
        var started = time.GetTimestamp();
        var newest = new List<long>();
        foreach (var (low, high) in TimeSlices.Of(connection, Low, High))
        {
            if (high < High && IsOver(started, bearable))
            {
                return (newest, false);
            }
            foreach (var row in Rows(low, high))
            {
                if (newest.Count == limit)
                {
                    return (newest, false);
                }
                newest.Add(row);
            }
        }
        return (newest, true);
    }

    private bool IsOver(long started, TimeSpan bearable) => time.GetElapsedTime(started) > bearable;

    /// <summary>The facts of everything that the filters let through, in no order.</summary>
    private void Scan(Action<Fact> see)
    {
        var scan = new FactScan(search, topicSets.All(connection), sources.All(connection), languages.All(connection));
        foreach (var (range, chunk) in facts.Chunks(connection))
        {
            if (!scan.MayHold(range))
            {
                continue;
            }
            foreach (var fact in chunk)
            {
                if (scan.Holds(fact))
                {
                    see(fact);
                }
            }
        }
    }

    private IEnumerable<long> Rows(long low, long high) =>
        Candidates(low, high).Where(c => c.Matches).Select(c => c.Row);

    /// <summary>What the full-text table brings up between two rows, newest first, and whether it is a match.</summary>
    private IEnumerable<(long Row, bool Matches)> Candidates(long low, long high)
    {
        using var candidates = Statement.Prepare(
            connection,
            "SELECT rowid FROM fts WHERE fts MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid DESC"
        );
        candidates.Bind(1, Plan.Query ?? FtsTranslator.Facts(FactWords.All)).Bind(2, low).Bind(3, high);
        using var document = Plan.Exact ? null : Statement.Prepare(connection, SelectDocument);
        while (candidates.Step())
        {
            var row = candidates.Int64(0);
            yield return (row, Passes(row) && (document is null || _matcher!.Matches(Read(document, RowKey.Id(row)))));
        }
    }

    private long Low => search.From is { } from ? RowKey.Floor(from) : 0;

    private long High => search.To is { } to ? RowKey.Ceiling(to) : long.MaxValue;

    public Fact FactOf(long row) => facts.Get(connection, RowKey.Id(row));

    private Net<string> MakePlan()
    {
        var query = search.Query is null
            ? new Net<string>(null, true)
            : new FtsTranslator(Expand, () => languages.All(connection)).Translate(search.Query.Root);
        List<string> parts = [];
        if (query.Query is not null)
        {
            parts.Add($"({query.Query})");
        }
        AddFilter(parts, search.TopicIds, FactWords.Topic);
        AddFilter(parts, search.SourceIds, FactWords.Source);
        if (parts.Count == 0)
        {
            AddCoarseFilters(parts);
        }
        return new Net<string>(parts.Count == 0 ? null : string.Join(" AND ", parts), query.Exact);
    }

    /// <summary>
    /// Languages, kinds and sentiments hold for so many mentions that walking their lists costs more than looking at the facts of
    /// what the words or the topic brought up. They lead only when nothing else does.
    /// </summary>
    private void AddCoarseFilters(List<string> parts)
    {
        if (LanguageCodes is { } codes)
        {
            AddFilter<int>(parts, codes.Count == 0 ? [-1] : [.. codes], FactWords.Language);
        }
        AddFilter(parts, search.Kinds, k => FactWords.Kind((int)k));
        AddFilter(parts, search.Sentiments, s => FactWords.Sentiment((int)s));
    }

    private bool Passes(long row)
    {
        if (LanguageCodes is null && search.Kinds.Count == 0 && search.Sentiments.Count == 0)
        {
            return true;
        }
        var fact = FactOf(row);
        return (LanguageCodes?.Contains(fact.Language) ?? true)
            && (search.Kinds.Count == 0 || search.Kinds.Contains((MentionKind)fact.Kind))
            && (search.Sentiments.Count == 0 || search.Sentiments.Contains((SentimentLabel)fact.Sentiment));
    }

    /// <summary>The codes of the languages asked for; null when all are.</summary>
    private HashSet<int>? LanguageCodes => search.Languages.Count == 0 ? null : _languageCodes ??= FindLanguages();

    private HashSet<int> FindLanguages()
    {
        var known = languages.All(connection);
        return [.. Enumerable.Range(0, known.Count).Where(code => search.Languages.Contains(known[code]))];
    }

    private static void AddFilter<T>(List<string> parts, IReadOnlyList<T> values, Func<T, string> word)
    {
        if (values.Count > 0)
        {
            parts.Add($"facts:({string.Join(" OR ", values.Select(v => $"\"{word(v)}\""))})");
        }
    }

    /// <summary>The words of the index that a pattern stands for.</summary>
    private List<string>? Expand(string pattern)
    {
        var prefix = pattern[..pattern.AsSpan().IndexOfAny('*', '?')];
        using var words = Statement.Prepare(connection, "SELECT term FROM vocabulary WHERE term >= ?1");
        words.Bind(1, prefix);
        var found = new List<string>();
        for (var steps = 0; words.Step(); steps++)
        {
            var word = words.Text(0)!;
            if (!word.StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }
            if (steps > MaxVocabularySteps || found.Count > MaxExpansion)
            {
                return null;
            }
            if (Wildcard.Matches(word, pattern))
            {
                found.Add(word);
            }
        }
        return found;
    }

    private const string SelectDocument =
        "SELECT published, title, body, author, site, url, score, reach, extra FROM doc WHERE id = ?1";

    private QueryDocument Read(Statement statement, long id)
    {
        statement.Reset();
        if (!statement.Bind(1, id).Step())
        {
            return new QueryDocument();
        }
        var fact = facts.Get(connection, id);
        return new QueryDocument
        {
            Published = new DateTimeOffset(statement.Int64(0), TimeSpan.Zero),
            Title = statement.Text(1),
            Body = statement.Text(2),
            Author = statement.Text(3),
            Site = statement.Text(4),
            Url = statement.Text(5),
            Score = statement.Double(6),
            Reach = statement.IsNull(7) ? null : statement.Int64(7),
            Lang = languages.ValueOf(connection, (uint)fact.Language),
            Source = Labels.SourceValue(sources.ValueOf(connection, fact.Source)).Name,
            Kind = IndexQueryDocument.Name((MentionKind)fact.Kind),
            Sentiment = IndexQueryDocument.Name((SentimentLabel)fact.Sentiment),
            Extra = ExtraColumn.Read(statement.Text(8)),
        };
    }
}
