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
/// <param name="AnnouncedScore">Highest score around the last mail: what a reader of it has seen.</param>
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

    /// <summary>Relative score from which an episode opens.</summary>
    public double Threshold { get; init; } = 1.15;

    /// <summary>Below this share of the threshold the topic is quiet. Lower than the threshold, so that a score that
    /// hovers there is one episode.</summary>
    public double QuietShare { get; init; } = 0.5;

    /// <summary>How long it must be quiet before the episode closes: a night, for what sleeps and goes on in the
    /// morning is one event.</summary>
    public TimeSpan QuietFor { get; init; } = TimeSpan.FromHours(8);

    /// <summary>An episode lasts at least this long after its last mail.</summary>
    public TimeSpan AtLeast { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A second mail leaves at this many times the first peak…</summary>
    public double EscalateFactor { get; init; } = 3;

    /// <summary>… which is the highest score within this time of the mail: a spike is still rising when it is found.</summary>
    public TimeSpan PeakWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Least time between two mails of an episode.</summary>
    public TimeSpan EscalateAfter { get; init; } = TimeSpan.FromHours(3);

    /// <summary>
    /// On simulated small brands, low finds nine events in ten about 35 minutes after the fifth angry author, with one
    /// false alert in eleven years of a topic; medium 94 % after 15 minutes, one in two years; high 96 % after five, one in 20 weeks.
    /// </summary>
    public static EpisodeRules For(Sensitivity sensitivity) =>
        Default with
        {
            Threshold = sensitivity switch
            {
                Sensitivity.Low => 1.6,
                Sensitivity.High => 0.8,
                _ => Default.Threshold,
            },
        };
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
        var next = Hear(InThePast(open, now), score, now, rules);
        if (score >= rules.EscalateFactor * next.AnnouncedScore && now - next.AnnouncedAt >= rules.EscalateAfter)
        {
            return (EpisodeDecision.Escalate, next with { AnnouncedAt = now, AnnouncedScore = score });
        }
        return now - next.LastLoudAt >= rules.QuietFor && now - next.AnnouncedAt >= rules.AtLeast
            ? (EpisodeDecision.Close, null)
            : (EpisodeDecision.None, next);
    }

    private static OpenEpisode Hear(OpenEpisode open, double score, DateTimeOffset now, EpisodeRules rules) =>
        open with
        {
            PeakScore = Math.Max(open.PeakScore, score),
            AnnouncedScore =
                now - open.AnnouncedAt <= rules.PeakWithin ? Math.Max(open.AnnouncedScore, score) : open.AnnouncedScore,
            LastLoudAt = score >= rules.Threshold * rules.QuietShare ? now : open.LastLoudAt,
        };

    /// <summary>After the clock was set back, an episode from the future would never close.</summary>
    private static OpenEpisode InThePast(OpenEpisode open, DateTimeOffset now) =>
        open with
        {
            AnnouncedAt = open.AnnouncedAt > now ? now : open.AnnouncedAt,
            LastLoudAt = open.LastLoudAt > now ? now : open.LastLoudAt,
        };
}
