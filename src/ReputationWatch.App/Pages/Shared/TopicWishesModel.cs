using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>The part of a form that chooses topics: all, or some by name and by group.</summary>
internal sealed record TopicWishesModel(TopicWishes Wishes, IReadOnlyList<Topic> Topics)
{
    public IReadOnlyList<string> Groups =>
        [.. Topics.Select(t => t.Group).OfType<string>().Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Only what exists is kept: a form can say anything.</summary>
    public static TopicWishes Read(bool all, long[]? ids, string[]? groups, IReadOnlyList<Topic> topics) =>
        new()
        {
            AllTopics = all,
            TopicIds = [.. topics.Select(t => t.Id).Intersect(ids ?? [])],
            Groups = [.. topics.Select(t => t.Group).OfType<string>().Distinct().Intersect(groups ?? [])],
        };
}
