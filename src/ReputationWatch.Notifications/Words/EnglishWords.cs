using System.Globalization;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Notifications.Words;

internal sealed class EnglishWords : AlertWords
{
    public static readonly EnglishWords Instance = new();

    private EnglishWords() { }

    public override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en-GB");

    public override ReviewWords Reviews => EnglishReviews.Instance;
    public override string WhyHeading => "Why this alert";
    public override string SaidHeading => "What is being said";
    public override string Anonymous => "anonymous";
    public override string OpenEpisode => "Open the episode";
    public override string OpenInbox => "Triage the mentions";
    public override string TakeEpisode => "I take it";
    public override string FalseAlarm => "False alarm";
    public override string OpenSource => "Open the source";
    public override string OpenSettings => "Open the settings";
    public override string ChangeIt => "Change your alerts";
    public override string TestSubject => "Test message from ReputationWatch";

    public override string TestLead =>
        "This test message has arrived: alerts will reach you at this address. There is nothing for you to do.";

    public override string CountsForEach => "A mention of several topics counts for each of them here.";

    public override string WholeGroup(string group) => $"{group} (group)";

    public override string Carrier(string topic) =>
        $"It is the group as a whole that is above its usual level. Named most often below: “{topic}”.";

    public override string Subject(EpisodeFacts facts)
    {
        var topic = CleanText.Shortened(facts.Topic, 70);
        var prefix = (facts.Kind, facts.Signal) switch
        {
            (NotificationKind.EpisodeClosed, _) => $"Over: {topic}, the episode lasted {Duration(facts.Lasted)}",
            (NotificationKind.EpisodeEscalated, _) => $"Getting worse: {topic}, ",
            (NotificationKind.EpisodeUnanswered, _) => $"Still unanswered: {topic}, ",
            (_, SpikeSignal.NegativeMentions) => $"Bad buzz: {topic}, ",
            (_, SpikeSignal.SentimentDip) => $"Sentiment is dropping: {topic}, ",
            _ => $"Spike of mentions: {topic}, ",
        };
        return facts.Kind == NotificationKind.EpisodeClosed
            ? prefix
            : prefix + $"{Headline(facts)} ({UsualWords(facts)})";
    }

