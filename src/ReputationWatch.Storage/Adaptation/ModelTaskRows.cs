using ReputationWatch.Core.Adaptation;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Adaptation;

/// <summary>The rows of <c>model_tasks</c>: claimed before they are acted on, and heard of while they run.</summary>
internal sealed class ModelTaskRows(Database database)
{
    private const string Columns = """
        id, kind, state, user_id, asked_at, started_at, ended_at, process, from_at, position_at, position_id, total, done, changed,
        message
        """;

    // The unique index on open tasks refuses a second one of a kind.
    private const string AskSql = """
        insert into model_tasks (kind, state, user_id, asked_at, from_at, position_at, position_id, total, done, changed)
        values (@kind, 0, @userId, @askedAt, @fromAt, @positionAt, @positionId, @total, 0, 0)
        on conflict do nothing
        returning id
        """;

    private const string ClaimSql = $"""
        update model_tasks set state = 1, process = @process, started_at = coalesce(started_at, @now), beat_at = @now
        where id = (select id from model_tasks where state = 0 or (state = 1 and beat_at < @silentSince) order by id limit 1
          {"{skip locked}"})
        returning {Columns}
        """;

    private const string BeatSql = """
        update model_tasks set beat_at = @now, total = @total, done = @done
        where id = @id and state = 1 and process = @process
        """;

    private const string EndSql = """
        update model_tasks set state = @state, ended_at = @endedAt, total = @total, done = @done, message = @message
        where id = @id and state = 1 and process = @process
        """;

    private const string StopSql =
        "update model_tasks set state = 4, stop = 1, ended_at = @now where kind = @kind and state < 2";
    private const string ListSql = $"select {Columns} from model_tasks order by id desc limit @count";

    public Task<long?> AskAsync(ModelTask task, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ScalarAsync<long?>(AskSql, Parameters(task), cancel), cancel);

    public Task<ModelTask?> ClaimAsync(
        string process,
        DateTimeOffset now,
        DateTimeOffset silentSince,
        CancellationToken cancel
    ) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var parameters = new
                {
                    process,
                    now = now.ToUnix(),
                    silentSince = silentSince.ToUnix(),
                };
                return (await s.FirstAsync<Row>(ClaimSql, parameters, cancel))?.Read();
            },
            cancel
        );

    public Task<bool> BeatAsync(ModelTask task, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                var parameters = new
                {
                    id = task.Id,
                    process = task.Process,
                    total = task.Total,
                    done = task.Done,
                    now = now.ToUnix(),
                };
                return await s.ExecuteAsync(BeatSql, parameters, cancel) == 1;
            },
            cancel
        );

    public Task EndAsync(ModelTask task, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(EndSql, Parameters(task), cancel), cancel);

    public Task StopAsync(ModelTaskKind kind, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            s => s.ExecuteAsync(StopSql, new { kind = (long)kind, now = now.ToUnix() }, cancel),
            cancel
        );

    public Task<IReadOnlyList<ModelTask>> ListAsync(int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<ModelTask>>(
            async s => (await s.ListAsync<Row>(ListSql, new { count }, cancel)).ConvertAll(r => r.Read()),
            cancel
        );

    private static object Parameters(ModelTask task) =>
        new
        {
            id = task.Id,
            kind = (long)task.Kind,
            state = (long)task.State,
            userId = task.UserId,
            askedAt = task.AskedAt.ToUnix(),
            endedAt = task.EndedAt.ToUnix(),
            process = task.Process,
            fromAt = task.From.ToUnix(),
            positionAt = task.PositionAt.ToUnix(),
            positionId = task.PositionId,
            total = task.Total,
            done = task.Done,
            message = task.Message.Clean(),
        };

    private sealed record Row
    {
        public long Id { get; init; }
        public long Kind { get; init; }
        public long State { get; init; }
        public long? UserId { get; init; }
        public long AskedAt { get; init; }
        public long? StartedAt { get; init; }
        public long? EndedAt { get; init; }
        public string? Process { get; init; }
        public long FromAt { get; init; }
        public long PositionAt { get; init; }
        public long PositionId { get; init; }
        public long Total { get; init; }
        public long Done { get; init; }
        public long Changed { get; init; }
        public string? Message { get; init; }

        public ModelTask Read() =>
            new()
            {
                Id = Id,
                Kind = (ModelTaskKind)Kind,
                State = (ModelTaskState)State,
                UserId = UserId,
                AskedAt = AskedAt.ToTime(),
                StartedAt = StartedAt.ToTime(),
                EndedAt = EndedAt.ToTime(),
                Process = Process,
                From = FromAt.ToTime(),
                PositionAt = PositionAt.ToTime(),
                PositionId = PositionId,
                Total = Total,
                Done = Done,
                Changed = Changed,
                Message = Message,
            };
    }
}
