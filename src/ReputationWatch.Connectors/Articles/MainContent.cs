using AngleSharp.Dom;

namespace ReputationWatch.Connectors.Articles;

/// <summary>Finds the element that holds the article: as the page names it, checked against where the prose lies.</summary>
internal sealed class MainContent
{
    // From the most to the least telling. Each is believed only when it holds enough of the page's prose.
    private static readonly string[] Named =
    [
        "[itemprop~=articleBody]",
        ".article-body, .articleBody, .article_body, .article__body, .article-content, .article__content, .article-text, .articletext",
        ".story-body, .story-content, .story__body, .story-text, .body-content, #story-body, .StoryBodyCompanionColumn",
        ".entry-content, .post-content, .post-body, .post_content, .post__content, .post-entry, .blog-content, .blog-post-content",
        "#article-body, #articleBody, #article-content, #article_content, .content-body, .node-content, .field-name-body, .field--name-body",
        ".single-content, .single-post-content, .td-post-content, .wysiwyg, .rich-text, .RichText, .prose, .entry, .post-text, .news-content",
        "article",
        "[role=main], main, #main-content, #content-main, #content, .content, #main",
    ];

    private readonly PageText _page;
    private readonly Dictionary<IElement, int> _prose = [];
    private readonly int _total;

    public MainContent(PageText page, IReadOnlyList<TextBlock> blocks)
    {
        _page = page;
        foreach (var block in blocks.Where(b => b.IsProse && !page.IsInTeaser(b.Owner)))
        {
            _total += block.Weight;
            for (var element = block.Owner; element is not null; element = element.ParentElement)
            {
                _prose[element] = _prose.GetValueOrDefault(element) + block.Weight;
            }
        }
    }

    /// <summary>One element, or several when the page cuts its article into parts.</summary>
    public IReadOnlyList<IElement> Find()
    {
        if (_total == 0)
        {
            return [_page.Body];
        }
        foreach (var (selector, index) in Named.Select((s, i) => (s, i)))
        {
            var share =
                index < Named.Length - 2 ? 0.3
                : index == Named.Length - 2 ? 0.4
                : 0.5;
            if (Pick(selector) is { Count: > 0 } parts && parts.Sum(Prose) >= _total * share)
            {
                return index >= Named.Length - 2 && parts.Count == 1 ? [Descend(parts[0])] : parts;
            }
        }
        return [Descend(_page.Body)];
    }

    private int Prose(IElement element) => _prose.GetValueOrDefault(element);

    /// <summary>The outermost matches; when they are alike in size they are parts or teasers, else the largest is meant.</summary>
    private List<IElement> Pick(string selector)
    {
        var matches = _page.Body.QuerySelectorAll(selector).Where(e => Prose(e) > 0 && !IsInPruned(e)).ToList();
        var outermost = matches.Where(e => !matches.Exists(o => o != e && o.Contains(e))).ToList();
        if (outermost.Count <= 1)
        {
            return outermost;
        }
        var largest = outermost.MaxBy(Prose)!;
        var parent = largest.ParentElement;
        var parts = outermost.Where(e => e.ParentElement == parent && e.LocalName != "article").ToList();
        return Prose(largest) >= outermost.Sum(Prose) * 0.6 || parts.Count < 2 ? [largest] : parts;
    }

    private bool IsInPruned(IElement element)
    {
        for (var at = element; at is not null && at != _page.Body; at = at.ParentElement)
        {
            if (_page.IsPruned(at))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Goes down as long as one child holds nearly all the prose.</summary>
    private IElement Descend(IElement element)
    {
        while (true)
        {
            var children = element.Children.Where(c => Prose(c) > 0).ToArray();
            var best = children.MaxBy(Prose);
            if (best is null || !Dominates(best, element, children))
            {
                return element;
            }
            element = best;
        }
    }

    private bool Dominates(IElement best, IElement parent, IElement[] children)
    {
        if (
            best.LocalName is "p" or "blockquote" or "li" or "ul" or "ol" or "pre" or "tr" or "td"
            && best.LocalName is not "td"
        )
        {
            return false;
        }
        var alike = children.Any(c =>
            c != best && c.LocalName == best.LocalName && c.ClassName == best.ClassName && Prose(c) > Prose(best) * 0.2
        );
        return Prose(best)
            >= Prose(parent)
                * (
                    alike ? 0.9
                    : best.LocalName is "article" or "main" ? 0.55
                    : 0.72
                );
    }
}
