using System.Globalization;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Notifications.Words;

internal sealed class FrenchWords : AlertWords
{
    public static readonly FrenchWords Instance = new();

    private FrenchWords() { }

    public override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    public override ReviewWords Reviews => FrenchReviews.Instance;
    public override string WhyHeading => "Pourquoi cette alerte";
    public override string SaidHeading => "Ce qui se dit";
    public override string Anonymous => "anonyme";
    public override string OpenEpisode => "Voir l'épisode";
    public override string OpenInbox => "Traiter les mentions";
    public override string TakeEpisode => "Je m'en charge";
    public override string FalseAlarm => "Fausse alerte";
    public override string OpenSource => "Voir la source";
    public override string OpenSettings => "Ouvrir les réglages";
    public override string ChangeIt => "Modifier vos alertes";
    public override string TestSubject => "Message d'essai de ReputationWatch";

    public override string TestLead =>
        "Ce message d'essai est bien arrivé : les alertes vous parviendront à cette adresse. Vous n'avez rien à faire.";

    public override string CountsForEach => "Une mention de plusieurs sujets y compte pour chacun.";

    public override string WholeGroup(string group) => $"{group} (groupe)";

    public override string Carrier(string topic) =>
        $"C'est l'ensemble du groupe qui dépasse son niveau habituel. Le sujet le plus cité ci-dessous{Nb}: «{Nb}{topic}{Nb}».";

    public override string Subject(EpisodeFacts facts)
    {
        var topic = CleanText.Shortened(facts.Topic, 70);
        var prefix = (facts.Kind, facts.Signal) switch
        {
            (NotificationKind.EpisodeClosed, _) => $"Terminé{Nb}: {topic}, l'épisode a duré {Duration(facts.Lasted)}",
            (NotificationKind.EpisodeEscalated, _) => $"L'épisode s'aggrave{Nb}: {topic}, ",
            (NotificationKind.EpisodeUnanswered, _) => $"Toujours sans réponse{Nb}: {topic}, ",
            (_, SpikeSignal.NegativeMentions) => $"Bad buzz{Nb}: {topic}, ",
            (_, SpikeSignal.SentimentDip) => $"Sentiment en baisse{Nb}: {topic}, ",
            _ => $"Pic de mentions{Nb}: {topic}, ",
        };
        return facts.Kind == NotificationKind.EpisodeClosed
            ? prefix
            : prefix + $"{Headline(facts)} ({UsualWords(facts)})";
    }

