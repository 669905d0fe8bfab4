using System.Collections.Frozen;

namespace ReputationWatch.Sentiment.Text;

/// <summary>Hashes of letters. Fixed for ever: the weights in a model file are stored under them.</summary>
internal static class Hashing
{
    public const uint Seed = 2166136261;
    private const uint Prime = 16777619;

    public static uint Step(uint hash, char c) => (hash ^ c) * Prime;

    public static uint OfText(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var c in text)
        {
            hash = Step(hash, c);
        }
        return Mix(hash);
    }

    public static FrozenSet<uint> OfWords(string words) => words.Split(' ').Select(w => OfText(w)).ToFrozenSet();

    /// <summary>Spreads every bit over the word (the finaliser of MurmurHash3).</summary>
    public static uint Mix(uint h)
    {
        h ^= h >> 16;
        h *= 0x85EBCA6B;
        h ^= h >> 13;
        h *= 0xC2B2AE35;
        return h ^ (h >> 16);
    }

    public static uint Pair(uint left, uint right) => Mix(left * 0x9E3779B1 + right);
}