    public override string Headline(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ? $"{Percent(facts.NegativeShare)} negative in {facts.WindowHours}{Nb}h"
            : $"{Number(facts.Count)} {Noun(facts.Signal, facts.Count)} in {facts.WindowHours}{Nb}h";

    public override string Lead(EpisodeFacts facts)
    {
        if (facts.Kind == NotificationKind.EpisodeClosed)
        {
            return $"Mentions of “{facts.Topic}” are back to their usual level. The episode lasted {Duration(facts.Lasted)}. At its peak: {Headline(facts)} ({UsualWords(facts)}).";
        }
        var times = facts.Times is { } t ? $", so this is {Times(t)} times as many" : "";
        var start = facts.Kind switch
        {
            NotificationKind.EpisodeEscalated => "The open episode is getting worse. ",
            NotificationKind.EpisodeUnanswered =>
                $"Nobody has taken this episode since it opened on {When(facts.Opened)}: it is your turn. ",
            _ => "",
        };
        return facts.Signal == SpikeSignal.SentimentDip
            ? $"{start}Since {When(facts.Since)}, {Percent(facts.NegativeShare)} of the mentions of “{facts.Topic}” have been negative, against {Percent(facts.UsualShare)} usually."
            : $"{start}Since {When(facts.Since)}, we have counted {Number(facts.Count)} {Noun(facts.Signal, facts.Count)} of “{facts.Topic}”. Usual at this time: {UsualNumber(facts)}{times}.";
    }

    public override (string Figure, string Label)[] Figures(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ?
            [
                (Percent(facts.NegativeShare), "negative"),
                (Percent(facts.UsualShare), "usually"),
                (Number(facts.Authors), Plural(facts.Authors, "author", "authors")),
                (Number(facts.Sources), Plural(facts.Sources, "source", "sources")),
            ]
            :
            [
                (Number(facts.Count), Noun(facts.Signal, facts.Count)),
                (Usual(facts.Expected, "0", "<\u202F1"), "usually"),
                (Number(facts.Authors), Plural(facts.Authors, "author", "authors")),
                (Number(facts.Sources), Plural(facts.Sources, "source", "sources")),
            ];

    public override string? Reason(SpikeReason reason, EpisodeFacts facts) =>
        reason switch
        {
            // With a ratio the lead has said it already.
            SpikeReason.AboveUsual when facts.Times is null => "There are far more mentions than usual at this hour.",
            // Of a dip the lead has said it already.
            SpikeReason.MoreNegative when facts.Signal != SpikeSignal.SentimentDip =>
                $"{Percent(facts.NegativeShare)} of the mentions are negative, against {Percent(facts.UsualShare)} usually.",
            SpikeReason.SeveralWindows when facts.Signal == SpikeSignal.SentimentDip =>
                "The drop shows over several lengths of time at once: it is no passing jolt.",
            SpikeReason.SeveralWindows => "The rise shows over several lengths of time at once: it is no passing jolt.",
            SpikeReason.NewVoices => "Many of the authors had never spoken of you before.",
            SpikeReason.LivelyTopic => "This topic often has lively days, so more proof was asked for.",
            SpikeReason.Learning => "There is little history yet, so only an overwhelming change raises an alert.",
            _ => null,
        };

    public override string ChartHeading(SpikeSignal signal) =>
        signal == SpikeSignal.NegativeMentions ? "Negative mentions per hour" : "Mentions per hour";

    public override string ChartCaption(SpikeSignal signal) =>
        signal switch
        {
            SpikeSignal.NegativeMentions =>
                "The grey band is the usual level, the triangle the beginning of the episode.",
            SpikeSignal.SentimentDip =>
                "Negative mentions are orange, all others grey. The triangle is the beginning of the episode.",
            _ =>
                "Negative mentions are orange. The grey band is the usual level, the triangle the beginning of the episode.",
        };

    public override string ChartText(SpikeSignal signal, IReadOnlyList<long> lastHours, double usualPerHour)
    {
        var noun = signal == SpikeSignal.NegativeMentions ? "Negative mentions" : "Mentions";
        var hours = string.Join(", ", lastHours.Select(h => Number(h)));
        var usual = signal == SpikeSignal.SentimentDip ? "" : $" Usual: {Rate(usualPerHour)} per hour.";
        return $"{noun} per hour, over the last {lastHours.Count} hours: {hours}.{usual}";
    }

    public override string Sentiment(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => "negative",
            SentimentLabel.Positive => "positive",
            _ => "neutral",
        };

    public override string Copies(int count) => $"+{Number(count)}{Nb}{Plural(count, "copy", "copies")}";

    public override string Reach(long people) => $"reach{Nb}{Number(people)}";

    public override string Blind(IReadOnlyList<string> sources) =>
        $"{(sources.Count == 1 ? "One source" : $"{sources.Count} sources")} could not be read meanwhile ({string.Join(", ", sources)}): the true number may be higher.";

    public override string Footer(string? topic) =>
        topic is null
            ? "You get this message because this address is among the recipients of ReputationWatch alerts."
            : $"You get this message because you are a recipient of the alerts on “{topic}” in ReputationWatch.";

    public override string SourceSubject(NotificationKind kind, string source) =>
        kind == NotificationKind.SourceFailed
            ? $"Source cannot be read: {CleanText.Shortened(source, 80)}"
            : $"Source is back: {CleanText.Shortened(source, 80)}";

    public override string SourceLead(NotificationKind kind, string source, DateTimeOffset? since) =>
        (kind, since) switch
        {
            (NotificationKind.SourceRestored, _) =>
                $"“{source}” answers again. What was published meanwhile is being read.",
            (_, { } at) =>
                $"“{source}” has not been readable since {When(at)}. Hours without a reading do not count as quiet hours.",
            _ => $"“{source}” can no longer be read. Hours without a reading do not count as quiet hours.",
        };

    public override string Trouble(CheckOutcome outcome, int? status) => EnglishTroubles.Of(outcome, status);

    public override string NextTry(DateTimeOffset at) => $"Next try on {When(at)}.";

    public override string When(DateTimeOffset local) => local.ToString("d MMM yyyy, HH:mm", Culture);

    private string UsualWords(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ? $"usually {Percent(facts.UsualShare)}"
            : $"usually {UsualNumber(facts)}";

    private string UsualNumber(EpisodeFacts facts) => Usual(facts.Expected, "none", "under one");

    private static string Noun(SpikeSignal signal, int count) =>
        signal == SpikeSignal.NegativeMentions
            ? Plural(count, "negative mention", "negative mentions")
            : Plural(count, "mention", "mentions");

    private static string Plural(int count, string one, string many) => count == 1 ? one : many;

    private string Percent(double share) => $"{Math.Round(share * 100).ToString("0", Culture)}%";

    internal static string Duration(TimeSpan? lasted) =>
        lasted switch
        {
            null => "some hours",
            { TotalHours: < 1 } t => $"{Math.Max(1, (int)t.TotalMinutes)}{Nb}min",
            { TotalHours: < 48 } t => $"{(int)Math.Round(t.TotalHours)}{Nb}h",
            { } t => $"{(int)Math.Round(t.TotalDays)}{Nb}days",
        };
}
