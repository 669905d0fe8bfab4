namespace ReputationWatch.Connectors.Html;

/// <summary>
/// A text that may be HTML, as published. The safe and the plain form are made when asked for: most entries of a feed are
/// known already and are never shown again.
/// </summary>
/// <param name="Value">Trimmed, otherwise as published.</param>
/// <param name="IsHtml">Whether <paramref name="Value"/> is HTML; otherwise it is text to be shown as it stands.</param>
/// <param name="BaseUrl">What relative addresses inside are relative to.</param>
public sealed record Markup(string Value, bool IsHtml, string? BaseUrl)
{
    /// <summary>HTML of an allow-list, with absolute addresses: may be shown in a page.</summary>
    public string ToSafeHtml() => IsHtml ? SafeHtml.Clean(Value, BaseUrl) : SafeHtml.Escape(Value);

    /// <summary>Text without markup, white space collapsed.</summary>
    public string ToPlainText() => HtmlText.Collapse(IsHtml ? HtmlText.Strip(Value) : Value) ?? "";
}
