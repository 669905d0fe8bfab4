namespace ReputationWatch.Sentiment.Retraining;

/// <summary>A text whose label people set right (or confirmed).</summary>
public sealed record Correction(string Text, string? Language, Channel Channel, SentimentLabel Label)
{
    /// <summary>The mention it belongs to; 0 outside the product.</summary>
    public long Mention { get; init; }

    /// <summary>Who judged it; <see cref="SeveralPersons"/> when more than one did and they agreed.</summary>
    public long Person { get; init; }

    /// <summary>When it was first judged: a model made later may have learned from it.</summary>
    public DateTimeOffset At { get; init; }

    public const long SeveralPersons = 0;

    internal ReadText AsText => new(Text, Language, Channel);
}

/// <summary>A text of this installation that nobody judged.</summary>
public sealed record UnjudgedText(string Text, string? Language, Channel Channel)
{
    public long Mention { get; init; }

    /// <summary>What the stars beside the text say, where there are stars: a label that no person had to give.</summary>
    public SentimentLabel? ByStars { get; init; }

    internal ReadText AsText => new(Text, Language, Channel);
}

/// <summary>What is read of a text, judged or not.</summary>
internal readonly record struct ReadText(string Text, string? Language, Channel Channel);
