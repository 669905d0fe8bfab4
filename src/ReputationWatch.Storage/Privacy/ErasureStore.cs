using System.Globalization;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Mentions;

namespace ReputationWatch.Storage.Privacy;

internal sealed class ErasureStore(Database database) : IErasureStore
{
    /// <summary>Mentions erased in one transaction.</summary>
    private const int Slice = 100;

    /// <summary>Rows looked through in one read: there is no index by author, and one long read would hold up PostgreSQL's vacuum.</summary>
    private const int Stride = 20_000;

    // Keys end with the identity in small letters. Folding is left to the engines, which agree on letters without accents; the
    // text as it was typed finds the others.
    private const string AuthorsSql = """
        select author_key as key, min(site) as site, min(author_name) as name, min(author_handle) as handle,
          count(*) as mentions
        from mentions
        where author_key <> '' and (author_key = @text or author_key = site || ':' || @small
          or author_name = @text or author_handle = @text or author_handle = '@' || @text
          or lower(author_name) = @small or lower(author_handle) = @small or lower(author_handle) = '@' || @small)
        group by author_key order by count(*) desc, author_key limit @count
        """;

    private const string LastIdSql = "select coalesce(max(id), 0) from mentions";
    private const string LastUnmatchedSql = "select coalesce(max(id), 0) from unmatched_items";
    private const string OfAuthorSql =
        "select id from mentions where id > @after and id <= @to and author_key = @key order by id";
    private const string OfSourceSql = "select id from mentions where source_id = @id order by id";
    private const string UnmatchedRangeSql =
        $"select {UnmatchedItems.Columns} from unmatched_items where id > @after and id <= @to order by id";
    private const string UnmatchedOfSourceSql = "select id from unmatched_items where source_id = @id order by id";
    private const string DropUnmatchedSql = "delete from unmatched_items where id in (select value from each(@ids))";
    private const string CasesSql = "select count(*) from cases where mention_id in (select value from each(@ids))";
    private const string VersionsSql =
        "select count(*) from mention_versions where mention_id in (select value from each(@ids))";
    private const string CloseSourceSql = "update sources set enabled = 0, hidden = 1 where id = @id";
    private const string DropSourceSql = """
        delete from sources where id = @id and not exists (select 1 from mentions m where m.source_id = @id)
        """;

    private const string BeginSql = """
        insert into erasures (at, user_id, kind, subject, mentions, kept_items, episodes)
        values (@now, @userId, @kind, @subject, 0, 0, 0)
        returning id
        """;

    private const string EndSql = """
        update erasures set mentions = @mentions, kept_items = @keptItems, episodes = @episodes, finished_at = @finished
        where id = @id
        """;

    private const string TracesSql = """
        select id, at, user_id, kind, subject, mentions, kept_items, episodes, finished_at from erasures
        order by id desc limit @count
        """;

    public Task<IReadOnlyList<KnownAuthor>> FindAuthorsAsync(string text, int count, CancellationToken cancel)
    {
        var parameters = new
        {
            text = text.Trim(),
            small = text.Trim().ToLowerInvariant(),
            count,
        };
        return database.ReadAsync<IReadOnlyList<KnownAuthor>>(
            async s =>
                [
                    .. (await s.ListAsync<AuthorRow>(AuthorsSql, parameters, cancel)).Select(r => new KnownAuthor(
                        r.Key,
                        r.Site,
                        r.Name,
                        r.Handle,
                        r.Mentions
                    )),
                ],
            cancel
        );
    }

    public async Task<ErasureExtent> PreviewAsync(ErasureRequest request, CancellationToken cancel)
    {
        var mentions = await MentionsAsync(request, cancel);
        var kept = await KeptItemsAsync(request, cancel);
        var (cases, versions) = (0L, 0L);
        foreach (var ids in mentions.Chunk(Stride))
        {
            cases += await CountAsync(CasesSql, ids, cancel);
            versions += await CountAsync(VersionsSql, ids, cancel);
        }
        var episodes = await database.ReadAsync(
            s => new EpisodeTraces(s).CountAsync(mentions.ToHashSet(), cancel),
            cancel
        );
        return new ErasureExtent(mentions.Count, kept.Count, cases, versions, episodes);
    }

