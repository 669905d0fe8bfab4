using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Signals;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Aspects;

/// <summary>
/// What the trained aspects read beside the words themselves: each word once more with the subject of its clause, so that
/// "rapide" beside "service" and "rapide" beside "plat" are two things.
/// </summary>
internal static class AspectFeatures
{
    private const uint Salt = 0xA59EC7;

    private static readonly Phrases[] Subjects =
    [
        new(
            "prix|tarif|tarifs|cher|chere|chers|cheres|abordable|abordables|onereux|addition|note|facture|euros|euro|$|"
                + "rapport qualite|raisonnable|raisonnables|eleve|eleves|eleve|couteux|excessif|budget"
        ),
        new(
            "plat|plats|cuisine|repas|dessert|desserts|entree|entrees|vin|vins|carte|menu|menus|viande|viandes|poisson|"
                + "poissons|pizza|pizzas|assiette|assiettes|nourriture|gout|gouts|saveur|saveurs|produits|produit|frais|frites|salade|"
                + "burger|burgers|sauce|sauces|cuisson|cuit|cuite|formule|mets|delicieux|delicieuse|delicieuses|savoureux|bon|bonne|bons|"
                + "bonnes|mange|manger|pates|chef|fait maison|fraicheur|quantite|portions|copieux|copieuse"
        ),
        new(
            "service|serveur|serveurs|serveuse|serveuses|accueil|personnel|patron|patronne|equipe|attente|attendre|attendu|"
                + "accueillant|accueillante|accueillants|sympathique|sympathiques|sympa|sympas|souriant|souriante|souriants|aimable|aimables|"
                + "agreable|gerant|gerante|proprietaire|servi|servis|serviable|pro|professionnel|desagreable|minutes|heure|lent|rapide|rapides"
        ),
    ];

    /// <summary>Adds to the words of the text in the scratch.</summary>
    public static void Add(TextScratch scratch, FeatureList words)
    {
        var tokens = scratch.Used;
        uint before = 0;
        for (var start = 0; start < tokens.Length; )
        {
            var end = start;
            uint named = 0;
            while (end < tokens.Length && (end == start || !Clauses.EndsAt(tokens[end])))
            {
                named |= SubjectsAt(tokens, end++);
            }
            AddClause(tokens, start, end, named == 0 ? before : named, words);
            before = named == 0 ? before : named;
            start = end;
        }
    }

    private static uint SubjectsAt(ReadOnlySpan<Token> tokens, int at)
    {
        uint named = 0;
        for (var s = 0; s < Subjects.Length; s++)
        {
            named |= Subjects[s].BeginsAt(tokens, at) ? 1u << s : 0;
        }
        return named;
    }

    private static void AddClause(ReadOnlySpan<Token> tokens, int start, int end, uint subjects, FeatureList words)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.Mark)
            {
                continue;
            }
            var word = tokens[i].Is(TokenTraits.Negated) ? ~tokens[i].Hash : tokens[i].Hash;
            for (var s = 0; s < Subjects.Length; s++)
            {
                if ((subjects & (1u << s)) != 0)
                {
                    words.Add(Hashing.Pair(word, Salt + (uint)s), i);
                }
            }
        }
    }
}

/// <summary>Where one statement ends and another begins.</summary>
internal static class Clauses
{
    public static bool EndsAt(Token token) =>
        (token.Kind == TokenKind.Mark && token.First is '.' or ',' or ';' or '!' or '?' or '(' or ')')
        || Scopes.IsTurn(token);
}
