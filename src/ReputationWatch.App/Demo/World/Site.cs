namespace ReputationWatch.App.Demo.World;

internal enum SiteKind
{
    News,
    Blog,
    Questions,
    Social,
    Comments,
    Reviews,
    AppReviews,
    Forum,
    Wire,
    Spam,
}

internal enum SiteFormat
{
    Rss,
    Atom,
    JsonFeed,
    JsonLd,
    Microdata,
}

/// <summary>How a feed leads to its older entries: RFC 5005 section 3 (paged) or section 4 (archived).</summary>
internal enum SitePaging
{
    Next,
    Archive,
}

/// <summary>One site of the invented web, with a listener of its own.</summary>
/// <param name="Key">Part of ids and tag URIs; never changes.</param>
/// <param name="PerDay">Posts a day at the end of the history, before the rhythm of the week.</param>
/// <param name="Colour">Of its header.</param>
internal sealed record Site(
    string Key,
    string Name,
    string Tagline,
    string Language,
    SiteKind Kind,
    SiteFormat Format,
    double PerDay,
    string Colour
)
{
    public SitePaging Paging { get; init; } = SitePaging.Next;

    public bool IsTroubled { get; init; }

    /// <summary>The pages of a review site; empty elsewhere.</summary>
    public IReadOnlyList<Subject> Reviewed { get; init; } = [];

    public bool IsReviewSite => Kind is SiteKind.Reviews or SiteKind.AppReviews;

    public bool HasThreads => Kind is SiteKind.Forum or SiteKind.Questions;

    public bool HasTitles => Kind is not (SiteKind.Social or SiteKind.Comments);

    public string FeedPath => Format == SiteFormat.JsonFeed ? "/feed.json" : "/feed.xml";
}
