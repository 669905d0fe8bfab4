using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage.Cases;
using ReputationWatch.Storage.Counts;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// Every change of a mention goes through here, so that counts, stories and outbox follow it. They are written by
/// <see cref="FlushAsync"/>, at the end of the transaction.
/// </summary>
internal sealed class MentionWriter(Session session)
{
    private const string InsertSql = """
        insert into mentions (id, source_id, kind, external_id, parent_id, url, site, title, text, language, author_key, author_id,
          author_name, author_handle, author_url, published_at, dated, updated_at, seen_at, text_seen_at, rating_value,
          rating_best, rating_worst, item_reviewed, likes, replies, shares, reach, label, negative, neutral, positive, score10,
          nps, nps_basis, doubt, urgency, spam, model_version, corrected, content_hash, story_id)
        values (@id, @sourceId, @kind, @externalId, @parentId, @url, @site, @title, @text, @language, @authorKey, @authorId,
          @authorName, @authorHandle, @authorUrl, @publishedAt, @dated, @updatedAt, @seenAt, @textSeenAt, @ratingValue,
          @ratingBest, @ratingWorst, @itemReviewed, @likes, @replies, @shares, @reach, @label, @negative, @neutral, @positive,
          @score10, @nps, @npsBasis, @doubt, @urgency, @spam, @modelVersion, @corrected, @contentHash, @storyId)
        """;

    private const string AddTopicSql = """
        insert into mention_topics (topic_id, published_at, mention_id, seen_at) values (@topic, @publishedAt, @mention, @seenAt)
        """;

    private const string RemoveTopicSql =
        "delete from mention_topics where topic_id = @topic and published_at = @publishedAt and mention_id = @mention";

    private const string KeepVersionSql = """
        insert into mention_versions (mention_id, title, text, rating_value, rating_best, rating_worst, label, model_version,
          seen_at, replaced_at)
        select id, title, text, rating_value, rating_best, rating_worst, label, model_version, text_seen_at, @seenAt
        from mentions where id = @id
        """;

    private const string EditSql = """
        update mentions set title = @title, text = @text, language = @language, url = @url, updated_at = @updatedAt,
          text_seen_at = @seenAt, edited_at = @editedAt, rating_value = @ratingValue, rating_best = @ratingBest,
          rating_worst = @ratingWorst, item_reviewed = @itemReviewed, content_hash = @contentHash
        where id = @id
        """;

    private const string SetSentimentSql = """
        update mentions set label = @label, negative = @negative, neutral = @neutral, positive = @positive, score10 = @score10,
          nps = @nps, nps_basis = @npsBasis, doubt = @doubt, urgency = @urgency, spam = @spam, model_version = @modelVersion,
          corrected = @corrected
        where id = @id
        """;

    private const string SetMetricsSql =
        "update mentions set likes = @likes, replies = @replies, shares = @shares, reach = @reach where id = @id";

    private const string TouchedByPersonSql =
        "select 1 from cases where mention_id = @id and first_action_at is not null";
    private const string DeleteSql = "delete from mentions where id = @id";

    private readonly IdReserve _ids = new(session, "mentions");
    private readonly CountLedger _counts = new(session);
    private readonly Outbox _outbox = new(session);
    private readonly StoryFinder _stories = new(session);

    public async Task<long> InsertAsync(
        long sourceId,
        PreparedItem item,
        IReadOnlyList<long> topicIds,
        CancellationToken cancel
    )
    {
        var story = await _stories.FindAsync(item, cancel);
        var mention = await _ids.NextAsync(cancel);
        await session.RunSoonAsync(InsertSql, cancel, Values(mention, sourceId, item, story));
        await _stories.JoinAsync(mention, item, story, cancel);
        var publishedAt = PublishedAt(item);
        foreach (var topic in topicIds)
        {
            await session.RunSoonAsync(AddTopicSql, cancel, topic, publishedAt, mention, item.SeenAt);
            _counts.Add(topic, sourceId, publishedAt, item.Sentiment!, 1);
        }
        if (NewCaseOf(mention, item) is { } open)
        {
            await CaseWriter.OpenFirstAsync(session, open, publishedAt, cancel);
        }
        _outbox.Add(mention);
        return mention;
    }

