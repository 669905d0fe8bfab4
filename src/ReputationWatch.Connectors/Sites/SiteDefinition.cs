namespace ReputationWatch.Connectors.Sites;

/// <summary>How to read a site that has no markup for machines. Written as YAML; <c>Definitions/schema.json</c> describes it.</summary>
public sealed record SiteDefinition
{
    public required string Name { get; init; }

    /// <summary>For people, in the list of sites.</summary>
    public required string Title { get; init; }

    /// <summary>Domains whose pages this reads, with all that stands under them; empty when <see cref="Signature"/> tells.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Selects the items of a page.</summary>
    public required string List { get; init; }

    /// <summary>By field: id, author, date, title, body, rating, best, item, url, reply.</summary>
    public required IReadOnlyDictionary<string, SiteField> Fields { get; init; }

    /// <summary>A page is of this site when this selects something, whatever its host.</summary>
    public string? Signature { get; init; }

    /// <summary>The link to the next page.</summary>
    public SiteField? NextPage { get; init; }

    /// <summary>Whether 4/5/2020 is the fourth of May.</summary>
    public bool DayFirst { get; init; }
}

/// <summary>Where a value stands and what is done to it.</summary>
public sealed record SiteField
{
    /// <summary>Inside the item; null for the item itself. "/" in front: inside the page.</summary>
    public string? Selector { get; init; }

    /// <summary>Null for the text.</summary>
    public string? Attribute { get; init; }

    /// <summary>Name and argument of each filter, in order.</summary>
    public IReadOnlyList<(string Name, string? Argument)> Filters { get; init; } = [];
}

/// <summary>One item read from a page of a site.</summary>
public sealed record SiteItem
{
    public required string Id { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Date { get; init; }
    public string? Title { get; init; }
    public string? Body { get; init; }
    public double? Rating { get; init; }
    public double? Best { get; init; }
    public string? Item { get; init; }
    public string? Url { get; init; }
    public string? Reply { get; init; }
}

public sealed record SitePage(IReadOnlyList<SiteItem> Items, string? NextPage);
