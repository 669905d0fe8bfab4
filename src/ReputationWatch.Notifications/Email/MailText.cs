using System.Text;

namespace ReputationWatch.Notifications.Email;

/// <summary>The plain-text part: the same content in lines short enough for any reader, links on lines of their own.</summary>
internal static class MailText
{
    private const int LineWidth = 72;

    public static string Render(MailContent mail)
    {
        var text = new StringBuilder();
        var colon = mail.Language == "fr" ? "\u00A0: " : ": ";
        Paragraph(text, mail.Topic is null ? mail.Headline : mail.Topic + colon + mail.Headline);
        Paragraph(text, mail.Lead);
        if (mail.Figures.Count > 2)
        {
            // The first two figures are in the lead already.
            Paragraph(text, string.Join(", ", mail.Figures.Skip(2).Select(f => $"{f.Figure} {f.Label}")) + ".");
        }
        if (mail.Chart is { } chart)
        {
            Paragraph(text, chart.Description);
        }
        if (mail.Reasons is { } reasons)
        {
            Heading(text, reasons.Heading);
            foreach (var sentence in reasons.Sentences)
            {
                Wrapped(text, sentence, "- ", "  ");
            }
            text.Append('\n');
        }
        foreach (var section in mail.Sections)
        {
            Section(text, section);
        }
        if (mail.Said is { } said)
        {
            Heading(text, said.Heading);
            foreach (var quote in said.Quotes)
            {
                Quote(text, quote);
            }
        }
        if (mail.Caution is { } caution)
        {
            Paragraph(text, caution);
        }
        foreach (var button in mail.Buttons)
        {
            text.Append(button.Text).Append('\n').Append(button.Url.AbsoluteUri).Append("\n\n");
        }
        text.Append("-- \n");
        Wrapped(text, mail.Footer, "", "");
        text.Append(mail.ChangeIt.Text).Append('\n').Append(mail.ChangeIt.Url.AbsoluteUri).Append('\n');
        return text.ToString();
    }

    private static void Section(StringBuilder text, MailSection section)
    {
        Heading(text, section.Heading);
        foreach (var line in section.Lines)
        {
            Wrapped(text, line.Title, "- ", "  ");
            Wrapped(text, line.Details, "  ", "  ");
            if (line.Url is { } url)
            {
                text.Append("  ").Append(url.AbsoluteUri).Append('\n');
            }
        }
        if (section.Note is { } note)
        {
            Wrapped(text, note, "", "");
        }
        text.Append('\n');
    }

    private static void Quote(StringBuilder text, MailQuote quote)
    {
        Wrapped(text, $"{quote.Mark} {quote.Sentiment} · {quote.Details}", "", "  ");
        if (quote.Title is { } title)
        {
            Wrapped(text, title, "  ", "  ");
        }
        Wrapped(text, quote.Text, "  ", "  ");
        text.Append("  ").Append(quote.Url.AbsoluteUri).Append("\n\n");
    }

    private static void Heading(StringBuilder text, string heading) =>
        text.Append(heading).Append('\n').Append('-', heading.Length).Append('\n');

    private static void Paragraph(StringBuilder text, string paragraph)
    {
        Wrapped(text, paragraph, "", "");
        text.Append('\n');
    }

    /// <summary>Breaks at spaces only: a no-break space holds, and a word longer than a line stays whole.</summary>
    private static void Wrapped(StringBuilder text, string paragraph, string first, string others)
    {
        var line = new StringBuilder(first);
        var indent = first.Length;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent && line.Length + 1 + word.Length > LineWidth)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(others);
                indent = others.Length;
            }
            if (line.Length > indent)
            {
                line.Append(' ');
            }
            line.Append(word);
        }
        text.Append(line).Append('\n');
    }
}
