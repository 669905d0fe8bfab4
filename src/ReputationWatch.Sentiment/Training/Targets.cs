using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Training;

/// <summary>What the eight outputs should be for a labelled text.</summary>
internal static class Targets
{
    private const float PointsPerStar = 2.5f;

    public static float[] Of(SentimentLabel label, float score10)
    {
        var target = new float[Outputs.Count];
        target[(int)label] = 1;
        AddStars(score10, target.AsSpan(Outputs.FirstStar));
        return target;
    }

    /// <summary>A score between two stars belongs to both; an unknown one to none.</summary>
    public static void AddStars(float score10, Span<float> stars)
    {
        if (float.IsNaN(score10))
        {
            return;
        }
        var place = Math.Clamp(score10 / PointsPerStar, 0, Outputs.Stars - 1);
        var below = Math.Min(Outputs.Stars - 2, (int)place);
        stars[below] += 1 - (place - below);
        stars[below + 1] += place - below;
    }
}
