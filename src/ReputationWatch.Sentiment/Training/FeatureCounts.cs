using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>In how many texts each slot occurs. What one or two texts say is chance, and the names of their brand.</summary>
internal static class FeatureCounts
{
    /// <summary>Counts up to 255.</summary>
    public static byte[] Of(PreparedText[] texts, int bits)
    {
        var counts = new byte[1 << bits];
        var lastText = new int[counts.Length];
        for (var t = 0; t < texts.Length; t++)
        {
            foreach (var hash in texts[t].Hashes)
            {
                Count((int)(hash >> (32 - bits)), t + 1);
                Count((int)(FeatureTable.InChannel(hash, texts[t].Channel) >> (32 - bits)), t + 1);
            }
        }
        return counts;

        void Count(int slot, int text)
        {
            if (lastText[slot] != text && counts[slot] < byte.MaxValue)
            {
                counts[slot]++;
            }
            lastText[slot] = text;
        }
    }
}
