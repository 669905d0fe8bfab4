using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>Whether two texts say the same thing in nearly the same letters.</summary>
public static class NearDuplicate
{
    /// <summary>Similarity from which two texts are copies; chosen on short reviews and posts with edits.</summary>
    public const double Threshold = 0.36;

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
    private readonly HashSet<ulong> _whole;
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

    private static double Jaccard(HashSet<ulong> a, HashSet<ulong> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }
        var shared = Shared(a, b);
        return (double)shared / (a.Count + b.Count - shared);
    }

    private static int Shared(HashSet<ulong> a, HashSet<ulong> b)
    {
        var (small, large) = a.Count < b.Count ? (a, b) : (b, a);
        var shared = 0;
        foreach (var gram in small)
        {
            shared += large.Contains(gram) ? 1 : 0;
        }
        return shared;
    }

    /// <summary>All runs of so many characters, with a space before and after the text.</summary>
    private static HashSet<ulong> Grams(string folded, int length)
    {
        var padded = $" {folded} ";
        var grams = new HashSet<ulong>(padded.Length);
        for (var i = 0; i + length <= padded.Length; i++)
        {
            grams.Add(Hash64.Of(padded.AsSpan(i, length)));
        }
        if (grams.Count == 0 && folded.Length > 0)
        {
            grams.Add(Hash64.Of(padded));
        }
        return folded.Length == 0 ? [] : grams;
    }
}
