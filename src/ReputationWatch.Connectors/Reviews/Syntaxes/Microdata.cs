using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Reviews.Syntaxes;

/// <summary>HTML microdata, <c>itemref</c> included.</summary>
internal sealed class Microdata(IDocument document, string? baseUrl)
{
    // Every reference reads its element again.
    private const int MostReferences = 300;

    private readonly Dictionary<IElement, MarkupItem> _items = [];
    private int _references;

    public static IReadOnlyList<MarkupItem> Read(IDocument document, string? baseUrl)
    {
        var reader = new Microdata(document, baseUrl);
        var tops = document
            .QuerySelectorAll("[itemscope]:not([itemprop])")
            .Concat(document.QuerySelectorAll("[itemscope][itemprop]"));
        return [.. tops.Select(reader.Item).Distinct()];
    }

    private MarkupItem Item(IElement scope)
    {
        if (_items.TryGetValue(scope, out var known))
        {
            return known;
        }
        var item = new MarkupItem { Id = scope.GetAttribute("itemid") };
        _items.Add(scope, item);
        foreach (var type in Words(scope.GetAttribute("itemtype")))
        {
            item.Types.Add(MarkupItem.LocalName(type));
        }
        Children(item, scope);
        foreach (var reference in Words(scope.GetAttribute("itemref")))
        {
            if (
                _references++ < MostReferences
                && document.GetElementById(reference) is { } referred
                && !referred.Contains(scope)
            )
            {
                Visit(item, referred);
            }
        }
        return item;
    }

    private void Children(MarkupItem item, IElement parent)
    {
        foreach (var child in parent.Children)
        {
            Visit(item, child);
        }
    }

    private void Visit(MarkupItem item, IElement element)
    {
        var isScope = element.HasAttribute("itemscope");
        foreach (var property in Words(element.GetAttribute("itemprop")))
        {
            var name = MarkupItem.LocalName(property);
            if (isScope)
            {
                item.Add(name, Item(element));
            }
            else if (PropertyText.Read(element, name, baseUrl) is { } text)
            {
                item.Add(name, text);
            }
        }
        if (!isScope)
        {
            Children(item, element);
        }
    }

    private static string[] Words(string? text) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
