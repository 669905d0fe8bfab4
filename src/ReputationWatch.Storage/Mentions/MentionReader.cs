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
        var rows = await session.RunRowsAsync(ByIdsSql, [ids], MentionRow.Read, cancel);
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
        List<long> ids = [.. rows.Select(r => r.Id)];
        var topics = (await session.RunRowsAsync(TopicsSql, [ids], Pair, cancel)).ToLookup(t => t.Id, t => t.Value);
        List<long> stories = [.. rows.Select(r => r.Story).Distinct()];
        var sizes = (await session.RunRowsAsync(StorySizesSql, [stories], Pair, cancel)).ToDictionary(
            s => s.Id,
            s => (int)s.Value
        );
        foreach (var row in rows)
        {
            row.TopicIds = [.. topics[row.Id]];
            row.Copies = sizes.GetValueOrDefault(row.Story, 1) - 1;
        }
    }

    private static (long Id, long Value) Pair(StatementRow row) => (row.Number(0), row.Number(1));
}
