using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Scores;

namespace ReputationWatch.Notifications.Words;

internal sealed class FrenchReviews : ReviewWords
{
    public static readonly FrenchReviews Instance = new();

    private FrenchReviews() { }

    private static AlertWords Base => FrenchWords.Instance;

    public override string OtherTopics => "Autres sujets";
    public override string Competitor => "concurrent";
    public override string EpisodesHeading => "Épisodes";
    public override string OpenOverview => "Ouvrir la vue d'ensemble";
    public override string Footer => "Vous recevez cette revue parce que vous l'avez demandée dans ReputationWatch.";
    public override string BundleHeading => "Ce qui s'est passé";
    public override string Deleted => "Au sujet d'un élément supprimé entre-temps";
    public override string CountsForEach =>
        "Une mention de plusieurs sujets compte pour chacun d'eux, dans les totaux comme dans la part de voix.";
    public override string OpenAlerts => "Voir les alertes";

    public override string Subject(ReviewFacts facts) => $"{Name(facts)}{Nb}: {Headline(facts)}";

    public override string Headline(ReviewFacts facts) =>
        facts.IsEmpty
            ? "rien à signaler"
            : $"{Number(facts.Negative)}{Nb}{Plural(facts.Negative, "avis négatif", "avis négatifs")} sur {Number(facts.Mentions)}{Nb}{Plural(facts.Mentions, "mention", "mentions")}, {(facts.Unanswered == 0 ? "aucun en attente" : $"{Number(facts.Unanswered)} sans réponse")}";

    public override string Lead(ReviewFacts facts)
    {
        var period = $"Du {Base.When(facts.From)} au {Base.When(facts.To)}";
        if (facts.IsEmpty)
        {
            return $"{period}, aucune mention, aucun épisode, et rien n'attend de réponse.";
        }
        var rose =
            facts.Rose.Count > 0
                ? $" Les avis négatifs augmentent nettement{Nb}: {string.Join(", ", facts.Rose)}."
                : "";
        var they = facts.Rose.Count > 0 ? "Ils" : "Les avis négatifs";
        var fell = facts.Fell.Count > 0 ? $" {they} diminuent nettement{Nb}: {string.Join(", ", facts.Fell)}." : "";
        var same =
            facts.Rose.Count + facts.Fell.Count == 0
                ? " Les avis négatifs n'ont pas changé plus que ne le fait le hasard."
                : "";
        var against =
            facts.Rhythm == DigestRhythm.Weekly ? "la semaine précédente" : "les mêmes heures une semaine plus tôt";
        return $"{period}{'\u202F'}; entre parenthèses, {against}.{rose}{fell}{same}";
    }

    public override (string Figure, string Label)[] Figures(ReviewFacts facts) =>
        facts.IsEmpty
            ? []
            :
            [
                (Number(facts.Mentions), Plural(facts.Mentions, "mention", "mentions")),
                (Number(facts.Negative), Plural(facts.Negative, "avis négatif", "avis négatifs")),
                (Number(facts.Episodes), Plural(facts.Episodes, "épisode", "épisodes")),
                (Number(facts.Unanswered), Plural(facts.Unanswered, "négatif sans réponse", "négatifs sans réponse")),
            ];

    public override string Topic(
        MentionCounts now,
        MentionCounts before,
        ChangeDirection negative,
        ChangeDirection all
    ) =>
        $"{Number(now.Total)}{Nb}{Plural(now.Total, "mention", "mentions")} ({Number(before.Total)}){Change(all)} · {Number(now.Negative)}{Nb}{Plural(now.Negative, "avis négatif", "avis négatifs")} ({Number(before.Negative)}){Change(negative)}";

    public override string AllQuiet(int topics) =>
        $"{Number(topics)}{Nb}{Plural(topics, "autre sujet", "autres sujets")} sans aucune mention.";

    public override string Voices(IReadOnlyList<(string Name, double Share, long Count)> voices) =>
        $"Part de voix{Nb}: {string.Join(", ", voices.Select(v => $"{v.Name} {Percent(v.Share)} ({Number(v.Count)})"))}.";

    public override string EpisodeState(DateTimeOffset opened, TimeSpan? lasted, bool answered) =>
        $"{Base.When(opened)} · {(lasted is null ? "en cours" : $"a duré {FrenchWords.Duration(lasted)}")} · {(answered ? "pris en charge" : "sans réponse")}";

    public override string WaitingHeading(int count, int overdue) =>
        $"En attente de réponse{Nb}: {Number(count)}{(overdue > 0 ? $", dont {Number(overdue)} en retard" : "")}";

    public override string BundleSubject(int count, DeliveryHold why) =>
        why == DeliveryHold.QuietHours
            ? $"{Number(count)}{Nb}alertes pendant vos heures calmes"
            : $"{Number(count)}{Nb}autres alertes en un message";

    public override string BundleLead(int count, DeliveryHold why) =>
        why == DeliveryHold.QuietHours
            ? $"Pendant vos heures calmes, {Number(count)}{Nb}alertes sont arrivées. Les voici, de la plus ancienne à la plus récente."
            : $"Vous aviez atteint votre limite de messages par heure, {Number(count)}{Nb}alertes ont donc attendu celui-ci. Les voici, de la plus ancienne à la plus récente.";

    public override string More(int count) => $"et {Number(count)} de plus";

    private static string Name(ReviewFacts facts) =>
        facts.Rhythm == DigestRhythm.Weekly ? "Revue de la semaine" : "Revue du jour";

    private static string Change(ChangeDirection change) =>
        change switch
        {
            ChangeDirection.Rose => ", nettement plus",
            ChangeDirection.Fell => ", nettement moins",
            _ => "",
        };

    private static string Plural(long count, string one, string many) => Math.Abs(count) < 2 ? one : many;

    private static string Number(long value) => Base.Number(value);

    private static string Percent(double share) => $"{Base.Number(Math.Round(share * 100))}{Nb}%";
}
