using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Topics;

/// <summary>
/// After a topic is added or its query changes, matches what is already stored anew, in slices that a restart resumes: mentions
/// join or leave the topic, and kept items that matched nothing when they came become mentions.
/// </summary>
public sealed class Rematcher(ITopicStore topics, IMentionStore mentions, Intake intake, ILogger<Rematcher> log)
{
    private const int SliceSize = 500;

    /// <summary>Works off what is pending, at most for about <paramref name="slices"/> slices. Returns how many items were looked at.</summary>
    public async Task<long> RunAsync(int slices, CancellationToken cancel)
    {
        long looked = 0;
        var failures = new List<Exception>();
        foreach (var state in await topics.PendingRematchesAsync(cancel))
        {
            try
            {
                var (done, seen) = await RematchAsync(state, slices, cancel);
                slices -= done;
                looked += seen;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One topic's trouble must not keep the others waiting; it stays pending and its turn comes again.
                log.LogError(failure, "Topic {TopicId} could not be matched anew", state.TopicId);
                failures.Add(failure);
            }
        }
        return failures.Count == 0 ? looked : throw new AggregateException(failures);
    }

    private async Task<(int Slices, long Looked)> RematchAsync(RematchState state, int most, CancellationToken cancel)
    {
        var matches = await intake.MatcherOfAsync(state.TopicId, cancel);
        var prepare = await intake.PreparerAsync(cancel);
        long looked = 0;
        for (var slice = 1; slice <= most; slice++)
        {
            var progress = await mentions.RematchAsync(state, matches, prepare, SliceSize, cancel);
            looked += progress.Looked;
            if (progress.Done)
            {
                log.LogInformation(
                    "Topic {TopicId} is matched anew as of version {Version}",
                    state.TopicId,
                    state.TopicVersion
                );
                return (slice, looked);
            }
        }
        return (Math.Max(0, most), looked);
    }
}
