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
        foreach (var state in await topics.PendingRematchesAsync(cancel))
        {
            var matches = await intake.MatcherOfAsync(state.TopicId, cancel);
            var prepare = await intake.PreparerAsync(cancel);
            var done = false;
            while (!done && slices-- > 0)
            {
                var progress = await mentions.RematchAsync(state, matches, prepare, SliceSize, cancel);
                looked += progress.Looked;
                done = progress.Done;
            }
            if (done)
            {
                log.LogInformation(
                    "Topic {TopicId} is matched anew as of version {Version}",
                    state.TopicId,
                    state.TopicVersion
                );
            }
        }
        return looked;
    }
}
