using System.Collections.Frozen;

namespace ReputationWatch.Sentiment.Text;

/// <summary>The words that a training corpus writes small, in both ways, and with a capital.</summary>
/// <param name="Ordinary">Hardly ever written with a capital inside a sentence.</param>
/// <param name="Both">Words that are names too ("orange", "poste", "free").</param>
/// <param name="Names">Mostly written with a capital.</param>
internal sealed record WordsByCase(uint[] Ordinary, uint[] Both, uint[] Names);

/// <summary>
/// Replaces names by one neutral token, so that no brand, person or place carries a sentiment of its own, and
/// "Banque Postale", "H&amp;M" and "Migros" look alike.
/// </summary>
internal sealed class ProperNames
{
    public const string Placeholder = "<name>";
    private static readonly uint NameHash = Hashing.OfText(Placeholder);

    // A word of both kinds that opens a sentence is a name when one of these follows: "Orange est …", "Free has …".
    private static readonly FrozenSet<uint> AfterSubject = Hashing.OfWords(
        "est a ne n is has was m me propose fait reste sont ont vous nous keeps does never always really"
    );

    private static readonly FrozenSet<uint> Articles = Hashing.OfWords("la le les l the el il los las");

    private readonly HashSetOfWords _ordinary;
    private readonly HashSetOfWords _both;
    private readonly HashSetOfWords _names;

    private readonly bool _maskUnknown;

    /// <param name="maskUnknown">Whether a capitalised word that stands in no list is a name.</param>
    public ProperNames(WordsByCase words, bool maskUnknown = true)
    {
        _maskUnknown = maskUnknown;
        Words = words;
        _ordinary = new HashSetOfWords(words.Ordinary);
        _both = new HashSetOfWords([.. words.Both, .. KnownNames.AlsoWords]);
        _names = new HashSetOfWords([.. words.Names, .. KnownNames.OnlyNames]);
    }

    public WordsByCase Words { get; }

    /// <param name="capitalsAreOrdinary">German writes every noun with a capital: there it tells nothing.</param>
    public void Mask(TextScratch scratch, bool capitalsAreOrdinary)
    {
        var tokens = scratch.Used;
        var found = false;
        for (var i = 0; i < tokens.Length; i++)
        {
            found |= tokens[i].Kind == TokenKind.Name;
            if (IsName(tokens, i, capitalsAreOrdinary))
            {
                found = true;
                BecomeName(ref tokens[i], scratch);
            }
        }
        if (found)
        {
            AbsorbNeighbours(tokens, scratch, capitalsAreOrdinary);
            scratch.TokenCount = Join(tokens, scratch);
        }
    }

    private bool IsName(ReadOnlySpan<Token> tokens, int at, bool capitalsAreOrdinary)
    {
        var token = tokens[at];
        if (token.Kind != TokenKind.Word || token.Is(TokenTraits.Hashtag))
        {
            return false;
        }
        if (_names.Contains(token.Hash))
        {
            return true;
        }
        if (!token.Is(TokenTraits.Capitalised) || capitalsAreOrdinary)
        {
            return false;
        }
        if (_both.Contains(token.Hash))
        {
            return !token.Is(TokenTraits.StartsSentence) || IsFollowedAsSubject(tokens, at);
        }
        return (_maskUnknown && !_ordinary.Contains(token.Hash)) || IsInitialOfPair(tokens, at);
    }

    // "Hôtel Beau-Rivage", "Marks & Spencer": a capitalised word beside a name belongs to it. Only direct neighbours, so
    // that a text with a capital on every word is not swallowed.
    private void AbsorbNeighbours(Span<Token> tokens, TextScratch scratch, bool capitalsAreOrdinary)
    {
        var previousWasName = false;
        for (var i = 0; i < tokens.Length && !capitalsAreOrdinary; i++)
        {
            var isName = tokens[i].Kind == TokenKind.Name;
            if (!isName && MayBelongToName(tokens, i) && (previousWasName || IsName(tokens, i + 1)))
            {
                BecomeName(ref tokens[i], scratch);
            }
            else if (IsMark(tokens[i], '-') || IsMark(tokens[i], '&'))
            {
                continue;
            }
            previousWasName = isName;
        }
        for (var i = tokens.Length - 2; i >= 0 && !capitalsAreOrdinary; i--)
        {
            // "Hôtel Beau-Rivage": a word that is often a name may stand before what was just absorbed.
            if (_both.Contains(tokens[i].Hash) && tokens[i].Is(TokenTraits.Capitalised) && IsName(tokens, i + 1))
            {
                BecomeName(ref tokens[i], scratch);
            }
        }
    }

