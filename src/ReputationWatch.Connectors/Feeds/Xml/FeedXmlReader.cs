using System.Text;

namespace ReputationWatch.Connectors.Feeds.Xml;

/// <summary>
/// Walks a feed document: steps into the containers (<c>rss</c>, <c>channel</c>, <c>feed</c>, <c>rdf:RDF</c>) and hands
/// out each of their children as a small tree, so memory holds one entry at a time.
/// </summary>
internal sealed class FeedXmlReader(ReadOnlyMemory<byte> utf8, string? url)
{
    // Deeper is hostile; the text of what lies deeper is kept, its tags are not.
    private const int MaxDepth = 200;
    private const int MaxTagsBeforeRoot = 60;

    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal)
    {
        "rss",
        "rdf",
        "channel",
        "feed",
        "items",
    };

    // Elements that hold text only: when another feed element opens inside one, its end tag was forgotten.
    private static readonly HashSet<string> Leaves = new(StringComparer.Ordinal)
    {
        "title",
        "link",
        "guid",
        "id",
        "pubdate",
        "published",
        "updated",
        "lastbuilddate",
        "comments",
        "language",
        "copyright",
        "generator",
        "ttl",
        "category",
        "enclosure",
        "managingeditor",
        "webmaster",
    };

    private static readonly HashSet<string> FeedElements = new(Leaves, StringComparer.Ordinal)
    {
        "description",
        "summary",
        "content",
        "item",
        "entry",
        "image",
        "author",
    };

    private static readonly HashSet<string> PageRoots = new(StringComparer.Ordinal)
    {
        "html",
        "head",
        "body",
        "script",
        "div",
        "p",
        "meta",
        "title",
    };

    private readonly XmlTokenizer _tokens = new(utf8);
    private readonly XmlNames _names = new();
    private readonly XmlNamespaces _namespaces = new();
    private readonly List<XmlElement> _open = [];

    /// <summary>The containers opened so far, outermost first; a closed one stays listed for its attributes.</summary>
    public List<XmlElement> Seen { get; } = [];

    /// <summary>True when a tag of an HTML page came before any feed element.</summary>
    public bool LooksLikePage { get; private set; }

    public string? Address(string prefix) => _namespaces.Address(prefix);

    /// <summary>Finds the root; text and stray tags before it (warnings of a script, advertisements) are passed over.</summary>
    public XmlElement? OpenRoot()
    {
        for (var tags = 0; tags < MaxTagsBeforeRoot; tags++)
        {
            int before;
            do
            {
                before = _tokens.Position;
                if (_tokens.Read() == XmlToken.EndOfDocument)
                {
                    return null;
                }
            } while (_tokens.Token != XmlToken.Start);
            var root = Element(null, 0);
            if (root.Name is "rss" or "rdf" or "feed" || (tags == 0 && root.Name is "channel" or "entry"))
            {
                return Enter(root, before);
            }
            LooksLikePage |= tags == 0 && PageRoots.Contains(root.Name);
            if (root.Name == "html")
            {
                LooksLikePage = true;
                return null;
            }
            _namespaces.Leave(0);
        }
        return null;
    }

    private XmlElement Enter(XmlElement root, int before)
    {
        if (root.Name == "entry")
        {
            // An Atom entry document: hand it out as the only child.
            _tokens.Position = before;
            return root;
        }
        Seen.Add(root);
        if (!_tokens.IsEmpty)
        {
            _open.Add(root);
        }
        return root;
    }

    /// <summary>The next child of a container, or null at the end.</summary>
    public XmlElement? Next()
    {
        while (_tokens.Read() != XmlToken.EndOfDocument)
        {
            switch (_tokens.Token)
            {
                case XmlToken.End:
                    CloseContainer(_names.Get(_tokens.Slice(_tokens.Name)));
                    break;
                case XmlToken.Start:
                    var element = Element(_open.Count > 0 ? _open[^1].Base : null, _open.Count);
                    if (IsContainer(element))
                    {
                        OpenContainer(element);
                        break;
                    }
                    return _tokens.IsEmpty ? Leave(element) : Build(element);
            }
        }
        return null;
    }

    private static bool IsContainer(XmlElement element) =>
        Containers.Contains(element.Name)
        && element.Module is XmlNamespaces.Core or XmlNamespaces.Atom or XmlNamespaces.Rdf;

    private void OpenContainer(XmlElement element)
    {
        Seen.Add(element);
        if (!_tokens.IsEmpty && _open.Count < MaxDepth)
        {
            _open.Add(element);
        }
    }

    private void CloseContainer(XmlName name)
    {
        var index = _open.FindLastIndex(e => e.Name == name.Local);
        if (index >= 0)
        {
            _open.RemoveRange(index, _open.Count - index);
            _namespaces.Leave(index);
        }
    }

    private XmlElement Leave(XmlElement element)
    {
        _namespaces.Leave(_open.Count);
        return element;
    }

    /// <summary>Reads up to the end of <paramref name="top"/>; missing and misplaced end tags are made good.</summary>
    private XmlElement Build(XmlElement top)
    {
        var stack = new List<XmlElement> { top };
        while (stack.Count > 0)
        {
            var before = _tokens.Position;
            switch (_tokens.Read())
            {
                case XmlToken.EndOfDocument:
                    return Leave(top);
                case XmlToken.Text:
                    AddText(stack);
                    break;
                case XmlToken.CData:
                    AddCData(stack[^1]);
                    break;
                case XmlToken.End:
                    if (Close(stack, _names.Get(_tokens.Slice(_tokens.Name))))
                    {
                        _tokens.Position = before;
                        return Leave(top);
                    }
                    break;
                case XmlToken.Start:
                    if (Open(stack))
                    {
                        _tokens.Position = before;
                        return Leave(top);
                    }
                    break;
            }
        }
        return Leave(top);
    }

    /// <summary>A section that nobody closed ends with the element it stands in, not with the document.</summary>
    private void AddCData(XmlElement element)
    {
        var raw = _tokens.Slice(_tokens.Text);
        if (_tokens.IsUnclosed)
        {
            var name = element.Prefix.Length == 0 ? element.Name : $"{element.Prefix}:{element.Name}";
            var end = raw.IndexOf(Encoding.UTF8.GetBytes("</" + name));
            if (end >= 0)
            {
                _tokens.Position = _tokens.Text.Start.Value + end;
                raw = raw[..end];
            }
        }
        element.Add(XmlText.Plain(raw));
    }

    private void AddText(List<XmlElement> stack)
    {
        var raw = _tokens.Slice(_tokens.Text);
        var between = stack.Count == 1 && (stack[0].HasElements || stack[0].Name is "item" or "entry");
        if (!between || raw.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            stack[^1].Add(XmlText.Decode(raw));
        }
    }

    /// <summary>True when the end tag belongs to a container, so the element being built ends before it.</summary>
    private bool Close(List<XmlElement> stack, XmlName name)
    {
        for (var i = stack.Count - 1; i >= 0; i--)
        {
            if (stack[i].Name == name.Local && (stack[i].Prefix == name.Prefix || i == 0))
            {
                stack.RemoveRange(i, stack.Count - i);
                _namespaces.Leave(_open.Count + i);
                return false;
            }
        }
        return Containers.Contains(name.Local) && _open.Exists(e => e.Name == name.Local && e.Prefix == name.Prefix);
    }

    /// <summary>True when the tag opens the next entry, so the one being built has lost its end tag.</summary>
    private bool Open(List<XmlElement> stack)
    {
        var element = Element(stack[^1].Base, _open.Count + stack.Count);
        if (stack[0].Name is "item" or "entry" && element.Name == stack[0].Name && element.Prefix == stack[0].Prefix)
        {
            _namespaces.Leave(_open.Count + stack.Count);
            return true;
        }
        var parent = stack[^1];
        if (stack.Count > 1 && EndsBefore(parent, element))
        {
            stack.RemoveAt(stack.Count - 1);
            parent = stack[^1];
        }
        if (stack.Count >= MaxDepth)
        {
            return false;
        }
        parent.Add(element);
        if (_tokens.IsEmpty || IsVoidHtml(element, parent))
        {
            _namespaces.Leave(_open.Count + stack.Count);
        }
        else
        {
            stack.Add(element);
        }
        return false;
    }

    private static bool EndsBefore(XmlElement parent, XmlElement next) =>
        parent.Module.Length == 0
        && Leaves.Contains(parent.Name)
        && next.Module.Length == 0
        && next.Prefix.Length == 0
        && FeedElements.Contains(next.Name);

    private static bool IsVoidHtml(XmlElement element, XmlElement parent) =>
        XmlElement.IsVoid(element.Name)
        && element.Module is XmlNamespaces.Core or XmlNamespaces.Xhtml
        && parent.Name is not ("item" or "entry");

    private XmlElement Element(string? inheritedBase, int depth)
    {
        var attributes = Attributes(depth);
        var name = _names.Get(_tokens.Slice(_tokens.Name));
        var ownBase = Array.Find(attributes, a => a is { Prefix: "xml", Name: "base" }).Value;
        return new XmlElement(_namespaces.Module(name), name, attributes)
        {
            Base = ownBase is null ? inheritedBase : FeedAddress.Resolve(inheritedBase ?? url, ownBase),
        };
    }

    private XmlAttribute[] Attributes(int depth)
    {
        if (_tokens.Attributes.Count == 0)
        {
            return [];
        }
        var attributes = new XmlAttribute[_tokens.Attributes.Count];
        for (var i = 0; i < attributes.Length; i++)
        {
            var (rawName, rawValue) = _tokens.Attributes[i];
            var name = _names.Get(_tokens.Slice(rawName));
            var value = XmlText.Decode(_tokens.Slice(rawValue));
            attributes[i] = new XmlAttribute(name.Prefix, name.Local, value);
            if (name.Prefix == "xmlns")
            {
                _namespaces.Declare(name.Local, value, depth);
            }
            else if (name is { Prefix: "", Local: "xmlns" })
            {
                _namespaces.Declare("", value, depth);
            }
        }
        return attributes;
    }
}
