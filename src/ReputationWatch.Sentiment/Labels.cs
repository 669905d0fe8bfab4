namespace ReputationWatch.Sentiment;

/// <summary>In the order of the probabilities: negative, neutral, positive.</summary>
public enum SentimentLabel
{
    Negative,
    Neutral,
    Positive,
}

/// <summary>By the 0-10 answer: detractor 0-6, passive 7-8, promoter 9-10 (Reichheld, 2003).</summary>
public enum NpsClass
{
    Detractor,
    Passive,
    Promoter,
}

/// <summary>What kind of text it is: each is written in its own way and the model knows them apart.</summary>
public enum Channel
{
    Post,
    Review,
    Article,
}

/// <summary>Reasons to doubt a label.</summary>
[Flags]
public enum Doubt
{
    None = 0,

    /// <summary>The two likeliest labels are close.</summary>
    LowMargin = 1,

    /// <summary>The text says one thing, the stars beside it another.</summary>
    AgainstStars = 2,
    LikelyIrony = 4,

    /// <summary>Written in a language that the model was not trained on.</summary>
    UnknownLanguage = 8,

    /// <summary>Too little text to tell.</summary>
    TooShort = 16,

    /// <summary>Only the beginning of a very long text was read.</summary>
    Truncated = 32,

    /// <summary>Reads like advertising or a chain message rather than an opinion.</summary>
    LikelySpam = 64,
}

/// <summary>What part of a service a text speaks about.</summary>
public enum Aspect
{
    Welcome,
    Price,
    Quality,
    Delay,
    Staff,
    Product,
    App,
    AfterSales,
}
