using ReputationWatch.Core.Alerts;

namespace ReputationWatch.Storage.Alerts;

/// <summary>Who did what when: rows that are only ever added.</summary>
internal static class EpisodeTrace
{
    private const string AddSql = """
        insert into episode_events (episode_id, at, user_id, kind, from_value, to_value, note, link)
        values (@episodeId, @at, @userId, @kind, @from, @to, @note, @link)
        """;

    private const string ListSql = """
        select id, at, user_id, kind, from_value, to_value, note, case when link is null then 0 else 1 end as by_link
        from episode_events where episode_id = @episodeId order by id
        """;

    private const string UsedSql = "select count(*) from episode_events where link = @link";

    public static async Task<bool> IsUsedAsync(Session session, string link, CancellationToken cancel) =>
        await session.ScalarAsync<long>(UsedSql, new { link }, cancel) > 0;

    public static async Task AddAsync(
        Session session,
        long episodeId,
        IReadOnlyList<EpisodeEvent> events,
        string? link,
        CancellationToken cancel
    )
    {
        foreach (var added in events)
        {
            await session.ExecuteAsync(
                AddSql,
                new
                {
                    episodeId,
                    at = added.At.ToUnix(),
                    userId = added.UserId,
                    kind = (long)added.Kind,
                    from = added.From.Clean(),
                    to = added.To.Clean(),
                    note = added.Note.Clean(),
                    link,
                },
                cancel
            );
        }
    }

    public static async Task<IReadOnlyList<EpisodeEvent>> ListAsync(
        Session session,
        long episodeId,
        CancellationToken cancel
    ) => [.. (await session.ListAsync<EventRow>(ListSql, new { episodeId }, cancel)).Select(r => r.ToEvent())];

    private sealed record EventRow
    {
        public long Id { get; init; }
        public long At { get; init; }
        public long? UserId { get; init; }
        public long Kind { get; init; }
        public string? FromValue { get; init; }
        public string? ToValue { get; init; }
        public string? Note { get; init; }
        public long ByLink { get; init; }

        public EpisodeEvent ToEvent() =>
            new(At.ToTime(), (EpisodeEventKind)Kind, FromValue, ToValue, UserId, Note, ByLink == 1, Id);
    }
}
