using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Topics;
using ReputationWatch.Storage.Cases;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Mentions;

internal sealed class MentionStore(Database database) : IMentionStore
{
    private const string StorySql = $"""
        select {MentionRow.Columns} from mentions where id = @storyId or story_id = @storyId
        order by published_at, id limit @count
        """;

    // The latest change of each mention within the slice: a follower that has applied it has applied those before.
    private const string ChangesSql = """
        select max(sequence) as sequence, mention_id from (
          select sequence, mention_id from outbox where sequence > @sequence order by sequence limit @count) slice
        group by mention_id order by 1
        """;

    private const string LatestChangeSql = "select coalesce(max(sequence), 0) from outbox";

    private const string TrimmedChangesSql = "select max(sequence) from outbox_trimmed";

    private const string WalkSql =
        $"select {MentionRow.Columns} from mentions where id > @afterId order by id limit @count";

    private const string LastJudgementSql = """
        select j.label from label_judgements j join mentions m on m.id = j.mention_id and m.content_hash = j.content_hash
        where j.mention_id = @mentionId and j.user_id = @userId order by j.id desc limit 1
        """;

    // The model's own label: the one shown may be that of stars, or of another person.
    private const string JudgeSql = """
        insert into label_judgements (mention_id, user_id, at, label, model_label, model_version, content_hash)
        select id, @userId, @at, @label,
          case when negative > neutral and negative > positive then 0 when positive > neutral then 2 else 1 end,
          model_version, content_hash
        from mentions where id = @mentionId
        """;

    private const string TotalsSql = """
        select (select count(*) from mentions) as mentions,
          (select count(*) from unmatched_items) as unmatched,
          (select count(*) from mentions where story_id is not null) as copies,
          (select count(*) from sources where hidden = 0) as sources,
          (select count(*) from topics where deleting = 0) as topics
        """;

    public Task<IntakeResult> SaveAsync(IntakeBatch batch, CancellationToken cancel) =>
        database.WriteAsync(Lane.Mentions, s => new IntakeTransaction(s, batch).RunAsync(cancel), cancel);

    public Task<IReadOnlyList<long?>> OwnersAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<long?>>(
            async s =>
            {
                var keys = new ItemKeyBook(s);
                await keys.LoadAsync(items, cancel);
                return [.. items.Select(keys.OwnerOf)];
            },
            cancel
        );

    public Task<Mention?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(async s => (await MentionReader.RowAsync(s, id, cancel))?.ToMention(), cancel);

    public Task<IReadOnlyList<Mention>> FindManyAsync(IReadOnlyList<long> ids, CancellationToken cancel) =>
        database.ReadAsync(async s => (await MentionReader.RowsAsync(s, ids, cancel)).ToMentions(), cancel);

    public Task<IReadOnlyList<Mention>> StoryAsync(long storyId, int count, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await MentionReader.QueryAsync(s, StorySql, new { storyId, count }, cancel)).ToMentions(),
            cancel
        );

    public IAsyncEnumerable<KeptItem> KeptItemsAsync(DateTimeOffset since, CancellationToken cancel) =>
        new KeptItems(database).NewestFirstAsync(since, cancel);

    public Task<IReadOnlyList<MentionChange>> ChangesAsync(long sequence, int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<MentionChange>>(
            async s =>
                [
                    .. (await s.ListAsync<ChangeRow>(ChangesSql, new { sequence, count }, cancel)).Select(
                        r => new MentionChange(r.Sequence, r.MentionId)
                    ),
                ],
            cancel
        );

    public Task<long> LatestChangeAsync(CancellationToken cancel) =>
        database.ReadAsync(s => s.ScalarAsync<long>(LatestChangeSql, null, cancel), cancel);

    public Task<long> TrimmedChangesAsync(CancellationToken cancel) =>
        database.ReadAsync(s => s.ScalarAsync<long>(TrimmedChangesSql, null, cancel), cancel);

    public Task<IReadOnlyList<Mention>> WalkAsync(long afterId, int count, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await MentionReader.QueryAsync(s, WalkSql, new { afterId, count }, cancel)).ToMentions(),
            cancel
        );

    public Task<RematchProgress> RematchAsync(
        RematchState rematch,
        Func<KeptItem, bool> matches,
        Func<KeptItem, PreparedItem> prepare,
        int count,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Mentions,
            s => new RematchTransaction(s, rematch, matches, prepare).RunAsync(count, cancel),
            cancel
        );

    public Task CorrectAsync(long mentionId, Correction correction, CancellationToken cancel) =>
        database.WriteAsync(Lane.Mentions, s => CorrectAsync(s, mentionId, correction, cancel), cancel);

    public Task<StoreTotals> TotalsAsync(CancellationToken cancel) =>
        database.ReadAsync(
            async s =>
            {
                var row = (await s.FirstAsync<TotalsRow>(TotalsSql, null, cancel))!;
                var bytes = await s.ScalarAsync<long>(database.Dialect.SizeSql, null, cancel);
                return new StoreTotals(
                    row.Mentions,
                    row.Unmatched,
                    row.Mentions - row.Copies,
                    row.Sources,
                    row.Topics,
                    bytes
                );
            },
            cancel
        );

    private static async Task CorrectAsync(
        Session session,
        long mentionId,
        Correction correction,
        CancellationToken cancel
    )
    {
        if (await MentionReader.RowAsync(session, mentionId, cancel) is not { } mention)
        {
            return;
        }
        await JudgeAsync(session, mentionId, correction, cancel);
        var before = mention.ToSentiment();
        if (before.Corrected && before.Label == correction.Label)
        {
            return;
        }
        var writer = new MentionWriter(session);
        await writer.SetSentimentAsync(mention, before.CorrectedTo(correction.Label), cancel);
        await writer.FlushAsync(cancel);
        await CaseWriter.AddEventAsync(
            session,
            new CaseEvent
            {
                MentionId = mentionId,
                At = correction.At,
                UserId = correction.UserId,
                Kind = CaseEventKind.LabelCorrected,
                From = before.Label.ToString(),
                To = correction.Label.ToString(),
            },
            cancel
        );
    }

    /// <summary>Also somebody who agrees has said something. Saying the same twice is saying it once.</summary>
    private static async Task JudgeAsync(
        Session session,
        long mentionId,
        Correction correction,
        CancellationToken cancel
    )
    {
        var who = new { mentionId, userId = correction.UserId };
        var last = await session.ScalarAsync<long?>(LastJudgementSql, who, cancel);
        if (last != (long)correction.Label)
        {
            var label = (long)correction.Label;
            var judgement = new
            {
                who.mentionId,
                who.userId,
                at = correction.At.ToUnix(),
                label,
            };
            await session.ExecuteAsync(JudgeSql, judgement, cancel);
        }
    }

    private sealed record ChangeRow
    {
        public long Sequence { get; init; }
        public long MentionId { get; init; }
    }

    private sealed record TotalsRow
    {
        public long Mentions { get; init; }
        public long Unmatched { get; init; }
        public long Copies { get; init; }
        public long Sources { get; init; }
        public long Topics { get; init; }
    }
}
