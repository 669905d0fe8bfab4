using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>
/// A sketch of a text: texts that share a band are candidates for being copies, to be verified with
/// <see cref="NearDuplicate"/> on the texts themselves.
/// </summary>
/// <param name="Bands">Equal for near-duplicates in at least one place, with high probability; stored in an indexed column.</param>
public sealed record ContentFingerprint(IReadOnlyList<long> Bands)
{
    public const int BandCount = 8;

    /// <summary>Texts with fewer words say too little to be called copies of each other ("Très bien, merci").</summary>
    private const int MinWords = 4;
    private const int ShingleWords = 3;

    /// <summary>Null when the text is too short to compare.</summary>
    public static ContentFingerprint? Of(string text)
    {
        var words = Tokenizer.Tokenize(QuotedText.Split(text).Whole);
        if (words.Tokens.Length < MinWords)
        {
            return null;
        }
        var bands = new ulong[BandCount];
        Array.Fill(bands, ulong.MaxValue);
        for (var i = 0; i + ShingleWords <= words.Tokens.Length; i++)
        {
            var shingle = Hash64.Of(words, i, ShingleWords);
            for (var band = 0; band < BandCount; band++)
            {
                bands[band] = Math.Min(bands[band], Hash64.Mix(shingle + (ulong)band * 0x9E3779B97F4A7C15));
            }
        }
        return new ContentFingerprint([.. bands.Select(b => unchecked((long)b))]);
    }
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

    public static ulong Of(TokenizedText words, int start, int count)
    {
        var hash = Offset;
        for (var i = start; i < start + count; i++)
        {
            foreach (var c in words.Folded(i))
            {
                hash = (hash ^ c) * Prime;
            }
            hash = (hash ^ ' ') * Prime;
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
