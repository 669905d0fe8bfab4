using System.Text;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>What makes two texts the same one for learning: their letters, whatever white space and case. Copies must not stand on both sides of a test.</summary>
internal static class TextKey
{
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        var gap = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                gap = key.Length > 0;
                continue;
            }
            if (gap)
            {
                key.Append(' ');
                gap = false;
            }
            key.Append(char.ToUpperInvariant(letter));
        }
        return key.ToString();
    }

    /// <summary>The part of so many into which a text falls: always the same, whatever else there is.</summary>
    public static int Part(string text, int parts)
    {
        var hash = 2166136261u;
        foreach (var letter in Of(text))
        {
            hash = (hash ^ letter) * 16777619;
        }
        // The last bits of a multiplicative hash are its worst.
        return (int)((hash ^ (hash >> 15)) * 2246822519u >> 8) % parts;
    }
}
