namespace ReputationWatch.Sentiment.Text;

/// <summary>
/// Replaces names by one neutral token, so that no brand, person or place carries a sentiment of its own.
/// A word is a name when the training texts mostly write it with a capital inside sentences, or when it is
/// capitalised and none of the words that they write small.
/// </summary>
internal sealed class ProperNames(uint[] ordinary, uint[] names)
{
    private static readonly uint NameHash = Hashing.OfText("<name>");
    private readonly HashSetOfWords _ordinary = new(ordinary);
    private readonly HashSetOfWords _names = new(names);

    public uint[] Ordinary { get; } = ordinary;
    public uint[] Names { get; } = names;

    /// <param name="capitalsAreOrdinary">German writes every noun with a capital: there it tells nothing.</param>
    public void Mask(TextScratch scratch, bool capitalsAreOrdinary)
    {
        var tokens = scratch.Used;
        var kept = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            if (IsName(token, capitalsAreOrdinary))
            {
                BecomeName(ref token, scratch);
                if (kept > 0 && tokens[kept - 1].Kind == TokenKind.Name)
                {
                    // "Banque Postale" and "Migros" must look alike: a name of several words is one token.
                    tokens[kept - 1].SourceEnd = token.SourceEnd;
                    continue;
                }
            }
            tokens[kept++] = token;
        }
        scratch.TokenCount = kept;
    }

    private bool IsName(Token token, bool capitalsAreOrdinary)
    {
        if (token.Kind != TokenKind.Word || token.Is(TokenTraits.Hashtag))
        {
            return false;
        }
        return _names.Contains(token.Hash)
            || (token.Is(TokenTraits.Capitalised) && !capitalsAreOrdinary && !_ordinary.Contains(token.Hash));
    }

    private static void BecomeName(ref Token token, TextScratch scratch)
    {
        if (token.Is(TokenTraits.AllCaps))
        {
            scratch.ShoutedWords--;
        }
        token.Kind = TokenKind.Name;
        token.Hash = NameHash;
        token.Traits &= TokenTraits.StartsSentence;
    }
}