    /// <summary>
    /// Takes over what the source says now: the earlier text goes to the history, the sentiment is replaced unless a person
    /// corrected it, and the topics are those of the new text. Returns the unmatched item it became when no topic is left.
    /// </summary>
    public async Task<long?> EditAsync(
        MentionRow mention,
        PreparedItem item,
        IReadOnlyList<long> topicIds,
        CancellationToken cancel
    )
    {
        await session.RunAsync(KeepVersionSql, cancel, item.SeenAt, mention.Id);
        await session.RunAsync(EditSql, cancel, EditValues(mention, item));
        await _stories.AddSketchAsync(mention.Id, item with { PublishedAt = mention.PublishedAt.ToTime() }, cancel);
        _outbox.Add(mention.Id);
        var row = mention;
        if (item.Sentiment is { } sentiment && mention.Corrected == 0)
        {
            row = await SetSentimentAsync(mention, sentiment, cancel);
        }
        foreach (var topic in topicIds.Except(row.TopicIds).ToList())
        {
            await JoinTopicAsync(row, topic, cancel);
        }
        foreach (var topic in row.TopicIds.Except(topicIds).ToList())
        {
            await TakeOffTopicAsync(row, topic, cancel);
        }
        if (topicIds.Count == 0)
        {
            return await DemoteAsync(row.Id, cancel);
        }
        if (NewCaseOf(mention.Id, item) is { } open)
        {
            await CaseWriter.OpenAsync(session, open, mention.PublishedAt, userId: null, cancel);
        }
        return null;
    }

    /// <summary>Likes, replies, shares and reach as the source counts them now; what it does not say stays.</summary>
    public async Task SetMetricsAsync(KnownMention known, RawItem item, CancellationToken cancel)
    {
        var after = known with
        {
            Likes = item.Likes ?? known.Likes,
            Replies = item.Replies ?? known.Replies,
            Shares = item.Shares ?? known.Shares,
            Reach = item.Reach ?? known.Reach,
        };
        if (after == known)
        {
            return;
        }
        await session.RunAsync(SetMetricsSql, cancel, after.Likes, after.Replies, after.Shares, after.Reach, known.Id);
        if (after.Reach != known.Reach)
        {
            _outbox.Add(known.Id);
        }
    }

    public async Task<MentionRow> SetSentimentAsync(
        MentionRow mention,
        MentionSentiment sentiment,
        CancellationToken cancel
    )
    {
        foreach (var topic in mention.TopicIds)
        {
            _counts.Add(topic, mention.SourceId, mention.PublishedAt, mention.ToSentiment(), -1);
            _counts.Add(topic, mention.SourceId, mention.PublishedAt, sentiment, 1);
        }
        await session.RunAsync(SetSentimentSql, cancel, [.. SentimentValues(sentiment), mention.Id]);
        _outbox.Add(mention.Id);
        return mention with
        {
            Label = (long)sentiment.Label,
            Nps = (long)sentiment.Nps,
            NpsBasis = (long)sentiment.NpsBasis,
        };
    }

    public async Task JoinTopicAsync(MentionRow mention, long topic, CancellationToken cancel)
    {
        await session.RunAsync(AddTopicSql, cancel, topic, mention.PublishedAt, mention.Id, mention.SeenAt);
        _counts.Add(topic, mention.SourceId, mention.PublishedAt, mention.ToSentiment(), 1);
        _outbox.Add(mention.Id);
    }

    /// <summary>A mention that no topic holds any more goes back to the kept items.</summary>
    public async Task LeaveTopicAsync(MentionRow mention, long topic, CancellationToken cancel)
    {
        await TakeOffTopicAsync(mention, topic, cancel);
        if (mention.TopicIds.All(t => t == topic))
        {
            await DemoteAsync(mention.Id, cancel);
        }
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        await _counts.FlushAsync(cancel);
        await _outbox.FlushAsync(cancel);
        await _stories.FlushAsync(cancel);
    }

    private async Task TakeOffTopicAsync(MentionRow mention, long topic, CancellationToken cancel)
    {
        await session.RunAsync(RemoveTopicSql, cancel, topic, mention.PublishedAt, mention.Id);
        _counts.Add(topic, mention.SourceId, mention.PublishedAt, mention.ToSentiment(), -1);
        _outbox.Add(mention.Id);
    }

