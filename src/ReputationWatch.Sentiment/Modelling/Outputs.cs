namespace ReputationWatch.Sentiment.Modelling;

/// <summary>The eight numbers that every feature votes on: three labels, then one to five stars.</summary>
internal static class Outputs
{
    public const int Count = 8;
    public const int Labels = 3;
    public const int Stars = 5;
    public const int FirstStar = Labels;

    public static void Softmax(Span<float> values)
    {
        var max = float.NegativeInfinity;
        foreach (var value in values)
        {
            max = Math.Max(max, value);
        }
        var sum = 0f;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Exp(values[i] - max);
            sum += values[i];
        }
        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }
}

/// <summary>Where the bias of a channel and language stands.</summary>
internal static class Biases
{
    public const int Count = Channels * LanguageCodes.Count * Outputs.Count;
    public const int Channels = 3;

    public static int Offset(Channel channel, int language) =>
        ((int)channel * LanguageCodes.Count + language) * Outputs.Count;
}

/// <summary>The languages that the model keeps apart; the last one stands for all others.</summary>
internal static class LanguageCodes
{
    public const int Count = 8;
    public const int Other = Count - 1;
    public const int French = 0;
    public const int English = 1;
    public const int German = 2;

    public static readonly string[] All = ["fr", "en", "de", "it", "es", "pt", "nl", "other"];

    /// <summary>Index of a code ("fr", "fr-CH"); <see cref="Other"/> for one that is not kept apart.</summary>
    public static int IndexOf(ReadOnlySpan<char> code)
    {
        var cut = code.IndexOfAny('-', '_');
        code = cut >= 0 ? code[..cut] : code;
        for (var i = 0; i < Other; i++)
        {
            if (code.Equals(All[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        return Other;
    }
}
