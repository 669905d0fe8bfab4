namespace ReputationWatch.Core.Spikes;

public enum EpisodeDecision
{
    None,

    /// <summary>A new episode: one mail.</summary>
    Open,

    /// <summary>The open episode has grown far beyond what was announced: one more mail.</summary>
    Escalate,

    /// <summary>The open episode is over.</summary>
    Close,
}

/// <summary>An open episode, as stored: enough to go on after a restart.</summary>
/// <param name="AnnouncedScore">Score at the last mail.</param>
/// <param name="LastLoudAt">Last time the score was not quiet.</param>
public sealed record OpenEpisode(
    DateTimeOffset OpenedAt,
    DateTimeOffset AnnouncedAt,
    double AnnouncedScore,
    double PeakScore,
    DateTimeOffset LastLoudAt
);

/// <summary>When an episode opens, escalates and closes, in units of the relative score.</summary>
public sealed record EpisodeRules
{
    public static readonly EpisodeRules Default = new();

    public double Threshold { get; init; } = 0.5;

    /// <summary>Below this share of the threshold the topic is quiet. Lower than the threshold, so that a score
    /// that hovers there is one episode.</summary>
    public double QuietShare { get; init; } = 0.5;

    public TimeSpan QuietFor { get; init; } = TimeSpan.FromHours(3);
    public TimeSpan AtLeast { get; init; } = TimeSpan.FromHours(12);
    public double EscalateFactor { get; init; } = 3;
    public TimeSpan EscalateAfter { get; init; } = TimeSpan.FromHours(3);
}

/// <summary>Decides on an episode from its stored state and a score: pure, so that a restart changes nothing.</summary>
public static class EpisodeTracker
{
    public static (EpisodeDecision Decision, OpenEpisode? Episode) Next(
        OpenEpisode? open,
        double score,
        DateTimeOffset now,
        EpisodeRules rules
    )
    {
        if (open is null)
        {
            return score >= rules.Threshold
                ? (EpisodeDecision.Open, new OpenEpisode(now, now, score, score, now))
                : (EpisodeDecision.None, null);
        }
        var loud = score >= rules.Threshold * rules.QuietShare;
        var next = open with
        {
            PeakScore = Math.Max(open.PeakScore, score),
            LastLoudAt = loud && now > open.LastLoudAt ? now : open.LastLoudAt,
        };
        if (score >= rules.EscalateFactor * open.AnnouncedScore && now - open.AnnouncedAt >= rules.EscalateAfter)
        {
            return (EpisodeDecision.Escalate, next with { AnnouncedAt = now, AnnouncedScore = score });
        }
        return now - next.LastLoudAt >= rules.QuietFor && now - open.AnnouncedAt >= rules.AtLeast
            ? (EpisodeDecision.Close, null)
            : (EpisodeDecision.None, next);
    }
}
