using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Storage.Counts;

/// <summary>
/// Gathers what a transaction changes in the hourly counts and writes it at its end: one upsert for each topic, source and hour,
/// however many mentions fell into it.
/// </summary>
internal sealed class CountLedger(Session session)
{
    /// <summary>Stands for the sum of all sources.</summary>
    public const long AllSources = 0;

    // Negative, neutral, positive; inferred detractors, passives, promoters; star-mapped detractors, passives, promoters.
    private const int Columns = 9;
    private const int InferredColumn = 3;
    private const int StarColumn = 6;

    private const string AddSql = """
        insert into hourly_counts (topic_id, source_id, hour, negative, neutral, positive, inferred_detractors,
          inferred_passives, inferred_promoters, star_detractors, star_passives, star_promoters)
        values (@topic, @source, @hour, @negative, @neutral, @positive, @inferredDetractors, @inferredPassives,
          @inferredPromoters, @starDetractors, @starPassives, @starPromoters)
        on conflict (topic_id, source_id, hour) do update set
          negative = hourly_counts.negative + excluded.negative,
          neutral = hourly_counts.neutral + excluded.neutral,
          positive = hourly_counts.positive + excluded.positive,
          inferred_detractors = hourly_counts.inferred_detractors + excluded.inferred_detractors,
          inferred_passives = hourly_counts.inferred_passives + excluded.inferred_passives,
          inferred_promoters = hourly_counts.inferred_promoters + excluded.inferred_promoters,
          star_detractors = hourly_counts.star_detractors + excluded.star_detractors,
          star_passives = hourly_counts.star_passives + excluded.star_passives,
          star_promoters = hourly_counts.star_promoters + excluded.star_promoters
        """;

    private const string DropEmptySql = """
        delete from hourly_counts
        where topic_id = @topic and source_id = @source and hour = @hour and negative + neutral + positive = 0
        """;

    private readonly Dictionary<(long Topic, long Source, long Hour), long[]> _changes = [];

    /// <param name="publishedAt">Unix milliseconds.</param>
    /// <param name="sign">1 adds the mention, -1 takes it away.</param>
    public void Add(long topicId, long sourceId, long publishedAt, MentionSentiment sentiment, int sign)
    {
        var hour = UnixTime.HourOf(publishedAt);
        Add((topicId, sourceId, hour), sentiment, sign);
        Add((topicId, AllSources, hour), sentiment, sign);
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        // In the order of the key, so that neighbouring rows are written together.
        foreach (var ((topic, source, hour), delta) in _changes.OrderBy(c => c.Key))
        {
            if (Array.TrueForAll(delta, d => d == 0))
            {
                continue;
            }
            await session.RunSoonAsync(
                AddSql,
                cancel,
                topic,
                source,
                hour,
                delta[0],
                delta[1],
                delta[2],
                delta[3],
                delta[4],
                delta[5],
                delta[6],
                delta[7],
                delta[8]
            );
            if (Array.Exists(delta, d => d < 0))
            {
                await session.RunSoonAsync(DropEmptySql, cancel, topic, source, hour);
            }
        }
        _changes.Clear();
    }

    private void Add((long Topic, long Source, long Hour) key, MentionSentiment sentiment, int sign)
    {
        if (!_changes.TryGetValue(key, out var delta))
        {
            _changes[key] = delta = new long[Columns];
        }
        delta[ColumnOf(sentiment.Label)] += sign;
        if (sentiment.NpsBasis == NpsBasis.Inferred)
        {
            delta[InferredColumn + ColumnOf(sentiment.Nps)] += sign;
        }
        else if (sentiment.NpsBasis == NpsBasis.StarMapped)
        {
            delta[StarColumn + ColumnOf(sentiment.Nps)] += sign;
        }
    }

    private static int ColumnOf(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => 0,
            SentimentLabel.Neutral => 1,
            _ => 2,
        };

    private static int ColumnOf(NpsClass nps) =>
        nps switch
        {
            NpsClass.Detractor => 0,
            NpsClass.Passive => 1,
            _ => 2,
        };
}
