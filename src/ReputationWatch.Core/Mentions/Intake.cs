using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Stories;
using ReputationWatch.Core.Topics;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Core.Mentions;

/// <summary>Items ready to be saved, and the revision of the topics that they were matched against.</summary>
public sealed record PreparedItems(IReadOnlyList<PreparedItem> Items, long TopicsRevision);

/// <summary>Turns raw items into prepared ones: normalise, score, match, fingerprint. Safe for use by several threads.</summary>
public sealed class Intake(ITopicStore topics, SentimentScorer scorer, TimeProvider clock)
{
    private volatile CompiledTopics? _compiled;

    public async Task<PreparedItems> PrepareAsync(Source source, IReadOnlyList<RawItem> items, CancellationToken cancel)
    {
        var compiled = await CurrentTopicsAsync(cancel);
        var seenAt = clock.GetUtcNow();
        var prepared = new List<PreparedItem>(items.Count);
        foreach (var raw in items)
        {
            var item = ItemNormaliser.Normalise(raw);
            if (item.Text.Length > 0 || item.Title is not null || item is { Deleted: true, ExternalId: not null })
            {
                prepared.Add(Prepare(item, Place.Of(source, item), seenAt, compiled));
            }
        }
        return new PreparedItems(prepared, compiled.Revision);
    }

    /// <summary>Prepares a stored item again, as of the topics there are now.</summary>
    public async Task<Func<KeptItem, PreparedItem>> PreparerAsync(CancellationToken cancel)
    {
        var compiled = await CurrentTopicsAsync(cancel);
        return kept => Prepare(kept.Item, Place.Of(kept), kept.SeenAt, compiled);
    }

    /// <summary>Decides whether stored items belong to one topic as it is now.</summary>
    public async Task<Func<KeptItem, bool>> MatcherOfAsync(long topicId, CancellationToken cancel)
    {
        var compiled = await CurrentTopicsAsync(cancel);
        return kept =>
        {
            var sentiment = scorer.Score(kept.Item, kept.Language);
            var document = Document(kept.Item, Place.Of(kept), sentiment, kept.PublishedAt);
            return compiled.Matcher.Match(document).Any(m => m.TopicId == topicId);
        };
    }

    /// <summary>A stored item as a query sees it: for previews.</summary>
    /// <param name="withSentiment">Only queries that ask for sentiment or score need them worked out, which takes its time.</param>
    public QueryDocument DocumentOf(KeptItem kept, bool withSentiment) =>
        Document(
            kept.Item,
            Place.Of(kept),
            withSentiment ? scorer.Score(kept.Item, kept.Language) : null,
            kept.PublishedAt
        );

    /// <summary>What the model says of a stored item that is no mention.</summary>
    public ScoredText ScoreOf(KeptItem kept) => scorer.Score(kept.Item, kept.Language);

    private PreparedItem Prepare(RawItem item, Place place, DateTimeOffset seenAt, CompiledTopics compiled)
    {
        var (publishedAt, dated) = ItemNormaliser.Time(item, seenAt);
        var sentiment = scorer.Score(item, place.Language);
        var matches = compiled.Matcher.Match(Document(item, place, sentiment, publishedAt));
        var topicIds = matches.Select(m => m.TopicId).ToList();
        return new PreparedItem
        {
            Item = item,
            Keys = ItemIdentity.KeysOf(item, place.SourceUrl),
            ContentHash = ItemIdentity.ContentHash(item),
            Fingerprint = ContentFingerprint.Of(item.Text),
            Site = place.Site,
            Language = sentiment.Language,
            Author = ItemIdentity.AuthorOf(item, place.Site),
            PublishedAt = publishedAt,
            Dated = dated,
            SeenAt = seenAt,
            TopicIds = topicIds,
            Sentiment = topicIds.Count > 0 ? sentiment.Sentiment : null,
            Case = compiled.NeedsAnswer(topicIds)
                ? CaseOpening.For(sentiment.Sentiment, item.Reach, publishedAt, seenAt)
                : null,
        };
    }

    private static QueryDocument Document(RawItem item, Place place, ScoredText? scored, DateTimeOffset publishedAt) =>
        new()
        {
            Title = item.Title,
            Body = item.Text,
            Author = IndexQueryDocument.AuthorText(item.AuthorName, item.AuthorHandle),
            Site = place.Site,
            Url = item.Url,
            Lang = scored?.Language ?? place.Language,
            Source = place.SourceName,
            Kind = IndexQueryDocument.Name(item.Kind),
            Sentiment = scored is null ? null : IndexQueryDocument.Name(scored.Sentiment.Label),
            Score = scored?.Sentiment.Score10,
            Reach = item.Reach,
            Published = publishedAt,
            Extra = IndexQueryDocument.Extra(
                item.Rating?.Stars,
                item.Likes,
                item.Replies,
                item.Shares,
                item.ItemReviewed
            ),
        };

    /// <summary>The compiled topics; compiled anew when any topic has changed since.</summary>
    private async Task<CompiledTopics> CurrentTopicsAsync(CancellationToken cancel)
    {
        var revision = await topics.RevisionAsync(cancel);
        var compiled = _compiled;
        if (compiled is null || compiled.Revision != revision)
        {
            _compiled = compiled = CompiledTopics.Of(await topics.ListAsync(cancel), revision);
        }
        return compiled;
    }

    /// <summary>Where an item stands.</summary>
    private sealed record Place(string SourceUrl, string SourceName, string Site, string? Language)
    {
        public static Place Of(Source source, RawItem item) =>
            new(
                source.Url,
                source.Name,
                item.Site ?? ItemIdentity.Host(item.Url ?? source.Url),
                item.Language ?? source.Language
            );

        public static Place Of(KeptItem kept) => new(kept.SourceUrl, kept.SourceName, kept.Site, kept.Language);
    }

    private sealed record CompiledTopics(TopicMatcher Matcher, IReadOnlySet<long> Answerable, long Revision)
    {
        public static CompiledTopics Of(IReadOnlyList<Topic> topics, long revision)
        {
            var enabled = topics.Where(t => t.Enabled).ToList();
            return new CompiledTopics(
                new TopicMatcher([.. enabled.Select(Compile).OfType<TopicQuery>()]),
                enabled.Where(t => t.Kind is not TopicKind.Competitor).Select(t => t.Id).ToHashSet(),
                revision
            );
        }

        /// <summary>Nobody answers for a competitor.</summary>
        public bool NeedsAnswer(IReadOnlyList<long> topicIds) => topicIds.Any(Answerable.Contains);

        /// <summary>Queries are checked when a topic is saved; one that an older version accepted and this one does not is left out.</summary>
        private static TopicQuery? Compile(Topic topic)
        {
            var exclude = string.IsNullOrWhiteSpace(topic.Exclude) ? null : Query.Parse(topic.Exclude).Query;
            var context = string.IsNullOrWhiteSpace(topic.Context) ? null : ContextWords.Parse(topic.Context).Query;
            return Query.Parse(topic.Query).Query is { } include
                ? new TopicQuery(topic.Id, include, exclude, context)
                : null;
        }
    }
}
