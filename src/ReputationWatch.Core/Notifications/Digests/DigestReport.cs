using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Notifications;

/// <summary>What a digest says.</summary>
public sealed record DigestReport
{
    public required DigestPeriod Period { get; init; }
    public required IReadOnlyList<DigestGroup> Groups { get; init; }
    public IReadOnlyList<DigestEpisode> Episodes { get; init; } = [];

    /// <summary>Negative mentions that wait for somebody now, and how many of them are past their time.</summary>
    public int Unanswered { get; init; }
    public int Overdue { get; init; }

    /// <summary>The newest of them.</summary>
    public IReadOnlyList<TopMention> Waiting { get; init; } = [];
    public Uri? InboxUrl { get; init; }

    /// <summary>Whether the reader wants it also when there is nothing in it.</summary>
    public bool WantedEmpty { get; init; }

    public bool IsEmpty =>
        Groups.All(g => g.Topics.All(t => t.Now.Total == 0)) && Episodes.Count == 0 && Unanswered == 0;
}

/// <param name="Name">Null for the topics that are in no group.</param>
/// <param name="Topics">The reader's own, and the competitors of the group.</param>
public sealed record DigestGroup(string? Name, IReadOnlyList<DigestTopic> Topics)
{
    /// <summary>Shares of all mentions of the group; empty where there is nobody to share with, or nothing.</summary>
    public IReadOnlyList<(DigestTopic Topic, double Share)> Voices
    {
        get
        {
            var all = Topics.Sum(t => t.Now.Total);
            return Name is null || all == 0 || !Topics.Any(t => t.Topic.Kind == TopicKind.Competitor)
                ? []
                :
                [
                    .. Topics
                        .Where(t => t.Now.Total > 0)
                        .OrderByDescending(t => t.Now.Total)
                        .Select(t => (t, (double)t.Now.Total / all)),
                ];
        }
    }
}

public sealed record DigestTopic(Topic Topic, MentionCounts Now, MentionCounts Before, Uri Url)
{
    public ChangeDirection All => CountChange.Of(Now.Total, Before.Total);

    public ChangeDirection Negative => CountChange.Of(Now.Negative, Before.Negative);
}

public sealed record DigestEpisode(Episode Episode, string TopicName, Uri Url);
