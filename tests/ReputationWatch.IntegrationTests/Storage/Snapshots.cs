using System.Text;

namespace ReputationWatch.IntegrationTests.Storage;

/// <summary>The content of the tables as text, to compare two states of a store.</summary>
internal static class Snapshots
{
    private static readonly string[] Queries =
    [
        "select id, source_id, title, text, label, corrected, content_hash, story_id from mentions order by 1",
        "select topic_id, mention_id, published_at, seen_at from mention_topics order by 1, 2",
        "select id, source_id, item from unmatched_items order by 1",
        "select key_hash, scope, owner from item_keys order by 1",
        "select id, size from stories order by 1",
        "select mention_id, published_at, band_1, band_2, band_6 from story_sketches order by sequence",
        "select topic_id, source_id, hour, negative, neutral, positive, inferred_detractors, star_detractors from hourly_counts order by 1, 2, 3",
        "select sequence, mention_id from outbox order by 1",
        "select mention_id, status, priority, version from cases order by 1",
        "select id, mention_id, kind from case_events order by 1",
        "select id, mention_id from mention_versions order by 1",
    ];

    /// <summary>Everything that saving a batch twice must leave alone: all but the history of checks.</summary>
    public static Task<string> SnapshotAsync(this StoreSet stores) =>
        stores.Database.ReadAsync(
            async session =>
            {
                var text = new StringBuilder();
                foreach (var query in Queries)
                {
                    text.AppendLine(query);
                    foreach (IDictionary<string, object> row in await session.ListAsync<dynamic>(query, null, default))
                    {
                        text.AppendJoin(" | ", row.Values).AppendLine();
                    }
                }
                return text.ToString();
            },
            CancellationToken.None
        );

    public static async Task<IReadOnlyList<string>> VersionsAsync(this StoreSet stores, long mentionId) =>
        await stores.Database.ReadAsync(
            s =>
                s.ListAsync<string>(
                    "select text from mention_versions where mention_id = @mentionId order by id",
                    new { mentionId },
                    default
                ),
            CancellationToken.None
        );
}
