using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Spikes;

/// <summary>A short look at an item that an alert would have shown, for queries that are not saved yet.</summary>
public sealed record HistoryExcerpt(string? Title, string Text, string Site, DateTimeOffset PublishedAt);

/// <summary>The past of a query.</summary>
/// <param name="Since">From when on it was read; later than asked when the time ran out.</param>
/// <param name="Complete">False when the time ran out.</param>
/// <param name="Unmatched">Items among them that are no mentions yet, by the id of their fact.</param>
public sealed record QueryHistory(
    SpikeHistory History,
    DateTimeOffset Since,
    bool Complete,
    int Looked,
    IReadOnlyDictionary<string, HistoryExcerpt> Unmatched
);

/// <summary>Reads what the detector would have been told of a topic, or of a query that is not saved yet.</summary>
public sealed class SpikeHistoryReader(
    IMentionFactStore facts,
    IMentionStore mentions,
    ISourceStore sources,
    Intake intake,
    TimeProvider clock
)
{
    /// <summary>What is usual is learned from this long before the period.</summary>
    public static readonly TimeSpan Learned = TimeSpan.FromDays(28);

    private const int FactsPerRead = 500;
    private const int ExcerptLength = 240;

    /// <summary>Begins the ids of items that are no mentions.</summary>
    private const string UnmatchedPrefix = "u";

    public async Task<SpikeHistory> OfTopicAsync(long topicId, DateTimeOffset from, CancellationToken cancel) =>
        await ToHistoryAsync(await facts.FactsAsync(topicId, from - Learned, cancel), cancel);

    /// <param name="patience">After this long it makes do with what it has; the newest items are read first.</param>
    /// <param name="looked">Told how many items were tried, and how far back it is (0 to 1).</param>
    public async Task<QueryHistory> OfQueryAsync(
        Query query,
        Query? exclude,
        Query? context,
        DateTimeOffset from,
        TimeSpan patience,
        IProgress<double>? looked,
        CancellationToken cancel
    )
    {
        var since = from - Learned;
        var now = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var matcher = new HistoryMatcher(query, exclude, context, intake);
        var found = new List<MentionFact>();
        var known = new List<long>();
        var oldest = now;
        var complete = true;
        await foreach (var kept in mentions.KeptItemsAsync(since, cancel))
        {
            if (clock.GetElapsedTime(started) > patience)
            {
                (complete, since) = (false, oldest);
                break;
            }
            oldest = kept.PublishedAt;
            looked?.Report(Math.Clamp((now - oldest) / (now - since), 0, 1));
            if (!matcher.Matches(kept))
            {
                continue;
            }
            if (kept.MentionId is { } id)
            {
                known.Add(id);
            }
            else
            {
                found.Add(matcher.FactOf(kept));
            }
        }
        foreach (var ids in known.Chunk(FactsPerRead))
        {
            found.AddRange(await facts.FactsOfAsync(ids, cancel));
        }
        return new QueryHistory(await ToHistoryAsync(found, cancel), since, complete, matcher.Looked, matcher.Excerpts);
    }

    /// <summary>
    /// As the product treats it: what a source held when it was added counts as seen when it was published, the rest when it came.
    /// </summary>
    private async Task<SpikeHistory> ToHistoryAsync(IReadOnlyList<MentionFact> found, CancellationToken cancel)
    {
        var all = await sources.ListAsync(cancel);
        var blind = await sources.BlindPeriodsAsync(clock.GetUtcNow().AddYears(-1), cancel);
        var context = new WatchContext(all.ToDictionary(s => TopicWatch.Key(s.Id), s => s.CreatedAt), []);
        var told = TopicWatch.AsTold(found, context);
        var since = TopicWatch.SinceOf(told, context);
        return new SpikeHistory(
            told,
            [.. blind.Select(b => new BlindSpan(TopicWatch.Key(b.SourceId), b.From, b.To))],
            [.. since.Select(s => (s.Key, s.Value))],
            since.Count == 0 ? null : since.Values.Min()
        );
    }

    /// <summary>Tries a query on stored items and makes facts of those that are no mentions yet.</summary>
    private sealed class HistoryMatcher(Query query, Query? exclude, Query? context, Intake intake)
    {
        private readonly QueryMatcher _wanted = new(query);
        private readonly QueryMatcher? _unwanted = exclude is null ? null : new QueryMatcher(exclude);
        private readonly QueryMatcher? _needed = context is null ? null : new QueryMatcher(context);
        private readonly bool _asksSentiment = SearchQuery.AskSentiment(query, exclude, context);

        public int Looked { get; private set; }

        public Dictionary<string, HistoryExcerpt> Excerpts { get; } = new(StringComparer.Ordinal);

        public bool Matches(KeptItem kept)
        {
            Looked++;
            var document = intake.DocumentOf(kept, _asksSentiment);
            return _wanted.Matches(document)
                && _needed?.Matches(document) != false
                && _unwanted?.Matches(document) != true;
        }

        public MentionFact FactOf(KeptItem kept)
        {
            var id = UnmatchedPrefix + Looked.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var negative = intake.ScoreOf(kept).Sentiment.Label == SentimentLabel.Negative;
            if (negative)
            {
                var text = kept.Item.Text;
                Excerpts[id] = new HistoryExcerpt(
                    kept.Item.Title,
                    text[..Math.Min(ExcerptLength, text.Length)],
                    kept.Site,
                    kept.PublishedAt
                );
            }
            var author = ItemIdentity.AuthorOf(kept.Item, kept.Site).Key;
            return new MentionFact(
                id,
                kept.PublishedAt,
                kept.SeenAt,
                author.Length == 0 ? "" : $"{kept.Site}|{author}",
                TopicWatch.Key(kept.SourceId),
                "",
                negative,
                kept.Item.PublishedAt is not null
            );
        }
    }
}
