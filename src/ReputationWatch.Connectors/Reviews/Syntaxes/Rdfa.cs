using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>
/// RDFa Lite, and of RDFa 1.0 what review pages use: <c>rel</c> and <c>rev</c> with a nested <c>typeof</c>, <c>about</c>.
/// Vocabularies are told apart by their local names, so <c>v:Review</c> (data-vocabulary) works like <c>schema:Review</c>.
/// </summary>
internal sealed class Rdfa(string? baseUrl)
{
    private static readonly string[] PagePrefixes =
    [
        "og:",
        "fb:",
        "article:",
        "twitter:",
        "product:",
        "al:",
        "music:",
        "video:",
    ];

    private readonly Dictionary<string, MarkupItem> _byId = new(StringComparer.Ordinal);
    private readonly List<MarkupItem> _roots = [];

    public static IReadOnlyList<MarkupItem> Read(IDocument document, string? baseUrl)
    {
        if (document.QuerySelector("[typeof]") is null || document.DocumentElement is not { } root)
        {
            return [];
        }
        var reader = new Rdfa(baseUrl);
        reader.Visit(root, null, null);
        return reader._roots;
    }

    /// <summary>A <c>rel</c> that still waits for its object.</summary>
    private sealed record Pending(MarkupItem Subject, string[] Relations)
    {
        public MarkupItem? Made { get; set; }
    }

    private void Visit(IElement element, MarkupItem? subject, Pending? pending)
    {
        var properties = Names(element.GetAttribute("property"));
        var relations = Names(element.GetAttribute("rel"));
        if (element.HasAttribute("typeof"))
        {
            subject = Typed(element, subject, pending, properties, relations);
            pending = null;
            relations = [];
        }
        else
        {
            subject = Subject(element, subject, ref pending, properties);
            Literals(element, subject, properties);
        }
        if (relations.Length > 0 && subject is not null)
        {
            pending = Related(element, subject, relations);
        }
        foreach (var child in element.Children)
        {
            Visit(child, subject, pending);
        }
    }

    private MarkupItem Typed(
        IElement element,
        MarkupItem? subject,
        Pending? pending,
        string[] properties,
        string[] relations
    )
    {
        var item = Node(element.GetAttribute("about") ?? element.GetAttribute("resource"));
        foreach (var type in Names(element.GetAttribute("typeof")))
        {
            item.Types.Add(type);
        }
        _roots.Add(item);
        if (pending is not null && pending.Made is null)
        {
            foreach (var relation in pending.Relations)
            {
                pending.Subject.Add(relation, item);
            }
        }
        foreach (var relation in subject is null ? [] : properties.Concat(relations))
        {
            subject!.Add(relation, item);
        }
        foreach (var reverse in subject is null ? [] : Names(element.GetAttribute("rev")))
        {
            item.Add(reverse, subject!);
        }
        return item;
    }

    /// <summary>Properties under a waiting <c>rel</c> describe its object, which has no type of its own.</summary>
    private MarkupItem? Subject(IElement element, MarkupItem? subject, ref Pending? pending, string[] properties)
    {
        if (element.GetAttribute("about") is { Length: > 0 } about)
        {
            return Node(about);
        }
        if (pending is null || properties.Length == 0)
        {
            return subject;
        }
        if (pending.Made is null)
        {
            pending.Made = new MarkupItem();
            foreach (var relation in pending.Relations)
            {
                pending.Subject.Add(relation, pending.Made);
            }
        }
        return pending.Made;
    }

    private void Literals(IElement element, MarkupItem? subject, string[] properties)
    {
        foreach (var property in subject is null ? [] : properties)
        {
            if (
                element.GetAttribute("resource") is { Length: > 0 } resource
                && _byId.TryGetValue(resource, out var known)
            )
            {
                subject!.Add(property, known);
            }
            else if (PropertyText.Read(element, property, baseUrl) is { } text)
            {
                subject!.Add(property, text);
            }
        }
    }

    private Pending? Related(IElement element, MarkupItem subject, string[] relations)
    {
        if ((element.GetAttribute("resource") ?? element.GetAttribute("href")) is not { Length: > 0 } target)
        {
            return new Pending(subject, relations);
        }
        foreach (var relation in relations)
        {
            subject.Add(
                relation,
                target.StartsWith('#') ? Node(target) : Feeds.FeedAddress.Resolve(baseUrl, target) ?? target
            );
        }
        return null;
    }

    private MarkupItem Node(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return new MarkupItem();
        }
        if (!_byId.TryGetValue(id, out var known))
        {
            _byId.Add(id, known = new MarkupItem { Id = id });
        }
        return known;
    }

    private static string[] Names(string? text) =>
        text is null
            ? []
            :
            [
                .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Where(w => !Array.Exists(PagePrefixes, p => w.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
                    .Select(MarkupItem.LocalName),
            ];
}
