using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded.Postings;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search.Embedded;

/// <summary>
/// Reads what a search matches, newest first, from one consistent state of the file: words from their lists of rows, filters from
/// the facts, and what neither can decide from the text.
/// </summary>
internal sealed class IndexReader(
    SqliteConnection connection,
    MentionSearch search,
    Labels languages,
    Labels sources,
    Labels topicSets,
    FactColumns facts,
    TimeProvider time,
    CancellationToken cancel
) : IDisposable
{
    private readonly QueryMatcher? _matcher = search.Query is null ? null : new QueryMatcher(search.Query);
    private readonly long _low = search.From is { } from ? RowKey.Floor(from) : 0;
    private readonly long _high = search.To is { } to ? RowKey.Ceiling(to) : long.MaxValue;
    private PostingFile? _words;
    private Net<Posting>? _plan;
    private FactScan? _filters;

    /// <summary>Whether the words alone decide.</summary>
    public bool IsExact => Plan.Exact;

    /// <summary>Whether words or a condition on the text have a part in it; if not, the facts answer alone.</summary>
    private bool HasQuery => search.Query is not null;

    private PostingFile Words => _words ??= new PostingFile(connection, cancel);

    private Net<Posting> Plan => _plan ??= MakePlan();

    private FactScan Filters =>
        _filters ??= new FactScan(
            search,
            topicSets.All(connection),
            sources.All(connection),
            languages.All(connection)
        );

    /// <summary>
    /// The newest rows below <paramref name="below"/>, as many as asked for, and how many match in all: counted up to a limit where the
    /// words alone decide, up to a lower one where the text has to be read, and for about as long as is bearable.
    /// </summary>
    public (List<long> Rows, long Total, bool TotalIsExact) Page(long below, int size, TimeSpan bearable)
    {
        if (!HasQuery)
        {
            var (newest, all) = Filters.Newest(facts.Chunks(connection), below, size, cancel);
            return (newest, all, true);
        }
        var rows = new List<long>();
        if (below >= _high)
        {
            var (all, isAll) = Count(rows, size, bearable);
            return (rows, all, isAll);
        }
        // The total is that of all pages.
        rows.AddRange(Blocks(below, false).SelectMany(b => b.Rows.Take(b.Count)).Take(size));
        var (total, exact) = Count([], 0, bearable);
        return (rows, total, exact);
    }

    /// <summary>
    /// Gives the facts of all matches to <paramref name="see"/>, newest first, for about as long as is bearable. False when it was not
    /// for all.
    /// </summary>
    public bool Facts(TimeSpan bearable, Action<Fact> see)
    {
        if (!HasQuery)
        {
            Filters.All(facts.Chunks(connection), see);
            return true;
        }
        var patience = new Patience(Words, time, bearable);
        foreach (var block in Blocks(_high, true))
        {
            foreach (var fact in block.Facts.AsSpan(0, block.Count))
            {
                see(fact);
            }
            if (patience.IsOver(block.Looked))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The newest matching rows, up to a limit and for about as long as is bearable, and whether they are all.</summary>
    public (List<long> Rows, bool All) Newest(int limit, TimeSpan bearable)
    {
        if (!HasQuery)
        {
            var (rows, total) = Filters.Newest(facts.Chunks(connection), _high, limit, cancel);
            return (rows, total <= limit);
        }
        var patience = new Patience(Words, time, bearable);
        var newest = new List<long>();
        foreach (var block in Blocks(_high, false))
        {
            newest.AddRange(block.Rows.Take(Math.Min(block.Count, limit - newest.Count)));
            if (newest.Count == limit || patience.IsOver(block.Looked))
            {
                return (newest, false);
            }
        }
        return (newest, true);
    }

    public void Dispose() => _words?.Dispose();

    /// <summary>Counts all matches and keeps the newest.</summary>
    private (long Count, bool Exact) Count(List<long> newest, int size, TimeSpan bearable)
    {
        var patience = new Patience(Words, time, bearable);
        var limit = Plan.Exact ? SearchLimits.Counted : SearchLimits.Verified;
        var (count, looked) = (0L, 0L);
        foreach (var block in Blocks(_high, false))
        {
            newest.AddRange(block.Rows.Take(Math.Min(block.Count, size - newest.Count)));
            count += block.Count;
            looked += block.Looked;
            var isEnough = (Plan.Exact ? count : looked) > limit;
            if ((isEnough | patience.IsOver(block.Looked)) && newest.Count == size)
            {
                return (Math.Max(size, Math.Min(count, limit)), false);
            }
        }
        return (count, true);
    }

    /// <summary>What the words bring up below a row, newest first, and of that what matches.</summary>
    private IEnumerable<FactBlock> Blocks(long below, bool withFacts)
    {
        using var document = Plan.Exact ? null : Statement.Prepare(connection, SelectDocument);
        var block = new FactBlock(Plan.Exact ? FactBlock.Most : FactBlock.Least);
        var cursor = Words.Open(Plan.Query ?? Posting.Everything);
        cursor.SkipTo(Math.Min(_high, below) - 1);
        while (block.Fill(cursor, _low, Words))
        {
            cancel.ThrowIfCancellationRequested();
            if (withFacts || !Filters.AsksForTimeOnly)
            {
                facts.Get(connection, block);
                block.Keep(Filters.Holds);
            }
            if (document is not null)
            {
                block.Keep(row => _matcher!.Matches(Read(document, RowKey.Id(row))));
            }
            yield return block;
        }
    }

    /// <summary>
    /// Topics and sources are words of the index too, because they may be much rarer than the words of the query; the other filters
    /// hold for so many mentions that looking at the facts of what comes up costs less.
    /// </summary>
    private Net<Posting> MakePlan()
    {
        var query = search.Query is null
            ? new Net<Posting>(null, true)
            : new PostingTranslator(Words.Expand, () => languages.All(connection)).Translate(search.Query.Root);
        List<Posting> parts = [];
        if (query.Query is not null)
        {
            parts.Add(query.Query);
        }
        if (search.TopicIds.Count > 0)
        {
            parts.Add(Posting.Facts(search.TopicIds.Select(FactWords.Topic)));
        }
        if (search.SourceIds.Count > 0)
        {
            parts.Add(Posting.Facts(search.SourceIds.Select(FactWords.Source)));
        }
        return new Net<Posting>(parts.Count == 0 ? null : new AllPosting(parts), query.Exact);
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