    public async Task<ErasureTrace> EraseAsync(
        ErasureRequest request,
        long? userId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var trace = await BeginAsync(request, userId, now, cancel);
        // On both sides of the mentions: while this runs, topics may take a kept item for a mention, or let a mention go.
        trace = await EraseKeptAsync(request, trace, cancel);
        var mentions = await MentionsAsync(request, cancel);
        trace = await database.WriteAsync(Lane.Mentions, s => EraseTracesAsync(s, mentions, trace, cancel), cancel);
        foreach (var ids in mentions.Chunk(Slice))
        {
            trace = await database.WriteAsync(Lane.Mentions, s => EraseMentionsAsync(s, ids, trace, cancel), cancel);
        }
        trace = await EraseKeptAsync(request, trace, cancel) with { FinishedAt = now };
        await database.WriteAsync(Lane.Mentions, s => EndAsync(s, request, trace, cancel), cancel);
        return trace;
    }

    public Task<IReadOnlyList<ErasureTrace>> TracesAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<ErasureTrace>>(
            async s => [.. (await s.ListAsync<TraceRow>(TracesSql, new { count }, cancel)).Select(r => r.ToTrace())],
            cancel
        );

    /// <summary>From here on nothing of it comes in, so that what is listed next is all there is.</summary>
    private Task<ErasureTrace> BeginAsync(
        ErasureRequest request,
        long? userId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var subject =
            request.Kind is ErasureKind.Author
                ? ErasureRequest.HashOf(request.AuthorKey).ToString("x16", CultureInfo.InvariantCulture)
                : request.Id.ToString(CultureInfo.InvariantCulture);
        return database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                if (request.Kind is ErasureKind.Author)
                {
                    await ErasedAuthors.AddAsync(s, request.AuthorKey, now, cancel);
                }
                else if (request.Kind is ErasureKind.Source)
                {
                    await s.RunAsync(CloseSourceSql, cancel, request.Id);
                }
                var id = await s.RunReturningAsync(BeginSql, [now, userId, request.Kind, subject], cancel);
                return new ErasureTrace(id!.Value, now, userId, request.Kind, subject, 0, 0, 0, null);
            },
            cancel
        );
    }

    /// <summary>Before the mentions go: interrupted after it, nobody would know any more which they were.</summary>
    private static async Task<ErasureTrace> EraseTracesAsync(
        Session session,
        List<long> mentions,
        ErasureTrace trace,
        CancellationToken cancel
    )
    {
        var episodes = await new EpisodeTraces(session).RemoveAsync(mentions.ToHashSet(), cancel);
        var after = trace with { Episodes = episodes };
        await SaveAsync(session, after, cancel);
        return after;
    }

    private static async Task<ErasureTrace> EraseMentionsAsync(
        Session session,
        long[] ids,
        ErasureTrace trace,
        CancellationToken cancel
    )
    {
        var erased = await new MentionRemover(session).RemoveAsync(ids, keepCounts: false, cancel);
        var after = trace with { Mentions = trace.Mentions + erased };
        await SaveAsync(session, after, cancel);
        return after;
    }

    private async Task<ErasureTrace> EraseKeptAsync(
        ErasureRequest request,
        ErasureTrace trace,
        CancellationToken cancel
    )
    {
        foreach (var ids in (await KeptItemsAsync(request, cancel)).Chunk(Slice))
        {
            trace = await database.WriteAsync(Lane.Mentions, s => EraseKeptAsync(s, ids, trace, cancel), cancel);
        }
        return trace;
    }

    private static async Task<ErasureTrace> EraseKeptAsync(
        Session session,
        long[] ids,
        ErasureTrace trace,
        CancellationToken cancel
    )
    {
        await Tombstones.BuryAsync(session, [.. ids.Select(id => -id)], cancel);
        var erased = await session.RunAsync(DropUnmatchedSql, cancel, ids);
        var after = trace with { KeptItems = trace.KeptItems + erased };
        await SaveAsync(session, after, cancel);
        return after;
    }

    private static async Task EndAsync(
        Session session,
        ErasureRequest request,
        ErasureTrace trace,
        CancellationToken cancel
    )
    {
        if (request.Kind is ErasureKind.Source)
        {
            await session.RunAsync(DropSourceSql, cancel, request.Id);
        }
        await SaveAsync(session, trace, cancel);
    }

    private static Task SaveAsync(Session session, ErasureTrace trace, CancellationToken cancel) =>
        session.RunAsync(EndSql, cancel, trace.Mentions, trace.KeptItems, trace.Episodes, trace.FinishedAt, trace.Id);

    private async Task<List<long>> MentionsAsync(ErasureRequest request, CancellationToken cancel)
    {
        if (request.Kind is not ErasureKind.Author)
        {
            var (sql, id) =
                request.Kind is ErasureKind.Source
                    ? (OfSourceSql, request.Id)
                    : ("select id from mentions where id = @id", request.Id);
            return await database.ReadAsync(s => s.RunListAsync(sql, [id], cancel), cancel);
        }
        var found = new List<long>();
        var last = await database.ReadAsync(s => s.ScalarAsync<long>(LastIdSql, null, cancel), cancel);
        for (var after = 0L; after < last; after += Stride)
        {
            var from = after;
            found.AddRange(
                await database.ReadAsync(
                    s => s.RunListAsync(OfAuthorSql, [from, from + Stride, request.AuthorKey], cancel),
                    cancel
                )
            );
        }
        return found;
    }

    private async Task<List<long>> KeptItemsAsync(ErasureRequest request, CancellationToken cancel)
    {
        if (request.Kind is not ErasureKind.Author)
        {
            return request.Kind is ErasureKind.Mention
                ? []
                : await database.ReadAsync(s => s.RunListAsync(UnmatchedOfSourceSql, [request.Id], cancel), cancel);
        }
        var found = new List<long>();
        var last = await database.ReadAsync(s => s.ScalarAsync<long>(LastUnmatchedSql, null, cancel), cancel);
        for (var after = 0L; after < last; after += Stride)
        {
            var range = new { after, to = after + Stride };
            var rows = await database.ReadAsync(
                s => s.ListAsync<UnmatchedRow>(UnmatchedRangeSql, range, cancel),
                cancel
            );
            found.AddRange(
                rows.Where(r => ErasureRequest.AuthorKeyOf(r.ToKeptItem()) == request.AuthorKey).Select(r => r.Id)
            );
        }
        return found;
    }

    private Task<long> CountAsync(string sql, IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        database.ReadAsync(s => s.ScalarAsync<long>(sql, new { ids = s.List(ids) }, cancel), cancel);

    private sealed record AuthorRow
    {
        public required string Key { get; init; }
        public required string Site { get; init; }
        public string? Name { get; init; }
        public string? Handle { get; init; }
        public long Mentions { get; init; }
    }

    private sealed record TraceRow
    {
        public long Id { get; init; }
        public long At { get; init; }
        public long? UserId { get; init; }
        public long Kind { get; init; }
        public required string Subject { get; init; }
        public long Mentions { get; init; }
        public long KeptItems { get; init; }
        public long Episodes { get; init; }
        public long? FinishedAt { get; init; }

        public ErasureTrace ToTrace() =>
            new(
                Id,
                At.ToTime(),
                UserId,
                (ErasureKind)Kind,
                Subject,
                Mentions,
                KeptItems,
                Episodes,
                FinishedAt.ToTime()
            );
    }
}
