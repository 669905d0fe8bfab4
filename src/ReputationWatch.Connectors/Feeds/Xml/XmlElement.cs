using System.Text;

namespace ReputationWatch.Connectors.Feeds.Xml;

internal readonly record struct XmlAttribute(string Prefix, string Name, string Value);

/// <summary>An element with its subtree. Nodes are strings (decoded text) and elements, in order.</summary>
internal sealed class XmlElement(string module, XmlName name, XmlAttribute[] attributes)
{
    private static readonly HashSet<string> VoidElements = new(StringComparer.Ordinal)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    };

    private string? _text;
    private List<object>? _nodes;

    public string Module { get; } = module;
    public string Name { get; } = name.Local;
    public string Prefix { get; } = name.Prefix;
    public XmlAttribute[] Attributes { get; } = attributes;

    /// <summary>In-scope <c>xml:base</c>, absolute when the document's address is known.</summary>
    public string? Base { get; init; }

    /// <summary>The element's own <c>xml:lang</c>.</summary>
    public string? Language => Attribute("xml", "lang");

    public bool HasElements { get; private set; }

    public static bool IsVoid(string name) => VoidElements.Contains(name);

    public IEnumerable<XmlElement> Elements => _nodes?.OfType<XmlElement>() ?? [];

    public void Add(string text)
    {
        if (_nodes is not null)
        {
            _nodes.Add(text);
        }
        else if (_text is null)
        {
            _text = text;
        }
        else
        {
            _nodes = [_text, text];
            _text = null;
        }
    }

    public void Add(XmlElement child)
    {
        _nodes ??= _text is null ? [] : [_text];
        _text = null;
        _nodes.Add(child);
        HasElements = true;
    }

    public string? Attribute(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name && attribute.Prefix.Length == 0)
            {
                return attribute.Value;
            }
        }
        return null;
    }

    public string? Attribute(string prefix, string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name && attribute.Prefix == prefix)
            {
                return attribute.Value;
            }
        }
        return null;
    }

    /// <summary>The first child of that name, whatever its module.</summary>
    public XmlElement? Child(string name) => Elements.FirstOrDefault(e => e.Name == name);

    /// <summary>All text below, without markup.</summary>
    public string Text()
    {
        if (_nodes is null)
        {
            return _text ?? "";
        }
        var text = new StringBuilder();
        AppendText(text);
        return text.ToString();
    }

    private void AppendText(StringBuilder text)
    {
        if (_nodes is null)
        {
            text.Append(_text);
            return;
        }
        foreach (var node in _nodes)
        {
            if (node is XmlElement element)
            {
                element.AppendText(text);
            }
            else
            {
                text.Append((string)node);
            }
        }
    }

    /// <summary>
    /// What lies inside as HTML. Text is escaped when <paramref name="escape"/> (XHTML content); it is copied when the
    /// element holds escaped HTML with stray unescaped tags between.
    /// </summary>
    public string InnerHtml(bool escape)
    {
        var html = new StringBuilder();
        AppendInner(html, escape);
        return html.ToString();
    }

    private void AppendInner(StringBuilder html, bool escape)
    {
        if (_nodes is null)
        {
            AppendEscaped(html, _text ?? "", escape);
            return;
        }
        foreach (var node in _nodes)
        {
            if (node is XmlElement element)
            {
                element.AppendOuter(html, escape);
            }
            else
            {
                AppendEscaped(html, (string)node, escape);
            }
        }
    }

    private void AppendOuter(StringBuilder html, bool escape)
    {
        html.Append('<').Append(Name);
        foreach (var attribute in Attributes)
        {
            if (attribute.Prefix is "xmlns" || attribute is { Prefix: "", Name: "xmlns" })
            {
                continue;
            }
            html.Append(' ');
            if (attribute.Prefix.Length > 0)
            {
                html.Append(attribute.Prefix).Append(':');
            }
            html.Append(attribute.Name)
                .Append("=\"")
                .Append(
                    attribute
                        .Value.Replace("&", "&amp;", StringComparison.Ordinal)
                        .Replace("\"", "&quot;", StringComparison.Ordinal)
                )
                .Append('"');
        }
        if (IsVoid(Name))
        {
            html.Append(" />");
            return;
        }
        html.Append('>');
        AppendInner(html, escape);
        html.Append("</").Append(Name).Append('>');
    }

    private static void AppendEscaped(StringBuilder html, string text, bool escape)
    {
        if (escape && text.AsSpan().IndexOfAny("&<>") >= 0)
        {
            text = text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal);
        }
        html.Append(text);
    }
}
