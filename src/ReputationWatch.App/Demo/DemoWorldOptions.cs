namespace ReputationWatch.App.Demo;

/// <summary>What makes one invented world: the same seed, days and start give the same world, sentence for sentence.</summary>
internal sealed record DemoWorldOptions
{
    /// <summary>Chooses every author, sentence and minute.</summary>
    public int Seed { get; init; } = 1931;

    /// <summary>Days of history before <see cref="Start"/>.</summary>
    public int Days { get; init; } = 90;

    /// <summary>From the world's start to the first post of the bad buzz.</summary>
    public TimeSpan BuzzAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When the history ended and the live part began; null: now, or what <see cref="StateFile"/> remembers.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>
    /// Remembers seed, start and ports, so that a demo restarted on the same data folder continues the same world
    /// at the same addresses. Null: nothing is remembered.
    /// </summary>
    public string? StateFile { get; init; }

    /// <summary>Entries on one page of a feed; older ones are reached by the paging of RFC 5005 or <c>next_url</c>.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Reviews on one page of a review site.</summary>
    public int ReviewsPerPage { get; init; } = 50;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

internal enum DemoSourceKind
{
    Feed,
    ReviewPage,
}

internal enum DemoTopicKind
{
    Brand,
    Product,
    Competitor,
}

/// <summary>One place of the world that a crawler can be pointed at.</summary>
/// <param name="Name">As a person would name it in the list of sources.</param>
/// <param name="Kind">A feed, or a page with schema.org markup.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="IsTroubled">Answers 503 with Retry-After from time to time, on purpose.</param>
internal sealed record DemoSource(string Name, Uri Url, DemoSourceKind Kind, string Language, bool IsTroubled);

/// <summary>One thing to watch in the world, with the boolean query that finds it.</summary>
internal sealed record DemoTopic(string Name, DemoTopicKind Kind, string Query, string Group);