    /// <summary>
    /// Makes a mention without topics an unmatched item again. One that somebody worked on or corrected stays, without topics: a
    /// person's notes must not vanish because a query or a text was edited. Returns the item's owner number; null when it stayed.
    /// </summary>
    private async Task<long?> DemoteAsync(long id, CancellationToken cancel)
    {
        // Read anew: the text may just have been edited.
        if (
            await MentionReader.RowAsync(session, id, cancel) is not { Corrected: 0 } mention
            || await session.RunReturningAsync(TouchedByPersonSql, [id], cancel) is not null
        )
        {
            return null;
        }
        var hash = await session.ScalarAsync<long>(
            "select content_hash from mentions where id = @id",
            new { id },
            cancel
        );
        foreach (var copy in await _stories.LeaveAsync(mention, cancel))
        {
            _outbox.Add(copy);
        }
        var owner = await UnmatchedItems.InsertAsync(session, mention.ToKeptItem(), hash, cancel);
        await ItemKeyBook.MoveAsync(session, id, owner, cancel);
        await session.RunAsync(DeleteSql, cancel, id);
        return owner;
    }

    private static Case? NewCaseOf(long mention, PreparedItem item) =>
        item.Case is { } open
            ? new Case
            {
                MentionId = mention,
                Priority = open.Priority,
                DueAt = open.DueAt,
                OpenedAt = item.SeenAt,
            }
            : null;

    /// <summary>Hours are counted from 1970: what claims to be older is put there.</summary>
    private static long PublishedAt(PreparedItem item) => Math.Max(0, item.PublishedAt.ToUnix());

    private static object?[] Values(long id, long sourceId, PreparedItem prepared, FoundStory? story)
    {
        var item = prepared.Item;
        return
        [
            id,
            sourceId,
            (long)item.Kind,
            item.ExternalId,
            item.ParentId,
            item.Url,
            prepared.Site,
            item.Title,
            item.Text,
            prepared.Language,
            prepared.Author.Key,
            item.AuthorId,
            prepared.Author.Name,
            prepared.Author.Handle,
            prepared.Author.Url,
            PublishedAt(prepared),
            prepared.Dated,
            item.UpdatedAt,
            prepared.SeenAt,
            prepared.SeenAt,
            .. RatingValues(item.Rating),
            item.ItemReviewed,
            item.Likes,
            item.Replies,
            item.Shares,
            item.Reach,
            .. SentimentValues(prepared.Sentiment!),
            prepared.ContentHash,
            story?.Id,
        ];
    }

    /// <summary>"NaN" parses as a number, but says nothing and is no value that SQLite can hold.</summary>
    private static object?[] RatingValues(Rating? rating) =>
        rating is not null && double.IsFinite(rating.Value + rating.Best + rating.Worst)
            ? [rating.Value, rating.Best, rating.Worst]
            : [null, null, null];

    private static object?[] SentimentValues(MentionSentiment sentiment) =>
        [
            (long)sentiment.Label,
            sentiment.Negative,
            sentiment.Neutral,
            sentiment.Positive,
            sentiment.Score10,
            (long)sentiment.Nps,
            (long)sentiment.NpsBasis,
            (long)sentiment.Doubt,
            sentiment.Urgency,
            sentiment.Spam,
            sentiment.ModelVersion,
            sentiment.Corrected,
        ];

    private static object?[] EditValues(MentionRow mention, PreparedItem prepared)
    {
        var item = prepared.Item;
        // The source's own word for when, unless it cannot be true.
        var editedAt =
            item.UpdatedAt is { } updated && updated.ToUnix() >= mention.PublishedAt && updated <= prepared.SeenAt
                ? updated
                : prepared.SeenAt;
        return
        [
            item.Title,
            item.Text,
            prepared.Language,
            item.Url ?? mention.Url,
            item.UpdatedAt,
            prepared.SeenAt,
            editedAt,
            .. RatingValues(item.Rating),
            item.ItemReviewed,
            prepared.ContentHash,
            mention.Id,
        ];
    }
}
