using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Storage.Mentions;

/// <summary>Reads rows of mentions with their topics and the size of their stories.</summary>
internal static class MentionReader
{
    private const string ByIdsSql =
        $"select {MentionRow.Columns} from mentions where id in (select value from each(@ids))";

    private const string TopicsSql = """
        select mention_id, topic_id from mention_topics where mention_id in (select value from each(@ids)) order by topic_id
        """;

    private const string StorySizesSql = "select id, size from stories where id in (select value from each(@ids))";

    /// <summary>In the order of <paramref name="ids"/>; ids that are gone are left out.</summary>
    public static async Task<IReadOnlyList<MentionRow>> RowsAsync(
        Session session,
        IReadOnlyList<long> ids,
        CancellationToken cancel
    )
    {
        if (ids.Count == 0)
        {
            return [];
        }
        var rows = await session.ListAsync<MentionRow>(ByIdsSql, new { ids = session.List(ids) }, cancel);
        await CompleteAsync(session, rows, cancel);
        var byId = rows.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId.GetValueOrDefault(id)).OfType<MentionRow>()];
    }

    public static async Task<MentionRow?> RowAsync(Session session, long id, CancellationToken cancel) =>
        await RowsAsync(session, [id], cancel) is [var row] ? row : null;

    /// <summary>Runs a select of <see cref="MentionRow.Columns"/> and completes its rows.</summary>
    public static async Task<IReadOnlyList<MentionRow>> QueryAsync(
        Session session,
        string sql,
        object parameters,
        CancellationToken cancel
    )
    {
        var rows = await session.ListAsync<MentionRow>(sql, parameters, cancel);
        await CompleteAsync(session, rows, cancel);
        return rows;
    }

    public static IReadOnlyList<Mention> ToMentions(this IReadOnlyList<MentionRow> rows) =>
        [.. rows.Select(r => r.ToMention())];

    private static async Task CompleteAsync(Session session, List<MentionRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }
        var ids = session.List([.. rows.Select(r => r.Id)]);
        var topics = (await session.ListAsync<TopicOfMention>(TopicsSql, new { ids }, cancel)).ToLookup(
            t => t.MentionId,
            t => t.TopicId
        );
        var stories = session.List([.. rows.Select(r => r.Story).Distinct()]);
        var sizes = (await session.ListAsync<StorySize>(StorySizesSql, new { ids = stories }, cancel)).ToDictionary(
            s => s.Id,
            s => (int)s.Size
        );
        foreach (var row in rows)
        {
            row.TopicIds = [.. topics[row.Id]];
            row.Copies = sizes.GetValueOrDefault(row.Story, 1) - 1;
        }
    }

    private sealed record TopicOfMention
    {
        public long MentionId { get; init; }
        public long TopicId { get; init; }
    }

    private sealed record StorySize
    {
        public long Id { get; init; }
        public long Size { get; init; }
    }
}
