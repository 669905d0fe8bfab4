namespace ReputationWatch.Sentiment.Text;

internal enum TokenKind : byte
{
    Word,
    Name,
    Number,
    Emoji,
    Mark,
    Link,
    Handle,
}

[Flags]
internal enum TokenTraits : byte
{
    None = 0,
    Negated = 1,
    AfterContrast = 2,
    Capitalised = 4,
    AllCaps = 8,
    Elongated = 16,
    Hashtag = 32,
    StartsSentence = 64,
}

/// <summary>One token: where its folded letters stand in the scratch, where it came from in the text.</summary>
internal struct Token
{
    public int Start;
    public int Length;
    public int SourceStart;
    public int SourceEnd;
    public uint Hash;
    public TokenKind Kind;
    public TokenTraits Traits;
    public char First;

    public readonly bool Is(TokenTraits trait) => (Traits & trait) != TokenTraits.None;
}

/// <summary>The working memory of one text; kept by its thread and used again, so that classifying allocates nothing.</summary>
internal sealed class TextScratch
{
    /// <summary>Longer texts are judged by their beginning: an opinion is stated long before.</summary>
    public const int MaxSource = 20_000;

    public char[] Letters = new char[1024];
    public Token[] Tokens = new Token[256];
    public int LetterCount;
    public int TokenCount;
    public int Exclamations;
    public int Questions;
    public int Ellipses;
    public int Elongations;
    public int ShoutedWords;

    public Span<Token> Used => Tokens.AsSpan(0, TokenCount);

    /// <summary>Whether there is anything that can carry an opinion: a word or an emoji.</summary>
    public bool HasWords
    {
        get
        {
            foreach (ref readonly var token in Used)
            {
                if (token.Kind is TokenKind.Word or TokenKind.Emoji)
                {
                    return true;
                }
            }
            return false;
        }
    }

    public ReadOnlySpan<char> LettersOf(Token token) => Letters.AsSpan(token.Start, token.Length);

    public void Reset(int sourceLength)
    {
        LetterCount = TokenCount = Exclamations = Questions = Ellipses = Elongations = ShoutedWords = 0;
        var letters = Math.Min(sourceLength, MaxSource) * Folding.MaxLength + 64;
        if (Letters.Length < letters)
        {
            Letters = new char[letters];
        }
    }

    public ref Token Add(TokenKind kind, int start, int sourceStart, int sourceEnd)
    {
        if (TokenCount == Tokens.Length)
        {
            Array.Resize(ref Tokens, Tokens.Length * 2);
        }
        ref var token = ref Tokens[TokenCount++];
        token = new Token
        {
            Kind = kind,
            Start = start,
            Length = LetterCount - start,
            SourceStart = sourceStart,
            SourceEnd = sourceEnd,
        };
        token.Hash = Hashing.OfText(LettersOf(token));
        token.First = token.Length > 0 ? Letters[start] : '\0';
        return ref token;
    }
}
