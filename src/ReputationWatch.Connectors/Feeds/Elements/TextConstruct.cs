using System.Text;
using ReputationWatch.Connectors.Feeds.Xml;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds.Elements;

/// <summary>Reads an element that carries text: RFC 4287 section 3.1, Atom 0.3 <c>mode</c>, and RSS's guesswork.</summary>
internal static class TextConstruct
{
    private enum Kind
    {
        Guess,
        Text,
        Html,
        Xhtml,
        Other,
    }

    /// <summary>Text without markup on one line; null when empty.</summary>
    public static string? Plain(XmlElement element, bool atom)
    {
        var kind = KindOf(element, atom);
        var text = kind == Kind.Guess || !element.HasElements ? Raw(element) : element.Text();
        var html = kind == Kind.Html || (kind is Kind.Guess or Kind.Xhtml && HtmlText.LooksLikeHtml(text));
        return HtmlText.Collapse(html && !(kind == Kind.Xhtml && element.HasElements) ? HtmlText.Strip(text) : text);
    }

    /// <summary>The text with its markup; null when empty or when the content is of a type that is no text.</summary>
    public static Markup? Rich(XmlElement element, bool atom, string? baseUrl)
    {
        var kind = KindOf(element, atom);
        var value = (kind == Kind.Xhtml && element.HasElements ? Xhtml(element) : Raw(element)).Trim();
        if (value.Length == 0 || kind == Kind.Other)
        {
            return null;
        }
        var html =
            kind is Kind.Html or Kind.Xhtml
            || element.HasElements
            || (kind == Kind.Guess && HtmlText.LooksLikeHtml(value));
        return new Markup(value, html, element.Base ?? baseUrl);
    }

    private static Kind KindOf(XmlElement element, bool atom)
    {
        if (!atom)
        {
            return element.Module == XmlNamespaces.Xhtml ? Kind.Xhtml : Kind.Guess;
        }
        var type = element.Attribute("type")?.Trim().ToLowerInvariant();
        var mode = element.Attribute("mode")?.Trim().ToLowerInvariant();
        return (type, mode) switch
        {
            (_, "xml") when element.HasElements => Kind.Xhtml,
            ("html" or "text/html", _) => Kind.Html,
            ("xhtml" or "application/xhtml+xml", _) => Kind.Xhtml,
            (null or "" or "text" or "text/plain" or "plain", _) => Kind.Text,
            _ when type!.StartsWith("text/", StringComparison.Ordinal) => Kind.Text,
            _ when type.EndsWith("xml", StringComparison.Ordinal) => element.HasElements ? Kind.Xhtml : Kind.Text,
            _ when type.Contains('/', StringComparison.Ordinal) => Kind.Other,
            _ => Kind.Guess,
        };
    }

    private static string Raw(XmlElement element)
    {
        if (element.HasElements)
        {
            // Text that is HTML once decoded is escaped HTML with stray tags between; else "&lt;" beside real tags is a sign.
            return element.InnerHtml(escape: !HtmlText.LooksLikeHtml(element.Text()));
        }
        var text = element.Text();
        return string.Equals(element.Attribute("mode"), "base64", StringComparison.OrdinalIgnoreCase)
            ? FromBase64(text)
            : text;
    }

    /// <summary>RFC 4287 section 3.1.1.3: the <c>div</c> around is not part of the content.</summary>
    private static string Xhtml(XmlElement element)
    {
        var children = element.Elements.Take(2).ToArray();
        return children is [{ Name: "div" } div] && string.IsNullOrWhiteSpace(TextAround(element, div))
            ? div.InnerHtml(escape: true)
            : element.InnerHtml(escape: true);
    }

    private static string TextAround(XmlElement element, XmlElement child) =>
        element.Text().Length == child.Text().Length
            ? ""
            : element.Text().Replace(child.Text(), "", StringComparison.Ordinal);

    private static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : text;
    }
}
