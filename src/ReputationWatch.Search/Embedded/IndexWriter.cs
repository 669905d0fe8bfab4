using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Search.Embedded;

/// <summary>Applies changes in one transaction. Old rows go first, then new ones in row order, as FTS5 writes fastest.</summary>
internal sealed class IndexWriter(FactColumns facts, Labels languages, Labels sources, Labels topicSets)
{
    public void Apply(
        SqliteConnection connection,
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        RebuildPoint? walk = null
    )
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (position < Meta.Read(connection, Meta.Position))
        {
            // A late batch: whoever moved the position on has applied all that it brings.
            return;
        }
        facts.Refresh(connection);
        var latest = new Dictionary<long, IndexDocument>(upserts.Count);
        foreach (var document in upserts)
        {
            latest[document.Id] = document;
        }
        var counts = new Dictionary<(long Topic, long Hour), int[]>();
        Remove(connection, latest.Keys.Union(deletions), counts);
        Add(connection, latest.Values, counts);
        SaveCounts(connection, counts);
        var generation = Meta.Read(connection, Meta.Generation) + 1;
        facts.Save(connection, generation);
        Meta.Write(connection, Meta.Generation, generation);
        Meta.Write(connection, Meta.Position, position);
        Meta.Write(connection, Meta.WalkStarted, walk?.StartedAt ?? 0);
        Meta.Write(connection, Meta.WalkReached, walk?.LastId ?? 0);
        transaction.Commit();
    }

    private void Remove(
        SqliteConnection connection,
        IEnumerable<long> ids,
        Dictionary<(long Topic, long Hour), int[]> counts
    )
    {
        var rows = new List<long>();
        foreach (var id in ids)
        {
            if (id is < 0 or > RowKey.MaxId || facts.Get(connection, id) is not { Second: > 0 } fact)
            {
                continue;
            }
            rows.Add(RowKey.Of(fact.Second, id));
            Count(counts, fact, TopicsOf(connection, fact), -1);
            facts.Set(connection, id, default);
        }
        rows.Sort();
        using var words = Statement.Prepare(connection, "DELETE FROM fts WHERE rowid = ?1");
        using var docs = Statement.Prepare(connection, "DELETE FROM doc WHERE id = ?1");
        foreach (var row in rows)
        {
            words.Bind(1, row).Run();
            docs.Bind(1, RowKey.Id(row)).Run();
        }
    }

    private void Add(
        SqliteConnection connection,
        IEnumerable<IndexDocument> documents,
        Dictionary<(long Topic, long Hour), int[]> counts
    )
    {
        using var words = Statement.Prepare(
            connection,
            "INSERT INTO fts (rowid, title, body, author, source, site, url, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        );
        using var docs = Statement.Prepare(
            connection,
            "INSERT INTO doc (id, published, title, body, author, site, url, score, reach, extra) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        );
        foreach (var document in documents.OrderBy(RowKey.Of))
        {
            var fact = FactOf(connection, document);
            var extra = document.Extra();
            facts.Set(connection, document.Id, fact);
            Count(counts, fact, document.TopicIds, 1);
            AddWords(words, document, fact, extra);
            AddDocument(docs, document, extra);
        }
    }

    private static void AddWords(
        Statement words,
        IndexDocument document,
        Fact fact,
        IReadOnlyDictionary<string, string>? extra
    ) =>
        words
            .Bind(1, RowKey.Of(fact.Second, document.Id))
            .Bind(2, Tokenizer.Fold(document.Title))
            .Bind(3, Tokenizer.Fold(document.Body))
            .Bind(4, Tokenizer.Fold(IndexQueryDocument.AuthorText(document.Author, document.AuthorHandle)))
            .Bind(5, Tokenizer.Fold(document.SourceName))
            .Bind(6, Tokenizer.Fold(document.Site))
            .Bind(7, Tokenizer.Fold(document.Url))
            .Bind(8, FactWords.Of(fact, document.SourceId, document.TopicIds, extra?.Keys ?? []))
            .Run();

    private static void AddDocument(
        Statement docs,
        IndexDocument document,
        IReadOnlyDictionary<string, string>? extra
    ) =>
        docs.Bind(1, document.Id)
            .Bind(2, document.PublishedAt.UtcTicks)
            .Bind(3, document.Title)
            .Bind(4, document.Body)
            .Bind(5, IndexQueryDocument.AuthorText(document.Author, document.AuthorHandle))
            .Bind(6, document.Site)
            .Bind(7, document.Url)
            .Bind(8, document.Score10)
            .Bind(9, document.Reach)
            .Bind(10, ExtraColumn.Write(extra))
            .Run();

    private Fact FactOf(SqliteConnection connection, IndexDocument document) =>
        new(
            RowKey.SecondOf(document.PublishedAt),
            sources.CodeOf(connection, Labels.SourceValue(document.SourceId, document.SourceName)),
            topicSets.CodeOf(connection, Labels.TopicSet(document.TopicIds)),
            Fact.Pack((int)document.Sentiment, (int)document.Kind, (int)languages.CodeOf(connection, document.Language))
        );

    private long[] TopicsOf(SqliteConnection connection, Fact fact) =>
        Labels.TopicSet(topicSets.ValueOf(connection, fact.Topics));

    /// <summary>Topic 0 stands for all mentions.</summary>
    private static void Count(
        Dictionary<(long Topic, long Hour), int[]> counts,
        Fact fact,
        IReadOnlyList<long> topics,
        int change
    )
    {
        foreach (var topic in topics.Distinct().Append(0))
        {
            ref var numbers = ref CollectionsMarshal.GetValueRefOrAddDefault(
                counts,
                (topic, fact.Second / 3600),
                out _
            );
            numbers ??= new int[3];
            numbers[fact.Sentiment] += change;
        }
    }

    private static void SaveCounts(SqliteConnection connection, Dictionary<(long Topic, long Hour), int[]> counts)
    {
        using var add = Statement.Prepare(
            connection,
            """
            INSERT INTO counts (topic, hour, negative, neutral, positive) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (topic, hour) DO UPDATE SET
                negative = negative + excluded.negative, neutral = neutral + excluded.neutral,
                positive = positive + excluded.positive
            """
        );
        foreach (var ((topic, hour), change) in counts.Where(c => c.Value.Any(n => n != 0)).OrderBy(c => c.Key))
        {
            add.Bind(1, topic).Bind(2, hour).Bind(3, change[0]).Bind(4, change[1]).Bind(5, change[2]).Run();
        }
    }
}

/// <summary>The filters as words of their own column, so that FTS5 intersects them with the words of the query.</summary>
internal static class FactWords
{
    public const string All = "zall";
    public const string None = "znone";

    public static string Of(Fact fact, long sourceId, IReadOnlyList<long> topics, IEnumerable<string> extra)
    {
        var words = new StringBuilder(All);
        words.Append(' ').Append(Sentiment(fact.Sentiment));
        words.Append(' ').Append(Kind(fact.Kind));
        words.Append(' ').Append(Language(fact.Language));
        words.Append(' ').Append(Source(sourceId));
        foreach (var topic in topics.Distinct())
        {
            words.Append(' ').Append(Topic(topic));
        }
        foreach (var field in extra)
        {
            words.Append(' ').Append(Extra(field));
        }
        return words.ToString();
    }

    public static string Sentiment(int label) => Word('s', label);

    public static string Kind(int kind) => Word('k', kind);

    public static string Language(int code) => Word('l', code);

    public static string Source(long id) => Word('c', id);

    public static string Topic(long id) => Word('t', id);

    /// <summary>Says that a mention has this further field.</summary>
    public static string Extra(string field) => "x" + field;

    private static string Word(char kind, long number) => kind + number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The further fields of a mention in one column.</summary>
internal static class ExtraColumn
{
    public static string? Write(IReadOnlyDictionary<string, string>? extra) =>
        extra is null ? null : JsonSerializer.Serialize(extra);

    public static IReadOnlyDictionary<string, string>? Read(string? column) =>
        column is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(column);
}
