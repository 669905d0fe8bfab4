using System.Globalization;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>What is asked of the past.</summary>
/// <param name="TopicId">Set when the query is the stored one: then its mentions are known and need no matching.</param>
internal sealed record BacktestQuestion(
    long? TopicId,
    string Query,
    string? Exclude,
    string? Context,
    AlertSignals Signals
);

/// <summary>The parsed parts of a topic's query.</summary>
internal sealed record QueryParts(Query Query, Query? Exclude, Query? Context);

/// <param name="Complete">False when the time ran out before all of the period was read.</param>
/// <param name="Hours">Mentions by hour: negative and others.</param>
/// <param name="Excerpts">What carried the alerts, by the ids in their evidence.</param>
internal sealed record BacktestAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    bool Complete,
    int Mentions,
    IReadOnlyDictionary<Sensitivity, IReadOnlyList<BacktestAlert>> Alerts,
    IReadOnlyList<CountBucket> Hours,
    IReadOnlyDictionary<string, HistoryExcerpt> Excerpts
);

/// <summary>A replay that goes on beside the pages.</summary>
internal sealed class BacktestRun
{
    public Task<BacktestAnswer> Answer { get; set; } = null!;

    /// <summary>0 to 1.</summary>
    public double Progress { get; set; }
    public DateTimeOffset AskedAt { get; set; }
}

/// <summary>
/// Replays the last 90 days for topics that are being edited: one at a time, beside the pages, bounded in time, and given up when
/// nobody asks any more.
/// </summary>
internal sealed class BacktestRuns(
    SpikeHistoryReader reader,
    IMentionStore mentions,
    TimeProvider clock,
    ILogger<BacktestRuns> log
) : IDisposable
{
    private const int Kept = 20;
    private const int ExcerptLength = 240;

    /// <summary>Reading is the first part of the work, as the progress shows it.</summary>
    private const double ReadingPart = 0.5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<BacktestQuestion, BacktestRun> _runs = [];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The replay of this question, begun when there is none yet.</summary>
    public BacktestRun Ask(BacktestQuestion question, QueryParts parts)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            if (!_runs.TryGetValue(question, out var run))
            {
                run = new BacktestRun { AskedAt = now };
                run.Answer = Task.Run(() => AnswerAsync(run, question, parts));
                _runs[question] = run;
            }
            run.AskedAt = now;
            return run;
        }
    }

    /// <summary>What failed or was given up is begun anew by the next who asks.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var (question, run) in _runs)
        {
            var failed = run.Answer is { IsCompleted: true, IsCompletedSuccessfully: false };
            if (failed || now - run.AskedAt > Fresh || (_runs.Count > Kept && run.Answer.IsCompleted))
            {
                _runs.Remove(question);
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<BacktestAnswer> AnswerAsync(BacktestRun run, BacktestQuestion question, QueryParts parts)
    {
        using var cancel = new CancellationTokenSource();
        await _turn.WaitAsync(cancel.Token);
        try
        {
            return await ReplayAsync(run, question, parts, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The past of query {Query} could not be replayed", question.Query);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<BacktestAnswer> ReplayAsync(
        BacktestRun run,
        BacktestQuestion question,
        QueryParts parts,
        CancellationTokenSource cancel
    )
    {
        var to = clock.GetUtcNow();
        var from = to - EpisodeHistory.Depth;
        var reading = new Teller(part => Tell(run, part * ReadingPart, cancel));
        var past = question.TopicId is { } id
            ? new QueryHistory(
                await reader.OfTopicAsync(id, from, cancel.Token),
                from,
                true,
                0,
                new Dictionary<string, HistoryExcerpt>()
            )
            : await reader.OfQueryAsync(
                parts.Query,
                parts.Exclude,
                parts.Context,
                from,
                Patience,
                reading,
                cancel.Token
            );
        var begin = past.Complete ? from : Later(from, past.Since);
        var sensitivities = Enum.GetValues<Sensitivity>();
        var alerts = SpikeBacktest.Run(
            past.History,
            question.Signals.Signals(),
            begin,
            to,
            [.. sensitivities.Select(EpisodeRules.For)],
            progress: new Teller(part => Tell(run, ReadingPart + (part * (1 - ReadingPart)), cancel)),
            cancel: cancel.Token
        );
        return new BacktestAnswer(
            begin,
            to,
            past.Complete,
            past.History.Facts.Count(f => f.PublishedAt >= begin),
            sensitivities.Zip(alerts).ToDictionary(a => a.First, a => a.Second),
            HoursOf(past.History.Facts, begin),
            await ExcerptsAsync(alerts, past.Unmatched, cancel.Token)
        );
    }

    private void Tell(BacktestRun run, double progress, CancellationTokenSource cancel)
    {
        run.Progress = progress;
        if (clock.GetUtcNow() - run.AskedAt > Abandoned)
        {
            cancel.Cancel();
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static List<CountBucket> HoursOf(IReadOnlyList<MentionFact> facts, DateTimeOffset from) =>
        [
            .. facts
                .Where(f => f.PublishedAt >= from)
                .GroupBy(f => f.PublishedAt.ToUnixTimeSeconds() / 3600)
                .OrderBy(hour => hour.Key)
                .Select(hour => new CountBucket(
                    DateTimeOffset.FromUnixTimeSeconds(hour.Key * 3600),
                    new MentionCounts { Negative = hour.Count(f => f.Negative), Neutral = hour.Count(f => !f.Negative) }
                )),
        ];

    private async Task<IReadOnlyDictionary<string, HistoryExcerpt>> ExcerptsAsync(
        IReadOnlyList<IReadOnlyList<BacktestAlert>> alerts,
        IReadOnlyDictionary<string, HistoryExcerpt> unmatched,
        CancellationToken cancel
    )
    {
        var ids = alerts.SelectMany(a => a).SelectMany(a => a.Evidence.TopMentionIds).Distinct().ToList();
        var stored = ids.Select(i => long.TryParse(i, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(i => i > 0)
            .ToList();
        var found = (await mentions.FindManyAsync(stored, cancel)).ToDictionary(
            m => m.Id.ToString(CultureInfo.InvariantCulture),
            m => new HistoryExcerpt(m.Title, m.Text[..Math.Min(ExcerptLength, m.Text.Length)], m.Site, m.PublishedAt)
        );
        foreach (var id in ids.Where(unmatched.ContainsKey))
        {
            found[id] = unmatched[id];
        }
        return found;
    }

    /// <summary>Tells at once and on the same thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Teller(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
