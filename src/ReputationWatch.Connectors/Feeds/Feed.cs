using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds;

public enum FeedFormat
{
    Rss,
    Rdf,
    Atom,
    Json,
    Cdf,
}

/// <summary>Why bytes are no feed. The crawler decides on these, so the list is short and final.</summary>
public enum FeedError
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>A page for people: look for its feeds with <see cref="FeedDiscovery"/>.</summary>
    HtmlPage,

    /// <summary>Text, but not of any format that is read here.</summary>
    NotAFeed,

    /// <summary>Not text at all: an image, an archive, a font.</summary>
    Binary,
}

/// <summary>Either a <see cref="Feed"/> or the reason why there is none.</summary>
public sealed record FeedResult(Feed? Feed, FeedError? Error)
{
    public static implicit operator FeedResult(Feed feed) => new(feed, null);

    public static implicit operator FeedResult(FeedError error) => new(null, error);
}

/// <summary>A feed as published, normalised: text without markup, absolute addresses, times in UTC.</summary>
public sealed record Feed
{
    public required FeedFormat Format { get; init; }

    /// <summary>As published ("2.0", "0.91", "1.1"); null when the document does not say.</summary>
    public string? Version { get; init; }

    /// <summary>The encoding that the bytes were read with, under its WHATWG name.</summary>
    public string? Encoding { get; init; }
    public string? Title { get; init; }
    public string? Link { get; init; }
    public string? Id { get; init; }
    public string? Description { get; init; }
    public string? Language { get; init; }
    public string? Copyright { get; init; }
    public string? Generator { get; init; }
    public string? Image { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public IReadOnlyList<FeedPerson> Authors { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<FeedEntry> Entries { get; init; } = [];

    /// <summary>The address the feed gives for itself (rel self).</summary>
    public string? SelfLink { get; init; }

    /// <summary>The next older page (RFC 5005 <c>next</c> or <c>prev-archive</c>, JSON Feed <c>next_url</c>).</summary>
    public string? NextPage { get; init; }

    /// <summary>WebSub hub, when the feed names one.</summary>
    public string? Hub { get; init; }

    /// <summary>How often the feed says it changes (<c>ttl</c>, <c>sy:updatePeriod</c>).</summary>
    public TimeSpan? UpdateInterval { get; init; }

    public FeedPerson? Author => Authors.Count > 0 ? Authors[0] : null;
}

/// <summary>One entry of a feed.</summary>
public sealed record FeedEntry
{
    /// <summary>As published; the address, or else a fingerprint of the content, when the feed gives none.</summary>
    public required string Id { get; init; }

    /// <summary><see cref="Id"/> made unique inside the feed: what tells entries apart when a feed repeats its ids.</summary>
    public required string Key { get; init; }
    public string? Title { get; init; }
    public string? Link { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public IReadOnlyList<FeedPerson> Authors { get; init; } = [];
    public Markup? Summary { get; init; }
    public Markup? Content { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<FeedEnclosure> Enclosures { get; init; } = [];

    /// <summary>The page of the comments (RSS <c>comments</c>, Atom <c>replies</c>).</summary>
    public string? Comments { get; init; }

    /// <summary>How many comments (<c>slash:comments</c>, <c>thr:total</c>).</summary>
    public int? CommentCount { get; init; }
    public string? Image { get; init; }
    public string? Language { get; init; }

    /// <summary>The id of the entry that this one answers (<c>thr:in-reply-to</c>).</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Latitude and longitude in degrees (<c>georss:point</c>, <c>geo:lat</c>).</summary>
    public (double Latitude, double Longitude)? Location { get; init; }

    /// <summary>Title of the feed that the entry was taken from (RSS <c>source</c>, Atom <c>source</c>).</summary>
    public string? SourceTitle { get; init; }

    public FeedPerson? Author => Authors.Count > 0 ? Authors[0] : null;
}

public sealed record FeedPerson(string? Name, string? Email, string? Url);

/// <summary>A file that belongs to an entry. <paramref name="Length"/> is in bytes.</summary>
public sealed record FeedEnclosure(string Url, string? Type, long? Length);