    private static bool IsName(ReadOnlySpan<Token> tokens, int at)
    {
        while (at < tokens.Length && (IsMark(tokens[at], '-') || IsMark(tokens[at], '&')))
        {
            at++;
        }
        return at < tokens.Length && tokens[at].Kind == TokenKind.Name;
    }

    private bool MayBelongToName(ReadOnlySpan<Token> tokens, int at)
    {
        var token = tokens[at];
        if (
            token.Kind != TokenKind.Word
            || !token.Is(TokenTraits.Capitalised)
            || token.Is(TokenTraits.AllCaps | TokenTraits.Hashtag)
            || Articles.Contains(token.Hash)
        )
        {
            return false;
        }
        // The capital that opens a sentence tells nothing, unless the word is tied to the name.
        return !token.Is(TokenTraits.StartsSentence)
            || _both.Contains(token.Hash)
            || (at + 1 < tokens.Length && (IsMark(tokens[at + 1], '&') || IsMark(tokens[at + 1], '-')));
    }

    private static bool IsFollowedAsSubject(ReadOnlySpan<Token> tokens, int at) =>
        at + 1 < tokens.Length && (AfterSubject.Contains(tokens[at + 1].Hash) || IsMark(tokens[at + 1], '+'));

    // "H&M", "C&A".
    private static bool IsInitialOfPair(ReadOnlySpan<Token> tokens, int at) =>
        tokens[at].Length == 1
        && ((at > 0 && IsMark(tokens[at - 1], '&')) || (at + 1 < tokens.Length && IsMark(tokens[at + 1], '&')));

    private static bool IsMark(Token token, char mark) => token.Kind == TokenKind.Mark && token.First == mark;

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

    // Names of several words become one token, with their article, "&", ending and domain.
    private static int Join(Span<Token> tokens, TextScratch scratch)
    {
        var kept = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (kept > 0 && tokens[kept - 1].Kind == TokenKind.Name)
            {
                var length = LengthOfRest(tokens, i, tokens[kept - 1].SourceEnd);
                if (length > 0)
                {
                    tokens[kept - 1].SourceEnd = tokens[i + length - 1].SourceEnd;
                    i += length - 1;
                    continue;
                }
            }
            if (IsArticleOfName(tokens, i))
            {
                BecomeName(ref token, scratch);
            }
            tokens[kept++] = token;
        }
        return kept;
    }

    // How many tokens from here on still belong to the name that ends at nameEnd.
    private static int LengthOfRest(ReadOnlySpan<Token> tokens, int at, int nameEnd)
    {
        var token = tokens[at];
        if (token.Kind == TokenKind.Name)
        {
            return 1;
        }
        var touches = token.SourceStart == nameEnd;
        var next = at + 1 < tokens.Length ? tokens[at + 1] : default;
        if (token.Kind == TokenKind.Mark)
        {
            return token.First switch
            {
                '&' when next.Kind == TokenKind.Name => 2,
                '-' when touches && next.Kind == TokenKind.Name && next.SourceStart == token.SourceEnd => 2,
                '+' when touches => 1,
                _ => 0,
            };
        }
        // The ending of "McDonald's" stands one apostrophe away.
        return token.Kind == TokenKind.Word && token is { Length: 1, First: 's' } && token.SourceStart == nameEnd + 1
            ? 1
            : 0;
    }

    private static bool IsArticleOfName(ReadOnlySpan<Token> tokens, int at) =>
        at + 1 < tokens.Length
        && tokens[at].Kind == TokenKind.Word
        && tokens[at].Is(TokenTraits.Capitalised)
        && tokens[at + 1].Kind == TokenKind.Name
        && Articles.Contains(tokens[at].Hash);
}
