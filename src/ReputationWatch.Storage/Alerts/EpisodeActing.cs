using System.Globalization;
using ReputationWatch.Core.Alerts;

namespace ReputationWatch.Storage.Alerts;

/// <summary>What a person does to an episode, in one transaction: its state before, its change and its trace.</summary>
internal sealed class EpisodeActing(Session session, long id, long userId, DateTimeOffset now)
{
    /// <summary>Who gives an episode back leaves others this long before it goes to the next person.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private const string FindSql = $"select {EpisodeRow.Columns} from episodes where id = @id";

    private const string AssignSql = """
        update episodes set owner_id = @owner,
          acknowledged_at = case when @taken = 1 then coalesce(acknowledged_at, @now) else null end,
          escalates_at = case when @taken = 0 and escalates_at < @grace then @grace else escalates_at end
        where id = @id
        """;

    private const string JudgeSql = """
        update episodes set verdict = @verdict, owner_id = coalesce(owner_id, @userId),
          acknowledged_at = coalesce(acknowledged_at, @now)
        where id = @id
        """;

    private const string NoteSql = "update episodes set note = @note where id = @id";

    public async Task<EpisodeActed> RunAsync(EpisodeAction action, string? link, CancellationToken cancel)
    {
        if (link is not null && await EpisodeTrace.IsUsedAsync(session, link, cancel))
        {
            return EpisodeActed.LinkUsed;
        }
        if ((await session.FirstAsync<EpisodeRow>(FindSql, new { id }, cancel))?.ToEpisode() is not { } before)
        {
            return EpisodeActed.Gone;
        }
        return action switch
        {
            EpisodeAction.Assign assign => await AssignAsync(before, assign.OwnerId, link, cancel),
            EpisodeAction.Judge judge => await JudgeAsync(before, judge.Verdict, link, cancel),
            EpisodeAction.Write write => await WriteAsync(before, write.Note.Clean(), link, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    private async Task<EpisodeActed> AssignAsync(Episode before, long? owner, string? link, CancellationToken cancel)
    {
        // Whoever has it has answered, also when it had been given to them by a verdict.
        if (before.OwnerId == owner && before.AcknowledgedAt is not null == owner is not null)
        {
            return EpisodeActed.NoChange;
        }
        var parameters = new
        {
            id,
            owner,
            taken = (owner is not null).ToFlag(),
            now = now.ToUnix(),
            grace = (now + Grace).ToUnix(),
        };
        await session.ExecuteAsync(AssignSql, parameters, cancel);
        await TraceAsync(EpisodeEventKind.Owner, Text(before.OwnerId), Text(owner), null, link, cancel);
        return EpisodeActed.Done;
    }

    private async Task<EpisodeActed> JudgeAsync(
        Episode before,
        Verdict? verdict,
        string? link,
        CancellationToken cancel
    )
    {
        if (before.Verdict == verdict)
        {
            return EpisodeActed.NoChange;
        }
        var parameters = new
        {
            id,
            userId,
            verdict = (long?)verdict,
            now = now.ToUnix(),
        };
        await session.ExecuteAsync(JudgeSql, parameters, cancel);
        await TraceAsync(EpisodeEventKind.Verdict, before.Verdict?.ToString(), verdict?.ToString(), null, link, cancel);
        return EpisodeActed.Done;
    }

    private async Task<EpisodeActed> WriteAsync(Episode before, string? note, string? link, CancellationToken cancel)
    {
        if (before.Note == note)
        {
            return EpisodeActed.NoChange;
        }
        await session.ExecuteAsync(NoteSql, new { id, note }, cancel);
        await TraceAsync(EpisodeEventKind.Note, before.Note, note, null, link, cancel);
        return EpisodeActed.Done;
    }

    private Task TraceAsync(
        EpisodeEventKind kind,
        string? from,
        string? to,
        string? note,
        string? link,
        CancellationToken cancel
    ) =>
        EpisodeTrace.AddAsync(
            session,
            id,
            [new EpisodeEvent(now, kind, from, to, userId, note, link is not null)],
            link,
            cancel
        );

    private static string? Text(long? userId) => userId?.ToString(CultureInfo.InvariantCulture);
}
