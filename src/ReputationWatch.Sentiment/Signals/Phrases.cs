using System.Collections.Frozen;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Signals;

/// <summary>A list of phrases, folded as the tokenizer folds, found in one pass over the tokens.</summary>
internal sealed class Phrases
{
    private readonly FrozenDictionary<uint, uint[][]> _byFirst;

    /// <param name="phrases">Phrases separated by bars, words by spaces, as tokens: "c est", "n a pas".</param>
    public Phrases(string phrases)
    {
        _byFirst = phrases
            .Split('|', StringSplitOptions.TrimEntries)
            .Select(phrase => phrase.Split(' ').Select(w => Hashing.OfText(w)).ToArray())
            .GroupBy(words => words[0])
            .ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    public int Count(ReadOnlySpan<Token> tokens)
    {
        var count = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (_byFirst.TryGetValue(tokens[i].Hash, out var candidates) && Any(candidates, tokens[i..]))
            {
                count++;
            }
        }
        return count;
    }

    /// <summary>Calls back with the index of each token where a phrase begins.</summary>
    public bool BeginsAt(ReadOnlySpan<Token> tokens, int at) =>
        _byFirst.TryGetValue(tokens[at].Hash, out var candidates) && Any(candidates, tokens[at..]);

    private static bool Any(uint[][] candidates, ReadOnlySpan<Token> tokens)
    {
        foreach (var words in candidates)
        {
            if (Matches(words, tokens))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Matches(uint[] words, ReadOnlySpan<Token> tokens)
    {
        if (words.Length > tokens.Length)
        {
            return false;
        }
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != tokens[i].Hash)
            {
                return false;
            }
        }
        return true;
    }
}
