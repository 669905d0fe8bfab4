using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Signals;

/// <summary>
/// Spam, urgency and irony by rules: no labelled texts exist for them in this domain, so they are lists of cues in
/// French and English and are shown as such. They sort the inbox and raise doubts; they never change a label.
/// </summary>
internal static class Cues
{
    private const double SpamFrom = -3;
    private const double UrgencyFrom = -3.5;

    private static readonly Phrases Advertising = new(
        "code promo|offre speciale|cliquez|clique ici|inscrivez vous|gagnez|gratuitement|100 gratuit|abonnez vous|lien en bio|"
            + "profitez de|livraison offerte|click here|link in bio|giveaway|promo code|discount code|sign up|buy now|limited offer|"
            + "dm me|follow me|follow back|followers|make money|work from home|crypto|bitcoin|casino en ligne|online casino|"
            + "forex|onlyfans|earn money|gagner de l argent|voyance|marabout|retour affectif|rachat de credit|whatsapp"
    );

    private static readonly Phrases Complaint = new(
        "urgent|en urgence|au plus vite|rapidement svp|remboursement|rembourser|remboursez|refund|arnaque|arnaqueurs|escroc|"
            + "escrocs|escroquerie|scam|fraud|fraude|plainte|porter plainte|avocat|tribunal|lawyer|lawsuit|sue|signal conso|"
            + "60 millions|ufc que choisir|dgccrf|mise en demeure|toujours pas|toujours rien|aucune reponse|sans reponse|"
            + "pas de reponse|jamais recu|no reply|no response|no answer|still waiting|still no|never received|nobody answers|"
            + "depuis des semaines|depuis des mois|depuis plus d|for weeks|for months|bloque|blocked|debite|prelevement|charged twice|"
            + "dangereux|danger|dangerous|injured|blesse|intoxication|food poisoning|allergie|fire|incendie|data breach|pirate|hacked|"
            + "injoignable|inadmissible|scandaleux|honteux|unacceptable|a l aide|please help|help me|sos|contactez moi|contact me"
    );

    private static readonly Phrases Irony = new(
        "merci pour rien|thanks for nothing|bravo|chapeau|felicitations|quelle surprise|comme d hab|comme d habitude|"
            + "as usual|yeah right|great job|good job|nice job|well done|just great|just what i needed|so helpful|"
            + "on applaudit|au top du top|quel talent|quel professionnalisme|ironie|sarcasme|sarcasm|irony|lol|mdr|ptdr|"
            + "oh wait|sure thing|how nice|thank you so much|merci bien|un grand merci|super|genial|formidable|wonderful|fantastic"
    );

    private static readonly Phrases Trouble = new(
        "retard|panne|en panne|attente|attendre|attends|perdu|perdue|annule|annulee|casse|cassee|bug|plante|raccroche|facture|"
            + "surtaxe|greve|bloque|toujours pas|encore une fois|heures|jours de retard|jamais|delayed|delay|cancelled|canceled|"
            + "lost|broken|waiting|on hold|hours|again|crash|crashed|late|stuck|another bill|never"
    );

    public static double Spam(TextScratch scratch)
    {
        int links = 0,
            hashtags = 0,
            handles = 0;
        foreach (ref readonly var token in scratch.Used)
        {
            links += token.Kind == TokenKind.Link ? 1 : 0;
            handles += token.Kind == TokenKind.Handle ? 1 : 0;
            hashtags += token.Is(TokenTraits.Hashtag) ? 1 : 0;
        }
        var score = SpamFrom + 1.6 * Advertising.Count(scratch.Used) + 0.7 * Math.Min(links, 3);
        score += 0.4 * Math.Max(0, hashtags - 3) + 0.4 * Math.Max(0, handles - 4);
        return Logistic(score);
    }

    public static double Urgency(TextScratch scratch, double negative)
    {
        var score = UrgencyFrom + 1.2 * Math.Min(4, Complaint.Count(scratch.Used)) + 2.5 * negative;
        return Logistic(score + 0.3 * Math.Min(2, scratch.Questions));
    }

    /// <summary>Praise and trouble in one text, or praise that trails off in dots.</summary>
    public static bool IsLikelyIrony(TextScratch scratch, LabelProbabilities p)
    {
        var praise = Irony.Count(scratch.Used);
        if (praise == 0)
        {
            return false;
        }
        if (Trouble.Count(scratch.Used) > 0)
        {
            return p.Positive > 0.15;
        }
        return p is { Positive: > 0.15, Negative: > 0.05 } && (scratch.Ellipses > 0 || praise > 1);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
