namespace ReputationWatch.Core.Spikes;

/// <summary>Why the score is what it is. Codes; pages and mails word them.</summary>
public enum SpikeReason
{
    /// <summary>Counts are within what is usual.</summary>
    Usual,

    /// <summary>Too little history to know what is usual; see <see cref="SpikeEvidence.LearningUntil"/>.</summary>
    Learning,

    /// <summary>Counts are high, but fewer people than needed wrote them.</summary>
    FewAuthors,

    /// <summary>Counts are high, but they are copies of few texts.</summary>
    FewStories,

    /// <summary>Counts are high, but below the least number or ratio worth a mail.</summary>
    TooSmall,

    /// <summary>More is said, but not more negatively than usual.</summary>
    UsualShare,

    /// <summary>Far above what is usual at this time.</summary>
    AboveUsual,

    /// <summary>A larger share of the mentions is negative than usual.</summary>
    MoreNegative,

    /// <summary>Several windows agree.</summary>
    SeveralWindows,

    /// <summary>Unusually many authors who never wrote on the topic before.</summary>
    NewVoices,

    /// <summary>The topic often has lively days; more than that was asked of this one.</summary>
    LivelyTopic,

    /// <summary>Some sources could not be read in the window: the true number may be higher.</summary>
    BlindSources,
}

/// <summary>What was found at one moment for one topic and one signal: the numbers behind an alert.</summary>
/// <param name="Score">Relative score: 0 is usual, <see cref="EpisodeRules.Threshold"/> opens an episode.</param>
/// <param name="Strength">Minus log10 of the bound of the probability, in the window shown.</param>
/// <param name="Effective">Effective mentions in the window (copies collapsed, authors capped).</param>
/// <param name="Expected">Effective mentions usual for this window at this time.</param>
/// <param name="UsualShare">Usual share of negative mentions of the topic.</param>
/// <param name="TopMentionIds">The mentions to show first: one a story, the most copied stories first.</param>
/// <param name="LearningUntil">Set while there is too little history.</param>
/// <param name="FifthVoiceAt">When the fifth person in the window had written: no rule that asks for five could be earlier.</param>
public sealed record SpikeEvidence(
    DateTimeOffset At,
    SpikeSignal Signal,
    double Score,
    double Strength,
    int WindowHours,
    double Effective,
    double Expected,
    int Mentions,
    int Authors,
    int Sources,
    int Stories,
    double NegativeShare,
    double UsualShare,
    IReadOnlyList<string> TopMentionIds,
    IReadOnlyList<string> BlindSources,
    IReadOnlyList<SpikeReason> Reasons,
    DateTimeOffset? LearningUntil,
    DateTimeOffset? FifthVoiceAt = null
);
