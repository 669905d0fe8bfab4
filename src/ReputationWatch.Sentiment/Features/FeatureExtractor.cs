using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Features;

/// <summary>Turns the tokens of a text into hashed features.</summary>
internal static class FeatureExtractor
{
    private const uint WordSalt = 0x1;
    private const uint NegatedSalt = 0x2;
    private const uint ContrastSalt = 0x3;
    private const uint StyleSalt = 0x5;
    private const int MinGram = 2;
    private const int MaxGram = 5;
    private const int MaxWordLetters = 40;

    public static void Extract(TextScratch scratch, TextFeatures features)
    {
        ExtractWords(scratch, features);
        var tokens = scratch.Used;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind == TokenKind.Word)
            {
                AddLetters(scratch.LettersOf(tokens[i]), i, features[Block.Letters]);
            }
        }
    }

    /// <summary>All but the letters, for whoever has those of each word already.</summary>
    public static void ExtractWords(TextScratch scratch, TextFeatures features)
    {
        features.Clear();
        var words = features[Block.Words];
        var tokens = scratch.Used;
        uint previous = 0x51;
        var previousIndex = FeatureList.NoToken;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            if (token.Kind == TokenKind.Mark && token.First is ',' or ':' or ';' or '(' or ')' or '-' or '/')
            {
                continue;
            }
            AddWordFeatures(token, i, words);
            var marked = token.Is(TokenTraits.Negated) ? token.Hash ^ NegatedSalt : token.Hash;
            words.Add(Hashing.Pair(previous, marked), i, previousIndex);
            (previous, previousIndex) = (token.Hash, i);
        }
        AddStyle(scratch, features[Block.Style]);
    }

    private static void AddWordFeatures(Token token, int index, FeatureList features)
    {
        features.Add(Hashing.Pair(token.Hash, WordSalt), index);
        if (token.Is(TokenTraits.Negated))
        {
            features.Add(Hashing.Pair(token.Hash, NegatedSalt), index);
        }
        if (token.Is(TokenTraits.AfterContrast))
        {
            features.Add(Hashing.Pair(token.Hash, ContrastSalt), index);
        }
    }

    public static void AddLetters(ReadOnlySpan<char> word, int index, FeatureList features)
    {
        var length = Math.Min(word.Length, MaxWordLetters);
        Span<char> bounded = stackalloc char[MaxWordLetters + 2];
        bounded[0] = '<';
        word[..length].CopyTo(bounded[1..]);
        bounded[length + 1] = '>';
        length += 2;
        for (var start = 0; start + MinGram <= length; start++)
        {
            var hash = Hashing.Seed ^ 0x5bd1e995;
            var end = Math.Min(length, start + MaxGram);
            for (var i = start; i < end; i++)
            {
                hash = Hashing.Step(hash, bounded[i]);
                if (i - start + 1 >= MinGram)
                {
                    features.Add(Hashing.Mix(hash), index);
                }
            }
        }
    }

    private static void AddStyle(TextScratch scratch, FeatureList features)
    {
        AddStyle(features, 1, Math.Min(scratch.Exclamations, 4));
        AddStyle(features, 2, Math.Min(scratch.Questions, 3));
        AddStyle(features, 3, Math.Min(scratch.Ellipses, 3));
        AddStyle(features, 4, Math.Min(scratch.Elongations, 2));
        AddStyle(features, 5, Math.Min(scratch.ShoutedWords, 4));
        AddStyle(features, 6, (int)Math.Log2(scratch.TokenCount + 1));
    }

    private static void AddStyle(FeatureList features, uint kind, int level) =>
        features.Add(Hashing.Pair(kind * 64 + (uint)level, StyleSalt), FeatureList.NoToken);
}
