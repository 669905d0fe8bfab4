using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>
/// A sketch of a text: texts that share a band are candidates for being copies, to be verified with
/// <see cref="NearDuplicate"/> on the texts themselves.
/// </summary>
/// <param name="Bands">Equal for near-duplicates in at least one place, with high probability; stored in an indexed column.</param>
public sealed record ContentFingerprint(IReadOnlyList<long> Bands)
{
    /// <summary>
    /// Six least hashes (MinHash) of runs of 14 characters: long enough that texts of one language share few by chance, short
    /// enough that a typo leaves most of them.
    /// </summary>
    public const int BandCount = 6;
    private const int RunLength = 14;

    /// <summary>Texts with fewer words say too little to be called copies of each other ("Très bien, merci").</summary>
    private const int MinWords = 4;

    /// <summary>
    /// By how the text looks as a whole, to tell those that merely share a turn of phrase before their texts are read; unknown of
    /// fingerprints that an earlier version stored.
    /// </summary>
    public TextShape Shape { get; init; }

    /// <summary>Null when the text is too short to compare.</summary>
    public static ContentFingerprint? Of(string text)
    {
        var words = Tokenizer.Tokenize(QuotedText.Split(text).Whole);
        if (words.Tokens.Length < MinWords)
        {
            return null;
        }
        var folded = words.FoldedText();
        return new ContentFingerprint(Sketch(folded)) { Shape = TextShape.Of(folded) };
    }

    private static long[] Sketch(string folded)
    {
        Span<ulong> least = stackalloc ulong[BandCount];
        least.Fill(ulong.MaxValue);
        var length = Math.Min(RunLength, folded.Length);
        var run = new RollingHash(length);
        for (var i = 0; i < folded.Length; i++)
        {
            run.Slide(folded[i], i >= length ? folded[i - length] : '\0');
            if (i < length - 1)
            {
                continue;
            }
            for (var band = 0; band < BandCount; band++)
            {
                least[band] = Math.Min(least[band], Hash64.Mix(run.Value + (ulong)(band + 1) * 0x9E3779B97F4A7C15));
            }
        }
        var bands = new long[BandCount];
        for (var band = 0; band < BandCount; band++)
        {
            bands[band] = unchecked((long)least[band]);
        }
        return bands;
    }
}

/// <summary>
/// A text's character 3-grams in 16 bytes: each falls into one of 32 boxes, and four bits of the least of each box are kept (0 when it
/// is empty). Boxes that agree estimate the Jaccard similarity of <see cref="NearDuplicate"/> to about a tenth.
/// </summary>
public readonly record struct TextShape(long Left, long Right)
{
    private const int Gram = 3;
    private const int Boxes = 32;
    private const int BoxBits = 5;
    private const ulong LowBits = 0x1111_1111_1111_1111;

    public bool IsUnknown => Left == 0 && Right == 0;

    /// <summary>0 to 1; 1 when either is unknown.</summary>
    public double Likeness(TextShape other)
    {
        if (IsUnknown || other.IsUnknown)
        {
            return 1;
        }
        var empty = Zeros(Left | other.Left) + Zeros(Right | other.Right);
        var same = Zeros(Left ^ other.Left) + Zeros(Right ^ other.Right) - empty;
        return (double)same / (Boxes - empty);
    }

    internal static TextShape Of(string folded)
    {
        Span<ulong> least = stackalloc ulong[Boxes];
        least.Fill(ulong.MaxValue);
        var padded = $" {folded} ";
        for (var i = 0; i + Gram <= padded.Length; i++)
        {
            var hash = Hash64.Of(padded.AsSpan(i, Gram));
            ref var box = ref least[(int)(hash >> (64 - BoxBits))];
            box = Math.Min(box, hash << BoxBits);
        }
        return new TextShape(Packed(least[..(Boxes / 2)]), Packed(least[(Boxes / 2)..]));
    }

    private static long Packed(ReadOnlySpan<ulong> least)
    {
        ulong packed = 0;
        foreach (var box in least)
        {
            packed = (packed << 4) | (box == ulong.MaxValue ? 0 : 1 + Hash64.Mix(box) % 15);
        }
        return unchecked((long)packed);
    }

    /// <summary>How many groups of four bits are 0.</summary>
    private static int Zeros(long packed)
    {
        var bits = unchecked((ulong)packed);
        bits |= bits >> 1;
        bits |= bits >> 2;
        return System.Numerics.BitOperations.PopCount(~bits & LowBits);
    }
}

/// <summary>Hash of the last so many characters, in constant time a character (Rabin and Karp).</summary>
internal struct RollingHash
{
    private const ulong Base = 0x9E3779B97F4A7C55;
    private readonly ulong _oldest;

    public RollingHash(int length)
    {
        _oldest = 1;
        for (var i = 0; i < length; i++)
        {
            _oldest *= Base;
        }
    }

    public ulong Value { get; private set; }

    public void Slide(char added, char removed) => Value = unchecked(Value * Base + added - removed * _oldest);
}

/// <summary>A fast 64-bit hash that is the same on every machine and in every version: its values are stored.</summary>
internal static class Hash64
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }
        return Mix(hash);
    }

    /// <summary>Spreads every input bit over the whole word (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
