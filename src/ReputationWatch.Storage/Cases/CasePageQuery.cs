using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using CoreCaseRow = ReputationWatch.Core.Cases.CaseRow;

namespace ReputationWatch.Storage.Cases;

/// <summary>
/// Builds the query of one page of the inbox from the filters that are set: each view reads one index in the order of the page
/// and stops after it, so the time does not grow with the inbox.
/// </summary>
internal static class CasePageQuery
{
    private const int CountedAtMost = 10_000;

    private const string OfTopic = """
        exists (select 1 from mention_topics t
          where t.mention_id = {0} and t.topic_id in (select value from each(@topics)))
        """;

    public static async Task<CasePage> RunAsync(Session session, CaseFilter filter, CancellationToken cancel)
    {
        var from = FromWhere(filter, CaseConditions(filter));
        var published = PublishedColumn(filter);
        var id = IdColumn(filter);
        var after = filter.After is null
            ? ""
            : $" and {published} <= @afterPublished and ({published} < @afterPublished or {id} < @afterId)";
        var parameters = Parameters(session, filter);
        var rows = await session.ListAsync<PageRow>(
            $"select {id} as id, {published} as published_at {from}{after} order by {published} desc, {id} desc limit @size",
            parameters,
            cancel
        );
        var total = await session.ScalarAsync<long>(
            $"select count(*) from (select 1 as one {from} limit {CountedAtMost}) counted",
            parameters,
            cancel
        );
        var cases = await CasesAsync(session, [.. rows.Select(r => r.Id)], cancel);
        return new CasePage(
            [.. rows.Select(r => new CoreCaseRow(r.Id, cases.GetValueOrDefault(r.Id)))],
            rows.Count < filter.Size ? null : new MentionCursor(rows[^1].PublishedAt.ToTime(), rows[^1].Id),
            (int)total
        );
    }

    /// <summary>The text of the page's query, for a test that reads its plan.</summary>
    internal static string PageSql(CaseFilter filter) =>
        $"select {IdColumn(filter)} as id {FromWhere(filter, CaseConditions(filter))} order by {PublishedColumn(filter)} desc, {IdColumn(filter)} desc limit @size";

    internal static object Parameters(Session session, CaseFilter filter) =>
        new
        {
            now = filter.Now.ToUnix(),
            userId = filter.UserId,
            topics = session.List(filter.TopicIds),
            sources = session.List(filter.SourceIds),
            sentiments = session.List([.. filter.Sentiments.Select(s => (long)s)]),
            languages = session.List(filter.Languages),
            from = filter.From?.ToUnix() ?? long.MinValue,
            to = filter.To?.ToUnix() ?? long.MaxValue,
            afterPublished = filter.After?.PublishedAt.ToUnix() ?? long.MaxValue,
            afterId = filter.After?.MentionId ?? long.MaxValue,
            size = filter.Size,
        };

    private static string IdColumn(CaseFilter filter) =>
        filter.View == InboxView.All ? (OneTopic(filter) ? "t.mention_id" : "m.id") : "c.mention_id";

    private static string PublishedColumn(CaseFilter filter) =>
        filter.View == InboxView.All ? (OneTopic(filter) ? "t.published_at" : "m.published_at") : "c.published_at";

    /// <summary>All mentions of one topic are read off the topic's own index.</summary>
    private static bool OneTopic(CaseFilter filter) => filter.TopicIds.Count == 1;

    private static string FromWhere(CaseFilter filter, string cases)
    {
        var (tables, id) = filter.View switch
        {
            InboxView.All when OneTopic(filter) => ("mention_topics t", "t.mention_id"),
            InboxView.All => ("mentions m", "m.id"),
            _ => ("cases c", "c.mention_id"),
        };
        var conditions = new List<string>();
        if (cases.Length > 0)
        {
            conditions.Add(cases);
        }
        var ofMention = MentionConditions(filter);
        if (ofMention.Count > 0 && !tables.StartsWith("mentions", StringComparison.Ordinal))
        {
            tables += $" join mentions m on m.id = {id}";
        }
        conditions.AddRange(ofMention);
        conditions.AddRange(TopicConditions(filter, id));
        if (filter.From is not null)
        {
            conditions.Add($"{PublishedColumn(filter)} >= @from");
        }
        if (filter.To is not null)
        {
            conditions.Add($"{PublishedColumn(filter)} < @to");
        }
        return $"from {tables} where {(conditions.Count == 0 ? "1 = 1" : string.Join(" and ", conditions))}";
    }

    private static string CaseConditions(CaseFilter filter)
    {
        const string ToHandle = "c.stage = 0 and (c.snoozed_until is null or c.snoozed_until <= @now)";
        return filter.View switch
        {
            InboxView.ToHandle => ToHandle,
            InboxView.Mine =>
                "c.assignee_id = @userId and c.stage in (0, 1) and (c.snoozed_until is null or c.snoozed_until <= @now)",
            InboxView.Unassigned => $"{ToHandle} and c.assignee_id is null",
            InboxView.Overdue => $"{ToHandle} and c.due_at < @now",
            InboxView.Waiting => "(c.stage = 1 or (c.stage = 0 and c.snoozed_until > @now))",
            InboxView.Closed => "c.stage = 2",
            _ => "",
        };
    }

    private static List<string> MentionConditions(CaseFilter filter)
    {
        var conditions = new List<string>();
        if (filter.SourceIds.Count > 0)
        {
            conditions.Add("m.source_id in (select value from each(@sources))");
        }
        if (filter.Sentiments.Count > 0)
        {
            conditions.Add("m.label in (select value from each(@sentiments))");
        }
        if (filter.Languages.Count > 0)
        {
            conditions.Add("m.language in (select value from each(@languages))");
        }
        return conditions;
    }

    private static IEnumerable<string> TopicConditions(CaseFilter filter, string id) =>
        filter switch
        {
            { TopicIds.Count: 0 } => [],
            { View: InboxView.All, TopicIds: [var topic] } =>
            [
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"t.topic_id = {topic}"),
            ],
            _ => [OfTopic.Replace("{0}", id, StringComparison.Ordinal)],
        };

    private static async Task<Dictionary<long, Case>> CasesAsync(
        Session session,
        IReadOnlyList<long> ids,
        CancellationToken cancel
    ) =>
        (
            await session.ListAsync<CaseRow>(
                $"select {CaseRow.Columns} from cases c where c.mention_id in (select value from each(@ids))",
                new { ids = session.List(ids) },
                cancel
            )
        ).ToDictionary(r => r.MentionId, r => r.ToCase());

    private sealed record PageRow
    {
        public long Id { get; init; }
        public long PublishedAt { get; init; }
    }
}
