using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.Notifications.Words;

internal sealed class EnglishReviews : ReviewWords
{
    public static readonly EnglishReviews Instance = new();

    private EnglishReviews() { }

    private static AlertWords Base => EnglishWords.Instance;

    public override string OtherTopics => "Other topics";
    public override string Competitor => "competitor";
    public override string EpisodesHeading => "Episodes";
    public override string OpenOverview => "Open the overview";
    public override string Footer => "You get this review because you asked for it in ReputationWatch.";
    public override string BundleHeading => "What happened";
    public override string Deleted => "About something that has been deleted meanwhile";
    public override string CountsForEach =>
        "A mention of several topics counts for each of them, in the totals and in the share of voice.";
    public override string OpenAlerts => "Open the alerts";

    public override string Subject(ReviewFacts facts) => $"{Name(facts)}: {Headline(facts)}";

    public override string Headline(ReviewFacts facts) =>
        facts.IsEmpty
            ? "nothing to report"
            : $"{Number(facts.Negative)} negative of {Number(facts.Mentions)} {Plural(facts.Mentions, "mention", "mentions")}, {(facts.Unanswered == 0 ? "none waiting" : $"{Number(facts.Unanswered)} unanswered")}";

    public override string Lead(ReviewFacts facts)
    {
        var period = $"From {Base.When(facts.From)} to {Base.When(facts.To)}";
        if (facts.IsEmpty)
        {
            return $"{period} there was no mention, no episode, and nothing waits for an answer.";
        }
        var rose = facts.Rose.Count > 0 ? $" Negative mentions clearly rose: {string.Join(", ", facts.Rose)}." : "";
        var they = facts.Rose.Count > 0 ? "They" : "Negative mentions";
        var fell = facts.Fell.Count > 0 ? $" {they} clearly fell: {string.Join(", ", facts.Fell)}." : "";
        var same =
            facts.Rose.Count + facts.Fell.Count == 0 ? " Negative mentions changed no more than chance can do." : "";
        var against = facts.Rhythm == DigestRhythm.Weekly ? "the week before" : "the same hours a week before";
        return $"{period}; in brackets, {against}.{rose}{fell}{same}";
    }

    public override (string Figure, string Label)[] Figures(ReviewFacts facts) =>
        facts.IsEmpty
            ? []
            :
            [
                (Number(facts.Mentions), Plural(facts.Mentions, "mention", "mentions")),
                (Number(facts.Negative), "negative"),
                (Number(facts.Episodes), Plural(facts.Episodes, "episode", "episodes")),
                (Number(facts.Unanswered), Plural(facts.Unanswered, "unanswered negative", "unanswered negatives")),
            ];

    public override string Topic(
        MentionCounts now,
        MentionCounts before,
        ChangeDirection negative,
        ChangeDirection all
    ) =>
        $"{Number(now.Total)} {Plural(now.Total, "mention", "mentions")} ({Number(before.Total)}){Change(all)} · {Number(now.Negative)} negative ({Number(before.Negative)}){Change(negative)}";

    public override string AllQuiet(int topics) =>
        $"{Number(topics)} further {Plural(topics, "topic", "topics")} without any mention.";

    public override string Voices(IReadOnlyList<(string Name, double Share, long Count)> voices) =>
        $"Share of voice: {string.Join(", ", voices.Select(v => $"{v.Name} {Percent(v.Share)} ({Number(v.Count)})"))}.";

    public override string EpisodeState(DateTimeOffset opened, TimeSpan? lasted, bool answered) =>
        $"{Base.When(opened)} · {(lasted is null ? "still open" : $"lasted {EnglishWords.Duration(lasted)}")} · {(answered ? "answered" : "unanswered")}";

    public override string WaitingHeading(int count, int overdue) =>
        $"Waiting for an answer: {Number(count)}{(overdue > 0 ? $", {Number(overdue)} overdue" : "")}";

    public override string BundleSubject(int count, DeliveryHold why) =>
        why == DeliveryHold.QuietHours
            ? $"{Number(count)} alerts from your quiet hours"
            : $"{Number(count)} further alerts in one message";

    public override string BundleLead(int count, DeliveryHold why) =>
        why == DeliveryHold.QuietHours
            ? $"While you wanted quiet, {Number(count)} alerts came in. Here they are, oldest first."
            : $"You had reached your limit of messages an hour, so {Number(count)} alerts waited for this one. Here they are, oldest first.";

    public override string More(int count) => $"and {Number(count)} more";

    private static string Name(ReviewFacts facts) =>
        facts.Rhythm == DigestRhythm.Weekly ? "Weekly review" : "Daily review";

    private static string Change(ChangeDirection change) =>
        change switch
        {
            ChangeDirection.Rose => ", clearly more",
            ChangeDirection.Fell => ", clearly fewer",
            _ => "",
        };

    private static string Plural(long count, string one, string many) => count == 1 ? one : many;

    private static string Number(long value) => Base.Number(value);

    private static string Percent(double share) => $"{Base.Number(Math.Round(share * 100))}%";
}
