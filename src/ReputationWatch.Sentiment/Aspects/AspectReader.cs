using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Signals;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Aspects;

/// <summary>What a text says of one aspect of the service.</summary>
/// <param name="Probability">Of the label.</param>
/// <param name="Trained">
/// True where a model trained on labelled aspects says it (price, product and staff of restaurants, in French);
/// false where rules found the words and the sentiment of their clause.
/// </param>
public sealed record AspectOpinion(Aspect Aspect, SentimentLabel Label, double Probability, bool Trained);

/// <summary>
/// Finds the aspects of a text: a word of the aspect, and the weights of the words in its clause. Restaurant reviews in
/// French have labelled texts, so there a trained model answers for three of the eight.
/// </summary>
internal static class AspectReader
{
    private const int RestaurantWords = 2;
    private const double NeutralBand = 0.25;

    // How far a clause's summed weights must lie from zero to be sure; contributions are logits.
    private const double Steepness = 1.0;

    private static readonly Phrases Restaurant = new(
        "restaurant|resto|plat|plats|dessert|desserts|entree|entrees|menu|menus|serveur|serveurs|serveuse|serveuses|cuisine|"
            + "assiette|table|vin|vins|repas|brasserie|pizzeria|pizza|chef|diner|dejeuner|viande|poisson|frites|burger|carte"
    );

    private static readonly (Aspect Aspect, Phrases Words)[] Words =
    [
        (
            Aspect.Welcome,
            new Phrases(
                "accueil|accueilli|accueillie|accueillis|accueillant|accueillante|accueillants|reception|receptionniste|"
                    + "bienvenue|bonjour|welcome|welcomed|welcoming|front desk|check in|greeted|reception desk"
            )
        ),
        (
            Aspect.Price,
            new Phrases(
                "prix|tarif|tarifs|cher|chere|chers|cheres|abordable|hors de prix|onereux|promo|promotion|facture|factures|"
                    + "addition|frais|rapport qualite prix|price|prices|priced|pricing|expensive|cheap|cost|costs|fee|fees|value for money|"
                    + "overpriced|affordable|bill|charge|charges"
            )
        ),
        (
            Aspect.Quality,
            new Phrases(
                "qualite|qualites|finition|finitions|solide|fragile|propre|proprete|sale|abime|casse|cassee|quality|clean|"
                    + "dirty|broken|damaged|flimsy|sturdy|durable|cleanliness|filthy"
            )
        ),
        (
            Aspect.Delay,
            new Phrases(
                "delai|delais|retard|retards|attente|attendre|attendu|rapide|rapides|rapidement|rapidite|lent|lente|lents|"
                    + "livraison|livraisons|livre|livree|expedition|ponctuel|ponctualite|a l heure|delay|delays|delayed|late|wait|waiting|"
                    + "waited|slow|fast|quick|quickly|delivery|shipping|shipped|on time|hold"
            )
        ),
        (
            Aspect.Staff,
            new Phrases(
                "personnel|equipe|equipes|serveur|serveuse|serveurs|vendeur|vendeuse|vendeurs|conseiller|conseillere|"
                    + "conseillers|employe|employes|livreur|chauffeur|aimable|aimables|souriant|souriante|incompetent|incompetents|staff|team|"
                    + "employee|employees|agent|agents|waiter|waitress|driver|crew|manager|rude|friendly"
            )
        ),
        (
            Aspect.Product,
            new Phrases(
                "produit|produits|article|articles|commande conforme|plat|plats|nourriture|cuisine|repas|chambre|chambres|"
                    + "marchandise|modele|product|products|item|items|food|meal|room|rooms|device|dish"
            )
        ),
        (
            Aspect.App,
            new Phrases(
                "appli|application|applications|app|apps|site|site web|site internet|mise a jour|interface|bug|bugs|"
                    + "connexion|plante|website|web site|update|login|crash|crashes|crashed|online"
            )
        ),
        (
            Aspect.AfterSales,
            new Phrases(
                "sav|service apres vente|apres vente|service client|service clients|service clientele|garantie|reclamation|"
                    + "retour|retours|remboursement|rembourse|remboursee|rembourser|reparation|hotline|after sales|customer service|"
                    + "customer support|customer care|refund|refunded|refunds|return|returns|warranty|repair|support"
            )
        ),
    ];

    public static IReadOnlyList<AspectOpinion> Read(
        string text,
        SentimentModel model,
        string? language,
        Channel channel
    )
    {
        var explained = model.Explain(text, language, channel);
        var tokens = Workspace.Current.Scratch.Used.ToArray();
        var opinions = new AspectOpinion?[Words.Length];
        for (var a = 0; a < Words.Length; a++)
        {
            opinions[a] = ByRules(Words[a].Aspect, Words[a].Words, tokens, explained);
        }
        if (explained.Result.Language == "fr" && Restaurant.Count(tokens) >= RestaurantWords)
        {
            Train(text, model.Parts.Aspects, opinions);
        }
        return [.. opinions.OfType<AspectOpinion>()];
    }

    private static void Train(string text, AspectModel model, AspectOpinion?[] opinions)
    {
        Span<float> p = stackalloc float[AspectModel.Trained.Count * AspectModel.Answers];
        AspectModel.Read(text);
        model.Probabilities(Workspace.Current.Features, p);
        for (var a = 0; a < AspectModel.Trained.Count; a++)
        {
            var answers = p.Slice(a * AspectModel.Answers, AspectModel.Answers);
            var best = 0;
            for (var k = 1; k < answers.Length; k++)
            {
                best = answers[k] > answers[best] ? k : best;
            }
            var aspect = AspectModel.Trained[a];
            opinions[(int)aspect] =
                best == (int)AspectAnswer.NotMentioned ? null : new(aspect, (SentimentLabel)best, answers[best], true);
        }
    }

    private static AspectOpinion? ByRules(Aspect aspect, Phrases words, Token[] tokens, Explanation explained)
    {
        var sum = 0.0;
        var found = false;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (words.BeginsAt(tokens, i))
            {
                found = true;
                sum += ClauseWeight(tokens, i, explained);
            }
        }
        if (!found)
        {
            return null;
        }
        var positive = 1 / (1 + Math.Exp(-Steepness * sum));
        var certainty = Math.Abs(positive - 0.5) * 2;
        return certainty < NeutralBand ? new(aspect, SentimentLabel.Neutral, 1 - certainty, false)
            : positive > 0.5 ? new(aspect, SentimentLabel.Positive, positive, false)
            : new(aspect, SentimentLabel.Negative, 1 - positive, false);
    }

    private static double ClauseWeight(Token[] tokens, int at, Explanation explained)
    {
        int from = at,
            to = at;
        while (from > 0 && !Clauses.EndsAt(tokens[from - 1]))
        {
            from--;
        }
        while (to + 1 < tokens.Length && !Clauses.EndsAt(tokens[to + 1]))
        {
            to++;
        }
        var sum = 0.0;
        for (var i = from; i <= to; i++)
        {
            sum += explained.Words[i].Weight;
        }
        return sum;
    }
}
