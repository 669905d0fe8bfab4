using System.Collections.Frozen;

namespace ReputationWatch.Sentiment.Text;

/// <summary>Marks the words that stand under a negation and the words that come after a turn ("mais", "but").</summary>
internal static class Scopes
{
    private const int NegationReach = 4;
    private const int DoubleNegationWindow = 4;

    private static readonly FrozenSet<uint> Negators = Hashing.OfWords(
        "ne n pas jamais guere aucun aucune aucunement sans ni nullement not no never hardly barely scarcely without "
            + "nothing none nobody cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt "
            + "hasnt havent hadnt aint neither nor nicht kein keine keinen keiner keinem nie niemals ohne "
            + "non nessun nessuna mai senza nunca sin ningun ninguna nao sem nenhum nenhuma"
    );

    // "plus" and "rien" deny only after "ne": alone they mean "more" and begin "rien à redire".
    private static readonly FrozenSet<uint> SecondNegators = Hashing.OfWords("plus rien personne");
    private static readonly FrozenSet<uint> FirstNegators = Hashing.OfWords("ne n");

    private static readonly FrozenSet<uint> Turns = Hashing.OfWords(
        "mais cependant toutefois neanmoins pourtant but however although though yet aber jedoch ma pero mas porem"
    );

    public static void Mark(TextScratch scratch)
    {
        var tokens = scratch.Used;
        int reach = 0,
            sinceFirst = DoubleNegationWindow + 1;
        var afterTurn = false;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            if (token.Kind == TokenKind.Mark)
            {
                reach = EndsClause(token.First) ? 0 : reach;
                afterTurn &= !EndsSentence(token.First);
                continue;
            }
            if (IsTurn(token))
            {
                (reach, afterTurn) = (0, true);
                continue;
            }
            token.Traits |= reach > 0 ? TokenTraits.Negated : TokenTraits.None;
            token.Traits |= afterTurn ? TokenTraits.AfterContrast : TokenTraits.None;
            reach--;
            sinceFirst++;
            if (FirstNegators.Contains(token.Hash))
            {
                sinceFirst = 0;
            }
            if (Denies(token, sinceFirst))
            {
                reach = NegationReach;
            }
        }
    }

    /// <summary>Whether a word turns the sentence round: "mais", "but".</summary>
    public static bool IsTurn(Token token) => Turns.Contains(token.Hash);

    private static bool Denies(Token token, int sinceFirst) =>
        Negators.Contains(token.Hash) || (sinceFirst <= DoubleNegationWindow && SecondNegators.Contains(token.Hash));

    private static bool EndsClause(char mark) => mark is '.' or ',' or ';' or ':' or '!' or '?' or '(' or ')';

    private static bool EndsSentence(char mark) => mark is '.' or '!' or '?';
}
