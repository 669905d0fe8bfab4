using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Articles;

/// <summary>How much text each element of a page holds, furniture left out: the figures that all choices rest on.</summary>
internal sealed class PageText
{
    private readonly Dictionary<IElement, (int Text, int Links)> _sizes = [];
    private readonly HashSet<IElement> _pruned = [];
    private readonly HashSet<IElement> _articleHolders;
    private readonly HashSet<IElement> _teasers;

    public PageText(IElement body)
    {
        Body = body;
        _articleHolders = ArticleHolders(body);
        Measure(body, inLink: false);
        Prune(body);
        _teasers = TeaserCards.Find(this);
        if (_teasers.Sum(Length) > Length(body) * 0.8)
        {
            // A page of short entries under linked headings: they are what there is to read.
            _teasers.Clear();
        }
    }

    public IElement Body { get; }

    public bool IsPruned(IElement element) => _pruned.Contains(element) || !_sizes.ContainsKey(element);

    /// <summary>Inside a card that leads to another article.</summary>
    public bool IsInTeaser(IElement element)
    {
        if (_teasers.Count == 0)
        {
            return false;
        }
        for (var at = element; at is not null && at != Body; at = at.ParentElement)
        {
            if (_teasers.Contains(at))
            {
                return true;
            }
        }
        return false;
    }

    public int Length(IElement element) => _sizes.GetValueOrDefault(element).Text;

    private (int Text, int Links) Measure(IElement element, bool inLink)
    {
        var (text, links) = (0, 0);
        inLink |= element.LocalName == "a";
        foreach (var node in element.ChildNodes)
        {
            if (node is IText data)
            {
                var length = data.Data.AsSpan().Trim().Length;
                text += length;
                links += inLink ? length : 0;
            }
            else if (node is IElement child && !IsNeverText(child))
            {
                var (childText, childLinks) = Measure(child, inLink);
                text += childText;
                links += childLinks;
            }
        }
        _sizes[element] = (text, links);
        return (text, links);
    }

    private static bool IsNeverText(IElement element) =>
        element.LocalName is "script" or "style" or "noscript" or "template" or "svg" or "head"
        || Boilerplate.IsHidden(element);

    private void Prune(IElement element)
    {
        foreach (var child in element.Children)
        {
            if (!_sizes.ContainsKey(child))
            {
                continue;
            }
            if (IsFurniture(child))
            {
                _pruned.Add(child);
            }
            else
            {
                Prune(child);
            }
        }
    }

    private bool IsFurniture(IElement element)
    {
        var (text, links) = _sizes[element];
        if (element.LocalName is "body" or "main" or "html" || HoldsArticle(element))
        {
            return false;
        }
        var whole = _sizes[Body].Text;
        var dominates = text > whole * 0.5 && links < text * 0.3;
        if (Boilerplate.IsFurnitureTag(element) || Boilerplate.HasFurnitureRole(element))
        {
            return !dominates;
        }
        if (element.LocalName == "figure")
        {
            return text < 400 && element.QuerySelector("table, pre, blockquote p") is null;
        }
        if (element.LocalName is "form" or "fieldset" or "header")
        {
            return text < whole * 0.2;
        }
        if (Boilerplate.IsHardNamed(element))
        {
            return (!dominates && !HoldsHeadline(element, text, whole)) || IsCommentList(element);
        }
        return Boilerplate.IsSoftNamed(element) && !dominates && (links > text * 0.4 || text < 60);
    }

    /// <summary>A wrapper whose name happens to hold one of the words.</summary>
    private static bool HoldsHeadline(IElement element, int text, int whole) =>
        text > whole * 0.25 && element.QuerySelector("h1") is not null;

    private static bool IsCommentList(IElement element) =>
        element.LocalName is not ("article" or "section")
        && element.Id is "comments" or "disqus_thread" or "commentlist" or "respond" or "comment-list";

    private bool HoldsArticle(IElement element) =>
        _articleHolders.Contains(element) || (element.LocalName == "article" && !Boilerplate.IsHardNamed(element));

    /// <summary>What the page itself calls its article, and all elements around.</summary>
    private static HashSet<IElement> ArticleHolders(IElement body)
    {
        var holders = new HashSet<IElement>();
        foreach (var named in body.QuerySelectorAll("[itemprop~=articleBody]"))
        {
            for (var at = named; at is not null && holders.Add(at); at = at.ParentElement) { }
        }
        return holders;
    }
}
