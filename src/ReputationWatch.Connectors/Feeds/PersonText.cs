using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Reads the ways a person is written in one line: "mail (Name)", "Name &lt;mail&gt;", "Name (mail)", either alone.</summary>
internal static class PersonText
{
    public static FeedPerson? Parse(string? raw)
    {
        var text = HtmlText.Collapse(LooksLikeMarkup(raw) ? HtmlText.Strip(raw!) : raw);
        if (text is null)
        {
            return null;
        }
        if (FindMail(text) is not { } mail)
        {
            return new FeedPerson(text, null, null);
        }
        var name = (text[..mail.Start] + " " + text[mail.End..])
            .Replace("mailto:", "", StringComparison.OrdinalIgnoreCase)
            .Replace("<>", "", StringComparison.Ordinal)
            .Replace("< >", "", StringComparison.Ordinal)
            .Replace("( )", "", StringComparison.Ordinal)
            .Trim(' ', ',', ';', ':', '-', '<', '>', '"');
        if (name.StartsWith('(') && name.EndsWith(')'))
        {
            name = name[1..^1];
        }
        return new FeedPerson(HtmlText.Collapse(name), text[mail.Start..mail.End], null);
    }

    private static bool LooksLikeMarkup(string? raw) =>
        raw is not null
        && !(raw.Contains('<', StringComparison.Ordinal) && FindMail(raw) is not null)
        && HtmlText.LooksLikeHtml(raw);

    private static (int Start, int End)? FindMail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at + 1 >= text.Length)
        {
            return null;
        }
        var start = at;
        while (start > 0 && IsMailCharacter(text[start - 1]))
        {
            start--;
        }
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
        {
            end++;
        }
        while (end > at && text[end - 1] is '.' or '-')
        {
            end--;
        }
        return start < at && end > at + 1 ? (start, end) : null;
    }

    private static bool IsMailCharacter(char c) =>
        char.IsLetterOrDigit(c) || "._%+-!#$&'*/=?^`{|}~".Contains(c, StringComparison.Ordinal);
}
