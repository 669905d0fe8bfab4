using AngleSharp.Dom;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>h-review and h-review-aggregate (microformats2), hReview and hReview-aggregate (the classic ones).</summary>
internal sealed class Microformats(string? baseUrl)
{
    // Nested properties each search below themselves.
    private const int NearDescendants = 300;

    private static readonly Dictionary<string, string> Roots = new(StringComparer.Ordinal)
    {
        ["h-review"] = "review",
        ["h-review-aggregate"] = "review-aggregate",
        ["h-product"] = "product",
        ["h-card"] = "person",
        ["h-item"] = "thing",
        ["h-event"] = "event",
        ["h-entry"] = "entry",
        ["h-recipe"] = "recipe",
        ["h-adr"] = "adr",
        ["h-cite"] = "cite",
        ["hreview"] = "review",
        ["hreview-aggregate"] = "review-aggregate",
        ["hproduct"] = "product",
        ["vcard"] = "person",
        ["vevent"] = "event",
        ["hrecipe"] = "recipe",
    };

    private static readonly Dictionary<string, string> Classic = new(StringComparer.Ordinal)
    {
        ["item"] = "item",
        ["fn"] = "name",
        ["summary"] = "summary",
        ["reviewer"] = "reviewer",
        ["dtreviewed"] = "dtreviewed",
        ["rating"] = "rating",
        ["average"] = "average",
        ["best"] = "best",
        ["worst"] = "worst",
        ["description"] = "description",
        ["count"] = "count",
        ["votes"] = "votes",
        ["permalink"] = "url",
        ["review"] = "review",
    };

    public static IReadOnlyList<MarkupItem> Read(IDocument document, string? baseUrl)
    {
        var reader = new Microformats(baseUrl);
        var tops = document
            .QuerySelectorAll(".h-review, .h-review-aggregate, .hreview, .hreview-aggregate, .h-product, .hproduct")
            .Where(e => RootType(e) is not null && Ancestor(e) is null);
        return [.. tops.Select(reader.Item)];
    }

    private static IElement? Ancestor(IElement element)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (
                parent.ClassList.Any(c =>
                    c
                        is "h-review"
                            or "hreview"
                            or "h-product"
                            or "hproduct"
                            or "h-review-aggregate"
                            or "hreview-aggregate"
                )
            )
            {
                return parent;
            }
        }
        return null;
    }

    private static string? RootType(IElement element)
    {
        foreach (var name in element.ClassList)
        {
            if (Roots.TryGetValue(name, out var type))
            {
                return type;
            }
        }
        return null;
    }

    private MarkupItem Item(IElement root)
    {
        var item = new MarkupItem();
        foreach (var name in root.ClassList)
        {
            if (Roots.TryGetValue(name, out var type))
            {
                item.Types.Add(type);
            }
        }
        var modern = root.ClassList.Any(c => c.StartsWith("h-", StringComparison.Ordinal) && Roots.ContainsKey(c));
        Children(item, root, modern);
        if (!item.Types.Contains("review") && item.Values("name").Count == 0 && ImpliedName(root) is { } implied)
        {
            item.Add("name", implied);
        }
        return item;
    }

    private void Children(MarkupItem item, IElement parent, bool modern)
    {
        foreach (var child in parent.Children)
        {
            Visit(item, child, modern);
        }
    }

    private void Visit(MarkupItem item, IElement element, bool modern)
    {
        var properties = Properties(element, modern).Distinct().ToArray();
        if (RootType(element) is { } type && (modern || type != "person" || properties.Length > 0))
        {
            var nested = Item(element);
            var names =
                properties.Length > 0 ? properties
                : type.StartsWith("review", StringComparison.Ordinal) ? ["review"]
                : [];
            foreach (var name in names)
            {
                item.Add(name, nested);
            }
            return;
        }
        foreach (var property in properties)
        {
            Property(item, element, property, modern);
        }
        if (!properties.Any(IsStructured))
        {
            Children(item, element, modern);
        }
    }

    /// <summary>Classic "rating" and "item" hold further properties.</summary>
    private static bool IsStructured(string property) => property is "rating" or "item" or "reviewer";

    private void Property(MarkupItem item, IElement element, string property, bool modern)
    {
        if (IsStructured(property) && HasProperties(element, modern))
        {
            var nested = new MarkupItem();
            Children(nested, element, modern);
            if (
                property == "rating"
                && nested.Values("value", "average", "ratingvalue").Count == 0
                && Value(element, property) is { } plain
            )
            {
                nested.Add("value", plain);
            }
            if (nested.Values("name").Count == 0 && ImpliedName(element) is { } implied)
            {
                nested.Add("name", implied);
            }
            item.Add(property, nested);
        }
        else if (Value(element, property) is { } value)
        {
            item.Add(property, value);
        }
    }

    private static bool HasProperties(IElement element, bool modern) =>
        element
            .Descendants<IElement>()
            .Take(NearDescendants)
            .Any(e => Properties(e, modern).Any() || e.ClassList.Contains("value"));

    private static IEnumerable<string> Properties(IElement element, bool modern)
    {
        foreach (var name in element.ClassList)
        {
            if (modern)
            {
                var dash = name.IndexOf('-', StringComparison.Ordinal);
                if (dash > 0 && name[..dash] is "p" or "u" or "dt" or "e")
                {
                    yield return name[(dash + 1)..];
                }
            }
            else if (Classic.TryGetValue(name, out var property))
            {
                yield return property;
            }
        }
        if (
            !modern
            && element.GetAttribute("rel") is { } rel
            && rel.Contains("bookmark", StringComparison.OrdinalIgnoreCase)
        )
        {
            yield return "url";
        }
    }

    private string? Value(IElement element, string property)
    {
        if (ValueClass(element) is { } value)
        {
            return value;
        }
        return element.LocalName switch
        {
            "abbr" when element.GetAttribute("title") is { } title => title.Trim(),
            "data" or "input" or "meter" => element.GetAttribute("value")?.Trim(),
            "time" or "ins" or "del" when element.GetAttribute("datetime") is { } time => time.Trim(),
            "img" when property is not "url" => element.GetAttribute("alt")?.Trim(),
            "a" or "link" when property is "url" => FeedAddress.Resolve(baseUrl, element.GetAttribute("href")),
            _ => ElementText.Read(element),
        };
    }

    /// <summary>The value class pattern: the parts named "value" make the value; "value-title" hides it in a title.</summary>
    private static string? ValueClass(IElement element)
    {
        var parts = element
            .Descendants<IElement>()
            .Take(NearDescendants)
            .Where(e => e.ClassList.Contains("value") || e.ClassList.Contains("value-title"))
            .Select(e =>
                e.ClassList.Contains("value-title") || e.LocalName == "abbr"
                    ? e.GetAttribute("title") ?? ElementText.Read(e)
                : e.LocalName is "img" or "area" ? e.GetAttribute("alt")
                : e.LocalName == "data" ? e.GetAttribute("value")
                : ElementText.Read(e)
            )
            .Where(t => !string.IsNullOrWhiteSpace(t));
        return HtmlText.Collapse(string.Concat(parts));
    }

    private static string? ImpliedName(IElement element) =>
        element.LocalName is "img" or "area"
            ? element.GetAttribute("alt")
            : ElementText.Read(element) ?? element.QuerySelector("img[alt]")?.GetAttribute("alt");
}
