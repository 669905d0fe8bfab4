using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Alerts;

/// <summary>
/// When a topic is new, or its query has changed, looks through what is stored for episodes of the last 90 days and records them as
/// found in history. Nobody is alerted: it is for the charts, the ledger and for judging how the detector would have done.
/// </summary>
public sealed class EpisodeHistory(
    ITopicStore topics,
    ISourceStore sources,
    IMentionFactStore facts,
    IEpisodeStore episodes,
    SpikeHistoryReader reader,
    TimeProvider clock,
    ILogger<EpisodeHistory> log
)
{
    public static readonly TimeSpan Depth = TimeSpan.FromDays(90);

    /// <summary>With less history there is nothing to compare with.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromDays(14);

    /// <summary>A topic that has no history after this long will not get one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>Searches the next topic that waits for it. Returns how many episodes were found.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var waiting = (await topics.ListAsync(cancel))
            .Where(t => SpikeWatch.IsWatched(t) && t.HistorySearched != t.Version)
            .ToList();
        if (waiting.Count == 0 || !await IsAllInAsync(cancel))
        {
            return 0;
        }
        var rematching = (await topics.PendingRematchesAsync(cancel)).Select(r => r.TopicId).ToHashSet();
        var first = await facts.FirstMentionsAsync(cancel);
        var now = clock.GetUtcNow();
        foreach (var topic in waiting.Where(t => !rematching.Contains(t.Id)))
        {
            if (first.TryGetValue(topic.Id, out var oldest) && now - oldest >= Least)
            {
                return await SearchAsync(topic, oldest, now, cancel);
            }
            if (now - topic.CreatedAt > Patience)
            {
                await topics.MarkHistorySearchedAsync(topic.Id, topic.Version, cancel);
            }
        }
        return 0;
    }

    /// <summary>While a source still brings its past, the history has holes that look like silence.</summary>
    private async Task<bool> IsAllInAsync(CancellationToken cancel) =>
        (await sources.ListAsync(cancel)).All(s =>
            !s.Enabled
            || DirectIntake.IsDelivered(s)
            || (s.Health.BackfillPage is null && s.Health.LastCheckedAt is not null)
        );

    private async Task<long> SearchAsync(
        Topic topic,
        DateTimeOffset oldest,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var from = oldest > now - Depth ? oldest : now - Depth;
        var history = await reader.OfTopicAsync(topic.Id, from, cancel);
        var alerts = await Task.Run(
            () =>
                SpikeBacktest.Run(
                    history,
                    topic.Signals.Signals(),
                    from,
                    now,
                    [EpisodeRules.For(topic.Sensitivity)],
                    cancel: cancel
                )[0],
            cancel
        );
        var found = ToEpisodes(topic, alerts);
        await episodes.RecordHistoryAsync(topic.Id, found, cancel);
        await topics.MarkHistorySearchedAsync(topic.Id, topic.Version, cancel);
        log.LogInformation(
            "Found {Count} episodes in the history of topic {TopicId} since {Since}",
            found.Count,
            topic.Id,
            from
        );
        return found.Count;
    }

    /// <summary>What goes on at the end of the past is the present's: the watch opens it.</summary>
    internal static List<Episode> ToEpisodes(Topic topic, IReadOnlyList<BacktestAlert> alerts)
    {
        var found = new List<Episode>();
        foreach (var alert in alerts.Where(a => a.ClosedAt is not null))
        {
            var (at, score) = (alert.Evidence.At, alert.Peak.Score);
            if (alert.Decision == EpisodeDecision.Escalate && found.Count > 0)
            {
                var grown = found[^1];
                found[^1] = grown with { EscalatedAt = at, Peak = score > grown.Peak.Score ? alert.Peak : grown.Peak };
                continue;
            }
            found.Add(
                new Episode
                {
                    TopicId = topic.Id,
                    Origin = EpisodeOrigin.History,
                    OpenedAt = at,
                    ClosedAt = alert.ClosedAt,
                    Evidence = alert.Evidence,
                    Peak = alert.Peak,
                    Tracker = new OpenEpisode(at, at, alert.Evidence.Score, score, alert.ClosedAt!.Value),
                }
            );
        }
        return found;
    }
}
