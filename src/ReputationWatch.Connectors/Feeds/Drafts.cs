using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>A value with its rank: several elements can say the same thing, the most specific vocabulary wins.</summary>
internal struct Best<T>
{
    private int _rank;

    public T? Value { get; private set; }

    public bool HasValue { get; private set; }

    /// <summary>Takes the value when nothing of that rank or a better one came before. Null never counts.</summary>
    public void Offer(int rank, T? value)
    {
        if (value is null || (HasValue && _rank <= rank))
        {
            return;
        }
        (Value, _rank, HasValue) = (value, rank, true);
    }
}

/// <summary>Authors by vocabulary: the best vocabulary that names somebody wins, and may borrow what it lacks.</summary>
internal struct PersonList
{
    private List<(int Rank, FeedPerson Person)>? _persons;

    public void Add(int rank, FeedPerson? person)
    {
        if (person is null)
        {
            return;
        }
        _persons ??= new List<(int, FeedPerson)>(1);
        if (!_persons.Contains((rank, person)))
        {
            _persons.Add((rank, person));
        }
    }

    public readonly IReadOnlyList<FeedPerson> Build()
    {
        if (_persons is null)
        {
            return [];
        }
        var best = _persons.Min(p => p.Rank);
        var chosen = _persons.Where(p => p.Rank == best).Select(p => p.Person).ToArray();
        var named = _persons.Find(p => p.Rank > best && p.Person.Name is not null).Person;
        return chosen is [{ Name: null } nameless] && named is not null
            ? [nameless with { Name = named.Name }]
            : chosen;
    }
}

/// <summary>What is common to a feed and an entry while they are read.</summary>
internal abstract class Draft
{
    private List<string>? _categories;

    public Best<string> Title;
    public Best<string> Link;
    public Best<string> Id;
    public Best<string> Language;
    public Best<string> Image;
    public Best<DateTimeOffset?> Published;
    public Best<DateTimeOffset?> Updated;

    public PersonList Authors;

    public IReadOnlyList<string> Categories => _categories ?? (IReadOnlyList<string>)[];

    public void AddCategory(string? category)
    {
        var text = HtmlText.Collapse(category);
        if (text is null)
        {
            return;
        }
        _categories ??= [];
        if (!_categories.Contains(text))
        {
            _categories.Add(text);
        }
    }
}

internal sealed class FeedDraft : Draft
{
    public Best<string> Description;
    public Best<string> Copyright;
    public Best<string> Generator;
    public Best<string> SelfLink;
    public Best<string> NextPage;
    public Best<string> Hub;
    public Best<string> Period;
    public int Frequency = 1;
    public TimeSpan? TimeToLive;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private readonly List<FeedEntry> _entries = [];

    public bool HasEntries => _entries.Count > 0;

    public void Add(EntryDraft entry) => _entries.Add(entry.Build(_ids));

    public Feed Build(FeedFormat format, string? version, string? encoding)
    {
        var authors = Authors.Build();
        return new Feed
        {
            Format = format,
            Version = version,
            Encoding = encoding,
            Title = Title.Value,
            Link = Link.Value,
            Id = Id.Value,
            Description = Description.Value,
            Language = Language.Value,
            Copyright = Copyright.Value,
            Generator = Generator.Value,
            Image = Image.Value,
            Published = Published.Value,
            Updated = Updated.Value,
            Authors = authors,
            Categories = Categories,
            Entries = format is FeedFormat.Atom or FeedFormat.Json ? WithInherited(authors) : _entries,
            SelfLink = SelfLink.Value,
            NextPage = NextPage.Value,
            Hub = Hub.Value,
            UpdateInterval = TimeToLive ?? SyndicationInterval(),
        };
    }

    /// <summary>RFC 4287 section 4.2.1 and JSON Feed 1.1: the authors of the feed are those of an entry that names none.</summary>
    private List<FeedEntry> WithInherited(IReadOnlyList<FeedPerson> authors) =>
        authors.Count == 0
            ? _entries
            : _entries.ConvertAll(e => e.Authors.Count > 0 ? e : e with { Authors = authors });

    private TimeSpan? SyndicationInterval()
    {
        TimeSpan? period = Period.Value?.Trim().ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => TimeSpan.FromDays(1),
            "weekly" => TimeSpan.FromDays(7),
            "monthly" => TimeSpan.FromDays(30),
            "yearly" => TimeSpan.FromDays(365),
            _ => null,
        };
        return period / Math.Max(1, Frequency);
    }
}

internal sealed class EntryDraft : Draft
{
    private List<FeedEnclosure>? _enclosures;

    public Best<Markup> Summary;
    public Best<Markup> Content;
    public Best<string> Comments;
    public Best<string> InReplyTo;
    public Best<string> SourceTitle;
    public int? CommentCount;
    public double? Latitude;
    public double? Longitude;

    /// <summary>The authors of the <c>source</c> of an Atom entry stand before those of the feed.</summary>
    public PersonList SourceAuthors;

    public void AddEnclosure(FeedEnclosure? enclosure)
    {
        if (enclosure is not null)
        {
            (_enclosures ??= []).Add(enclosure);
        }
    }

    public FeedEntry Build(HashSet<string> seenIds)
    {
        var id = Id.Value ?? Link.Value ?? Fingerprint();
        var authors = Authors.Build();
        if (authors.Count == 0)
        {
            authors = SourceAuthors.Build();
        }
        return new FeedEntry
        {
            Id = id,
            Key = UniqueKey(id, seenIds),
            Title = Title.Value,
            Link = Link.Value,
            Published = Published.Value,
            Updated = Updated.Value,
            Authors = authors,
            Summary = Summary.Value,
            Content = Content.Value,
            Categories = Categories,
            Enclosures = _enclosures ?? (IReadOnlyList<FeedEnclosure>)[],
            Comments = Comments.Value,
            CommentCount = CommentCount,
            Image = Image.Value,
            Language = Language.Value,
            InReplyTo = InReplyTo.Value,
            Location = Latitude is { } latitude && Longitude is { } longitude ? (latitude, longitude) : null,
            SourceTitle = SourceTitle.Value,
        };
    }

    private string UniqueKey(string id, HashSet<string> seenIds)
    {
        if (seenIds.Add(id))
        {
            return id;
        }
        var key = $"{id}#{Link.Value ?? Fingerprint()}";
        seenIds.Add(key);
        return key;
    }

    /// <summary>From what a reader would call the same entry; not the date of change, which moves.</summary>
    private string Fingerprint()
    {
        var text = string.Join(
            '\n',
            Title.Value,
            Published.Value?.UtcTicks,
            Title.Value is null ? (Content.Value ?? Summary.Value)?.Value : null
        );
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
