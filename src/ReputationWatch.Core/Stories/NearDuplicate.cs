using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>Whether two texts say the same thing in nearly the same letters.</summary>
public static class NearDuplicate
{
    /// <summary>Similarity from which two texts are copies; chosen on short reviews and posts with edits.</summary>
    public const double Threshold = 0.36;

    private const double LeastLikeness = 0.25;

    /// <summary>One band is shared by any two texts with a turn of phrase in common; a copy shares several, or is much alike.</summary>
    private const double LeastWithOneBand = 0.38;

    /// <summary>
    /// Whether two texts may be copies by what their fingerprints say, so that it is worth reading and comparing them. Lightly edited
    /// copies pass; of texts that merely share words, one in twenty does.
    /// </summary>
    public static bool IsWorthReading(TextShape a, TextShape b, int sharedBands) =>
        a.Likeness(b) >= (sharedBands > 1 ? LeastLikeness : LeastWithOneBand);

    public static bool IsCopy(string a, string b) => Score(a, b) >= Threshold;

    /// <summary>
    /// Jaccard similarity of the sets of character 3-grams of the folded texts, 0 to 1. When one of them only quotes the other
    /// and adds words of its own, what it adds is compared: a reply is no copy of its parent.
    /// </summary>
    public static double Score(string a, string b) => new ComparedText(a).Score(new ComparedText(b));
}

/// <summary>A text made ready to be compared with many.</summary>
public sealed class ComparedText
{
    private const int Gram = 3;

    // Long texts hold half of the 3-grams of any short reply; longer pieces are shared only by saying the same.
    private const int OwnGram = 6;
    private const double OwnPartShared = 0.5;
    private readonly GramSet _whole;
    private readonly string _folded;
    private readonly string? _own;

    public ComparedText(string text)
    {
        var parts = QuotedText.Split(text);
        _folded = Tokenizer.Fold(parts.Whole);
        _whole = Grams(_folded, Gram);
        var own = parts.HasQuote ? Tokenizer.Fold(parts.Own) : "";
        _own = own.Any(char.IsLetterOrDigit) ? own : null;
    }

    /// <summary>See <see cref="NearDuplicate.Score"/>.</summary>
    public double Score(ComparedText other)
    {
        var score = Jaccard(_whole, other._whole);
        if (score < NearDuplicate.Threshold)
        {
            return score;
        }
        if (Replies(this, other))
        {
            return Math.Min(score, Jaccard(Grams(_own!, Gram), other._whole));
        }
        return Replies(other, this) ? Math.Min(score, Jaccard(Grams(other._own!, Gram), _whole)) : score;
    }

    /// <summary>Adds words to a quotation that the other text does not hold: what they share is what is quoted.</summary>
    private static bool Replies(ComparedText text, ComparedText parent)
    {
        if (text._own is null)
        {
            return false;
        }
        var own = Grams(text._own, OwnGram);
        return Shared(own, Grams(parent._folded, OwnGram)) < own.Count * OwnPartShared;
    }

    private static double Jaccard(GramSet a, GramSet b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }
        var shared = Shared(a, b);
        return (double)shared / (a.Count + b.Count - shared);
    }

    private static int Shared(GramSet a, GramSet b) => a.Count < b.Count ? b.CountOf(a) : a.CountOf(b);

    /// <summary>All runs of so many characters, with a space before and after the text.</summary>
    private static GramSet Grams(string folded, int length)
    {
        if (folded.Length == 0)
        {
            return new GramSet(0);
        }
        var padded = $" {folded} ";
        var grams = new GramSet(padded.Length);
        for (var i = 0; i + length <= padded.Length; i++)
        {
            grams.Add(Hash64.Of(padded.AsSpan(i, length)));
        }
        if (grams.Count == 0)
        {
            grams.Add(Hash64.Of(padded));
        }
        return grams;
    }
}

/// <summary>
/// A set of well-spread hashes, of which half is kept, in a table with linear probing: the intake makes one for every candidate of a
/// copy.
/// </summary>
internal sealed class GramSet(int most)
{
    private readonly uint[] _slots = new uint[
        most == 0 ? 1 : System.Numerics.BitOperations.RoundUpToPowerOf2((uint)most * 2)
    ];

    public int Count { get; private set; }

    public void Add(ulong hash)
    {
        // 0 marks an empty place.
        var value = (uint)(hash >> 32) | 1;
        var at = Place(value);
        while (_slots[at] != 0)
        {
            if (_slots[at] == value)
            {
                return;
            }
            at = (at + 1) & (_slots.Length - 1);
        }
        _slots[at] = value;
        Count++;
    }

    /// <summary>How many of another set's are in this one.</summary>
    public int CountOf(GramSet other)
    {
        var shared = 0;
        foreach (var value in other._slots)
        {
            shared += value != 0 && Contains(value) ? 1 : 0;
        }
        return shared;
    }

    private bool Contains(uint value)
    {
        for (var at = Place(value); _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] == value)
            {
                return true;
            }
        }
        return false;
    }

    private int Place(uint value) => (int)(value >> 1) & (_slots.Length - 1);
}