    public override string Headline(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ? $"{Percent(facts.NegativeShare)} d'avis négatifs en {facts.WindowHours}{Nb}h"
            : $"{Number(facts.Count)}{Nb}{Noun(facts.Signal, facts.Count)} en {facts.WindowHours}{Nb}h";

    public override string Lead(EpisodeFacts facts)
    {
        if (facts.Kind == NotificationKind.EpisodeClosed)
        {
            return $"Les mentions de «{Nb}{facts.Topic}{Nb}» sont revenues à leur niveau habituel. L'épisode a duré {Duration(facts.Lasted)}. À son plus fort{Nb}: {Headline(facts)} ({UsualWords(facts)}).";
        }
        var times = facts.Times is { } t ? $", soit {Times(t)}{Nb}fois plus" : "";
        var start = facts.Kind switch
        {
            NotificationKind.EpisodeEscalated => "L'épisode en cours s'aggrave. ",
            NotificationKind.EpisodeUnanswered =>
                $"Personne n'a pris en charge cet épisode depuis son début, le {When(facts.Opened)}{Nb}: c'est votre tour. ",
            _ => "",
        };
        return facts.Signal == SpikeSignal.SentimentDip
            ? $"{start}Depuis le {When(facts.Since)}, {Percent(facts.NegativeShare)} des mentions de «{Nb}{facts.Topic}{Nb}» sont négatives, contre {Percent(facts.UsualShare)} d'habitude."
            : $"{start}Depuis le {When(facts.Since)}, nous avons compté {Number(facts.Count)}{Nb}{Noun(facts.Signal, facts.Count)} sur «{Nb}{facts.Topic}{Nb}». D'habitude, à ce moment{Nb}: {UsualNumber(facts)}{times}.";
    }

    public override (string Figure, string Label)[] Figures(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ?
            [
                (Percent(facts.NegativeShare), "d'avis négatifs"),
                (Percent(facts.UsualShare), "d'habitude"),
                (Number(facts.Authors), Plural(facts.Authors, "auteur", "auteurs")),
                (Number(facts.Sources), Plural(facts.Sources, "source", "sources")),
            ]
            :
            [
                (Number(facts.Count), Noun(facts.Signal, facts.Count)),
                (Usual(facts.Expected, "0", "<\u202F1"), "d'habitude"),
                (Number(facts.Authors), Plural(facts.Authors, "auteur", "auteurs")),
                (Number(facts.Sources), Plural(facts.Sources, "source", "sources")),
            ];

    public override string? Reason(SpikeReason reason, EpisodeFacts facts) =>
        reason switch
        {
            // With a ratio the lead has said it already.
            SpikeReason.AboveUsual when facts.Times is null =>
                "Le nombre de mentions dépasse de loin ce qui est habituel à cette heure.",
            // Of a dip the lead has said it already.
            SpikeReason.MoreNegative when facts.Signal != SpikeSignal.SentimentDip =>
                $"{Percent(facts.NegativeShare)} des mentions sont négatives, contre {Percent(facts.UsualShare)} d'habitude.",
            SpikeReason.SeveralWindows when facts.Signal == SpikeSignal.SentimentDip =>
                "La baisse se voit sur plusieurs durées à la fois, ce n'est pas un à-coup.",
            SpikeReason.SeveralWindows => "La hausse se voit sur plusieurs durées à la fois, ce n'est pas un à-coup.",
            SpikeReason.NewVoices => "Beaucoup d'auteurs n'avaient encore jamais parlé de vous.",
            SpikeReason.LivelyTopic =>
                "Ce sujet connaît souvent des journées animées, nous avons donc demandé davantage de preuves.",
            SpikeReason.Learning => "L'historique est encore court, seul un écart massif déclenche une alerte.",
            _ => null,
        };

    public override string ChartHeading(SpikeSignal signal) =>
        signal == SpikeSignal.NegativeMentions ? "Avis négatifs par heure" : "Mentions par heure";

    public override string ChartCaption(SpikeSignal signal) =>
        signal switch
        {
            SpikeSignal.NegativeMentions =>
                "La bande grise montre le niveau habituel, le triangle le début de l'épisode.",
            SpikeSignal.SentimentDip =>
                "En orange, les avis négatifs\u202F; en gris, les autres mentions. Le triangle montre le début de l'épisode.",
            _ =>
                "En orange, les avis négatifs. La bande grise montre le niveau habituel, le triangle le début de l'épisode.",
        };

    public override string ChartText(SpikeSignal signal, IReadOnlyList<long> lastHours, double usualPerHour)
    {
        var noun = signal == SpikeSignal.NegativeMentions ? "Avis négatifs" : "Mentions";
        var hours = string.Join(", ", lastHours.Select(h => Number(h)));
        var usual = signal == SpikeSignal.SentimentDip ? "" : $" D'habitude{Nb}: {Rate(usualPerHour)} par heure.";
        return $"{noun} par heure, sur les {lastHours.Count} dernières heures{Nb}: {hours}.{usual}";
    }

    public override string Sentiment(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => "négatif",
            SentimentLabel.Positive => "positif",
            _ => "neutre",
        };

    public override string Copies(int count) => $"+{Number(count)}{Nb}{Plural(count, "reprise", "reprises")}";

    public override string Reach(long people) => $"portée{Nb}{Number(people)}";

    public override string Blind(IReadOnlyList<string> sources) =>
        $"{Plural(sources.Count, "Une source n'a pas pu être lue", $"{sources.Count} sources n'ont pas pu être lues")} pendant ce temps ({string.Join(", ", sources)}){Nb}: le nombre réel peut être plus élevé.";

    public override string Footer(string? topic) =>
        topic is null
            ? "Vous recevez ce message parce que cette adresse figure parmi les destinataires des alertes de ReputationWatch."
            : $"Vous recevez ce message parce que vous êtes destinataire des alertes sur «{Nb}{topic}{Nb}» dans ReputationWatch.";

    public override string SourceSubject(NotificationKind kind, string source) =>
        kind == NotificationKind.SourceFailed
            ? $"Source illisible{Nb}: {CleanText.Shortened(source, 80)}"
            : $"Source rétablie{Nb}: {CleanText.Shortened(source, 80)}";

    public override string SourceLead(NotificationKind kind, string source, DateTimeOffset? since) =>
        (kind, since) switch
        {
            (NotificationKind.SourceRestored, _) =>
                $"La source «{Nb}{source}{Nb}» répond de nouveau. Ce qui a été publié entre-temps est en cours de lecture.",
            (_, { } at) =>
                $"La source «{Nb}{source}{Nb}» ne peut plus être lue depuis le {When(at)}. Les heures sans lecture ne comptent pas comme des heures calmes.",
            _ =>
                $"La source «{Nb}{source}{Nb}» ne peut plus être lue. Les heures sans lecture ne comptent pas comme des heures calmes.",
        };

    public override string Trouble(CheckOutcome outcome, int? status) => FrenchTroubles.Of(outcome, status);

    public override string NextTry(DateTimeOffset at) => $"Prochain essai le {When(at)}.";

    public override string When(DateTimeOffset local) =>
        local.ToString("d MMM yyyy 'à' H'\u00A0h\u00A0'mm", Culture).Replace(' ', Nb);

    private string UsualWords(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.SentimentDip
            ? $"{Percent(facts.UsualShare)} d'habitude"
            : $"{UsualNumber(facts)} d'habitude";

    private string UsualNumber(EpisodeFacts facts) =>
        facts.Signal == SpikeSignal.NegativeMentions
            ? Usual(facts.Expected, "aucun", "moins d'un")
            : Usual(facts.Expected, "aucune", "moins d'une");

    private static string Noun(SpikeSignal signal, int count) =>
        signal == SpikeSignal.NegativeMentions
            ? Plural(count, "avis négatif", "avis négatifs")
            : Plural(count, "mention", "mentions");

    private static string Plural(int count, string one, string many) => count < 2 ? one : many;

    private string Percent(double share) => $"{Math.Round(share * 100).ToString("0", Culture)}{Nb}%";

    internal static string Duration(TimeSpan? lasted) =>
        lasted switch
        {
            null => "quelques heures",
            { TotalHours: < 1 } t => $"{Math.Max(1, (int)t.TotalMinutes)}{Nb}min",
            { TotalHours: < 48 } t => $"{(int)Math.Round(t.TotalHours)}{Nb}h",
            { } t => $"{(int)Math.Round(t.TotalDays)}{Nb}jours",
        };
}
