using System.Globalization;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Notifications.Words;

/// <summary>Everything a mail says, in one language. Numbers come in, sentences go out.</summary>
internal abstract class AlertWords
{
    /// <summary>No-break space.</summary>
    protected const char Nb = '\u00A0';

    public static AlertWords For(string language) =>
        string.Equals(language, "fr", StringComparison.OrdinalIgnoreCase)
            ? FrenchWords.Instance
            : EnglishWords.Instance;

    public abstract CultureInfo Culture { get; }

    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>The words of digests and of several alerts in one message.</summary>
    public abstract ReviewWords Reviews { get; }

    public abstract string Subject(EpisodeFacts facts);

    /// <summary>A group in the place of a topic's name.</summary>
    public abstract string WholeGroup(string group);

    /// <summary>Why an episode of a whole group is one, and whom it is about most.</summary>
    public abstract string Carrier(string topic);

    /// <summary>Said under a chart that adds up several topics.</summary>
    public abstract string CountsForEach { get; }

    /// <summary>“28 negative mentions in 2 h”.</summary>
    public abstract string Headline(EpisodeFacts facts);

    /// <summary>One or two whole sentences that stand alone: since when, how much against how much.</summary>
    public abstract string Lead(EpisodeFacts facts);

    /// <summary>Short words under the four figures, in the order count, usual, authors, sources.</summary>
    public abstract (string Figure, string Label)[] Figures(EpisodeFacts facts);

    /// <summary>Why the detector found it unusual; null for reasons that say nothing to the reader.</summary>
    public abstract string? Reason(SpikeReason reason, EpisodeFacts facts);

    public abstract string WhyHeading { get; }

    public abstract string ChartHeading(SpikeSignal signal);

    public abstract string ChartCaption(SpikeSignal signal);

    /// <summary>What the chart shows, for those who do not see it; the figures are of the last hours, oldest first. Of a dip nothing is usual but shares.</summary>
    public abstract string ChartText(SpikeSignal signal, IReadOnlyList<long> lastHours, double usualPerHour);

    public abstract string SaidHeading { get; }

    public abstract string Sentiment(SentimentLabel label);

    /// <summary>“+3 copies”.</summary>
    public abstract string Copies(int count);

    public abstract string Reach(long people);

    public abstract string Anonymous { get; }

    public abstract string Blind(IReadOnlyList<string> sources);

    public abstract string OpenEpisode { get; }

    public abstract string OpenInbox { get; }
    public abstract string TakeEpisode { get; }
    public abstract string FalseAlarm { get; }

    public abstract string OpenSource { get; }

    public abstract string OpenSettings { get; }

    /// <summary>Why one gets this.</summary>
    public abstract string Footer(string? topic);

    public abstract string ChangeIt { get; }

    public abstract string SourceSubject(NotificationKind kind, string source);

    public abstract string SourceLead(NotificationKind kind, string source, DateTimeOffset? since);

    /// <summary>What happened at the source, and what to do about it.</summary>
    public abstract string Trouble(CheckOutcome outcome, int? status);

    public abstract string NextTry(DateTimeOffset at);

    public abstract string TestSubject { get; }

    public abstract string TestLead { get; }

    public abstract string When(DateTimeOffset local);

    public string Number(double value) => value.ToString("#,##0", Culture);

    /// <summary>The usual number as people say it: none, under one, or a whole number.</summary>
    protected string Usual(double expected, string none, string underOne) =>
        expected switch
        {
            < 0.05 => none,
            < 1 => underOne,
            _ => Number(Math.Round(expected)),
        };

    /// <summary>A rate per hour, which may be below one.</summary>
    protected string Rate(double rate) => rate.ToString(rate < 9.95 ? "0.#" : "#,##0", Culture);

    protected string Times(double times) => times.ToString(times < 9.95 ? "0.#" : "0", Culture);
}
