using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage.Mentions;

namespace ReputationWatch.Storage.Adaptation;

/// <summary>
/// One slice of scoring old mentions anew. Oldest first: what the detector calls usual changes before what is new, so that a model that
/// finds more negative mentions looks like a calm week and never like a spike. The position is saved with the slice, so that a crash
/// repeats nothing; mentions that arrive meanwhile are scored by the new model already.
/// </summary>
internal sealed class RescoreTransaction(
    Session session,
    ModelTask task,
    string version,
    Func<KeptItem, MentionSentiment> score
)
{
    public const string CountSql = "select count(*) from mentions where published_at >= @from";

    private const string IsMineSql = "select 1 from model_tasks where id = @id and state = 1 and process = @process";

    private const string SliceSql = $"""
        select {MentionRow.KeptColumns} from mentions
        where published_at >= @from and (published_at, id) > (@positionAt, @positionId)
        order by published_at, id limit @count
        """;

    private const string SaveSql = """
        update model_tasks set position_at = @positionAt, position_id = @positionId, done = done + @looked,
          changed = changed + @changed
        where id = @id
        """;

    private readonly MentionWriter _writer = new(session);

    public async Task<ModelTask> RunAsync(int count, CancellationToken cancel)
    {
        if (await session.ScalarAsync<long?>(IsMineSql, new { id = task.Id, process = task.Process }, cancel) is null)
        {
            return task;
        }
        var slice = new
        {
            from = task.From.ToUnix(),
            positionAt = task.PositionAt.ToUnix(),
            positionId = task.PositionId,
            count,
        };
        var rows = await MentionReader.QueryAsync(session, SliceSql, slice, cancel);
        if (rows.Count == 0)
        {
            return task;
        }
        var changed = 0;
        foreach (var row in rows.Where(r => r.Corrected == 0 && r.ModelVersion != version))
        {
            changed += await RescoreAsync(row, cancel) ? 1 : 0;
        }
        await _writer.FlushAsync(cancel);
        await SaveAsync(rows[^1], rows.Count, changed, cancel);
        return task with
        {
            PositionAt = rows[^1].PublishedAt.ToTime(),
            PositionId = rows[^1].Id,
            Done = task.Done + rows.Count,
            Changed = task.Changed + changed,
        };
    }

    private async Task<bool> RescoreAsync(MentionRow row, CancellationToken cancel)
    {
        var (before, after) = (row.ToSentiment(), score(row.ToKeptItem()));
        await _writer.SetSentimentAsync(row, after, cancel);
        return before.Label != after.Label || before.Nps != after.Nps;
    }

    private Task SaveAsync(MentionRow last, int looked, int changed, CancellationToken cancel) =>
        session.ExecuteAsync(
            SaveSql,
            new
            {
                positionAt = last.PublishedAt,
                positionId = last.Id,
                looked,
                changed,
                id = task.Id,
            },
            cancel
        );
}
