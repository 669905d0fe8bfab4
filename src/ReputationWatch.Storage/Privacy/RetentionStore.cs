using ReputationWatch.Core.Privacy;
using ReputationWatch.Storage.Counts;
using ReputationWatch.Storage.Dialects;
using ReputationWatch.Storage.Mentions;

namespace ReputationWatch.Storage.Privacy;

internal sealed class RetentionStore(Database database) : IRetentionStore
{
    private const string OldMentionsSql =
        "select id from mentions where published_at < @before order by published_at, id limit @count";

    private const string OldUnmatchedSql =
        "select id from unmatched_items where seen_at < @before order by seen_at, id limit @count";

    private const string DropUnmatchedSql = "delete from unmatched_items where id in (select value from each(@ids))";

    private const string DropKeysSql = "delete from item_keys where owner in (select value from each(@owners))";

    // By the key and not by the hour, which has no index: rows of a topic and source lie in the order of their hours.
    private const string OldCountsSql = """
        delete from hourly_counts where hour < @hour and topic_id = (
          select topic_id from hourly_counts where hour < @hour limit 1)
        """;

    // Rows are added in the order of time: only the oldest of them are looked at.
    private const string OldVersionsSql = """
        delete from mention_versions where id in (
          select id from (select id, replaced_at from mention_versions order by id limit @count) oldest
          where replaced_at < @before)
        """;

    private const string OldChecksSql = """
        delete from source_checks where id in (
          select id from (select id, started_at from source_checks order by id limit @count) oldest
          where started_at < @before)
        """;

    private const string OldRunsSql = """
        delete from job_runs where id in (
          select id from job_runs where started_at < @before and outcome <> 0 order by started_at, id limit @count)
        """;

    private const string OldNotificationsSql = """
        delete from notifications where id in (
          select id from notifications where created_at < @before and (sent_at is not null or dead = 1) order by id limit @count)
        """;

    private const string JobsSql = "select distinct job as name from job_summaries";

    private const string TrimRunsSql = """
        delete from job_runs where job = @job and outcome <> 0 and started_at <= (
          select started_at from job_runs where job = @job order by started_at desc, id desc limit 1 offset @kept)
        """;

    private const string TrimOutboxSql = """
        delete from outbox where sequence in (
          select sequence from outbox where sequence <= (select max(sequence) from outbox) - @kept
          order by sequence limit @count)
        returning sequence, mention_id
        """;

    private const string NoteTrimSql = """
        update outbox_trimmed set
          sequence = case when @sequence > sequence then @sequence else sequence end,
          mention_id = case when @mention > mention_id then @mention else mention_id end
        """;

    private const string OldSketchesSql = """
        delete from story_sketches where sequence in (
          select sequence from story_sketches where published_at < @before order by published_at limit @count)
        """;

    public Task<long> CountAsync(RetentionKind kind, DateTimeOffset before, CancellationToken cancel)
    {
        var sql = kind switch
        {
            RetentionKind.Mentions => "select count(*) from mentions where published_at < @before",
            RetentionKind.Counts => "select count(*) from hourly_counts where hour < @hour and source_id = 0",
            RetentionKind.UnmatchedItems => "select count(*) from unmatched_items where seen_at < @before",
            RetentionKind.Versions => "select count(*) from mention_versions where replaced_at < @before",
            RetentionKind.Checks => "select count(*) from source_checks where started_at < @before",
            RetentionKind.JobRuns => "select count(*) from job_runs where started_at < @before and outcome <> 0",
            _ => "select count(*) from notifications where created_at < @before and (sent_at is not null or dead = 1)",
        };
        return database.ReadAsync(s => s.ScalarAsync<long>(sql, Limit(before, 0), cancel), cancel);
    }

    public Task<int> ForgetAsync(RetentionKind kind, DateTimeOffset before, int count, CancellationToken cancel) =>
        kind switch
        {
            RetentionKind.Mentions => ForgetMentionsAsync(before, count, cancel),
            RetentionKind.UnmatchedItems => ForgetUnmatchedAsync(before, count, cancel),
            RetentionKind.Counts => RunAsync(Lane.Mentions, OldCountsSql, before, count, cancel),
            RetentionKind.Versions => RunAsync(Lane.Mentions, OldVersionsSql, before, count, cancel),
            RetentionKind.Checks => RunAsync(Lane.Rows, OldChecksSql, before, count, cancel),
            RetentionKind.JobRuns => RunAsync(Lane.Rows, OldRunsSql, before, count, cancel),
            _ => RunAsync(Lane.Rows, OldNotificationsSql, before, count, cancel),
        };

    public async Task<int> TrimJobRunsAsync(int keptPerJob, CancellationToken cancel)
    {
        var trimmed = 0;
        foreach (var job in await database.ReadAsync(s => s.ListAsync<string>(JobsSql, null, cancel), cancel))
        {
            trimmed += await database.WriteAsync(
                Lane.Rows,
                s => s.ExecuteAsync(TrimRunsSql, new { job, kept = keptPerJob }, cancel),
                cancel
            );
        }
        return trimmed;
    }

    public Task<int> TrimOutboxAsync(long kept, int count, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                var gone = await s.ListAsync<OutboxRow>(TrimOutboxSql, new { kept, count }, cancel);
                if (gone.Count > 0)
                {
                    await s.RunAsync(NoteTrimSql, cancel, gone.Max(r => r.Sequence), gone.Max(r => r.MentionId));
                }
                return gone.Count;
            },
            cancel
        );

    public Task<int> TrimSketchesAsync(DateTimeOffset before, int count, CancellationToken cancel) =>
        RunAsync(Lane.Mentions, OldSketchesSql, before, count, cancel);

    private Task<int> ForgetMentionsAsync(DateTimeOffset before, int count, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                await CountHorizon.RaiseAsync(s, before, cancel);
                var ids = await s.RunListAsync(OldMentionsSql, [before, count], cancel);
                return await new MentionRemover(s).RemoveAsync(ids, keepCounts: true, cancel);
            },
            cancel
        );

    private Task<int> ForgetUnmatchedAsync(DateTimeOffset before, int count, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Mentions,
            async s =>
            {
                var ids = await s.RunListAsync(OldUnmatchedSql, [before, count], cancel);
                // Their keys go too: should a topic want them one day, they are new if they still stand in their feed.
                await s.RunAsync(DropKeysSql, cancel, ids.ConvertAll(id => -id));
                return await s.RunAsync(DropUnmatchedSql, cancel, ids);
            },
            cancel
        );

    private Task<int> RunAsync(Lane lane, string sql, DateTimeOffset before, int count, CancellationToken cancel) =>
        database.WriteAsync(lane, s => s.ExecuteAsync(sql, Limit(before, count), cancel), cancel);

    private static object Limit(DateTimeOffset before, int count) =>
        new
        {
            before = before.ToUnix(),
            hour = UnixTime.HourOf(before.ToUnix()),
            count,
        };

    private sealed record OutboxRow
    {
        public long Sequence { get; init; }
        public long MentionId { get; init; }
    }
}
