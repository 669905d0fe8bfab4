using ReputationWatch.Core.Alerts;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Alerts;

internal sealed class CalendarStore(Database database) : ICalendarStore
{
    private const string Columns = "id, kind, title, from_at, to_at, group_name, created_by, created_at";

    private const string PageSql = $"""
        select {Columns} from calendar_entries
        where from_at <= @from and (from_at < @from or id < @id)
        order by from_at desc, id desc limit @size
        """;

    private const string OverlappingSql =
        $"select {Columns} from calendar_entries where from_at < @to and to_at > @from order by from_at, id";

    private const string FindSql = $"select {Columns} from calendar_entries where id = @id";

    private const string TopicsSql = """
        select entry_id, topic_id from calendar_entry_topics
        where entry_id in (select value from each(@ids)) order by topic_id
        """;

    private const string AddSql = """
        insert into calendar_entries (kind, title, from_at, to_at, group_name, created_by, created_at)
        values (@kind, @title, @from, @to, @groupName, @createdBy, @createdAt)
        returning id
        """;

    private const string UpdateSql = """
        update calendar_entries set kind = @kind, title = @title, from_at = @from, to_at = @to, group_name = @groupName
        where id = @id
        """;

    private const string ClearTopicsSql = "delete from calendar_entry_topics where entry_id = @id";

    // A topic that was deleted meanwhile is left out.
    private const string AddTopicSql = """
        insert into calendar_entry_topics (entry_id, topic_id)
        select @id, t.id from topics t where t.id in (select value from each(@topics))
        """;

    private const string DeleteSql = "delete from calendar_entries where id = @id";

    public Task<IReadOnlyList<CalendarEntry>> PageAsync(
        (DateTimeOffset From, long Id)? before,
        int size,
        CancellationToken cancel
    ) =>
        ListAsync(
            PageSql,
            new
            {
                from = before?.From.ToUnix() ?? long.MaxValue,
                id = before?.Id ?? long.MaxValue,
                size,
            },
            cancel
        );

    public Task<IReadOnlyList<CalendarEntry>> OverlappingAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    ) => ListAsync(OverlappingSql, new { from = from.ToUnix(), to = to.ToUnix() }, cancel);

    public async Task<CalendarEntry?> FindAsync(long id, CancellationToken cancel) =>
        await ListAsync(FindSql, new { id }, cancel) is [var found, ..] ? found : null;

    public Task<long> SaveAsync(CalendarEntry entry, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var parameters = Parameters(entry);
                var id = entry.Id == 0 ? await s.ScalarAsync<long>(AddSql, parameters, cancel) : entry.Id;
                if (entry.Id != 0 && await s.ExecuteAsync(UpdateSql, parameters, cancel) == 0)
                {
                    return 0;
                }
                await s.ExecuteAsync(ClearTopicsSql, new { id }, cancel);
                await s.ExecuteAsync(AddTopicSql, new { id, topics = s.List(entry.TopicIds) }, cancel);
                return id;
            },
            cancel
        );

    public Task DeleteAsync(long id, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(DeleteSql, new { id }, cancel), cancel);

    private Task<IReadOnlyList<CalendarEntry>> ListAsync(string sql, object parameters, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<CalendarEntry>>(
            async s =>
            {
                var rows = await s.ListAsync<EntryRow>(sql, parameters, cancel);
                var ids = s.List([.. rows.Select(r => r.Id)]);
                var topics = (await s.ListAsync<TopicRow>(TopicsSql, new { ids }, cancel)).ToLookup(
                    t => t.EntryId,
                    t => t.TopicId
                );
                return [.. rows.Select(r => r.ToEntry([.. topics[r.Id]]))];
            },
            cancel
        );

    private static object Parameters(CalendarEntry entry) =>
        new
        {
            id = entry.Id,
            kind = (long)entry.Kind,
            title = entry.Title.Clean(),
            from = entry.From.ToUnix(),
            to = entry.To.ToUnix(),
            groupName = entry.Group.Clean(),
            createdBy = entry.CreatedBy,
            createdAt = entry.CreatedAt.ToUnix(),
        };

    private sealed record EntryRow
    {
        public long Id { get; init; }
        public long Kind { get; init; }
        public required string Title { get; init; }
        public long FromAt { get; init; }
        public long ToAt { get; init; }
        public string? GroupName { get; init; }
        public long? CreatedBy { get; init; }
        public long CreatedAt { get; init; }

        public CalendarEntry ToEntry(IReadOnlyList<long> topics) =>
            new()
            {
                Id = Id,
                Kind = (CalendarKind)Kind,
                Title = Title,
                From = FromAt.ToTime(),
                To = ToAt.ToTime(),
                TopicIds = topics,
                Group = GroupName,
                CreatedBy = CreatedBy,
                CreatedAt = CreatedAt.ToTime(),
            };
    }

    private sealed record TopicRow
    {
        public long EntryId { get; init; }
        public long TopicId { get; init; }
    }
}
