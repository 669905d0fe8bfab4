using System.Globalization;
using System.Net;
using System.Text;
using ReputationWatch.Notifications.Email.Chart;

namespace ReputationWatch.Notifications.Email;

/// <summary>
/// The HTML part. One column of 600 pixels in a table, all styles inline, because mail programs drop the rest; the style element
/// only adds what those that read it can do better: dark colours and narrow screens.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private const string Ink = "color:#1b2430;";
    private const string Muted = "color:#556070;";
    private const string Accent = "#1a5fb4";

    // The negative of the pages, darkened until text has 4.5 : 1 on white.
    private const string NegativeInk = "color:#b34a00;";
    private const string GoodInk = "color:#00775a;";

    private const string Style = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (prefers-color-scheme:dark){
        .rw-ground{background-color:#12161b!important}
        .rw-card{background-color:#1b2129!important}
        .rw-ink{color:#e8ecf0!important}
        .rw-muted{color:#a3adb8!important}
        .rw-bad{color:#ff9a57!important}
        .rw-good{color:#4fd1a5!important}
        .rw-line{border-color:#323b46!important}
        .rw-soft{background-color:#242c35!important}
        .rw-link{color:#8fbdf5!important}
        .rw-second{border-color:#5a6673!important;color:#e8ecf0!important}
        }
        @media (max-width:620px){
        .rw-pad{padding-left:20px!important;padding-right:20px!important}
        .rw-figure{display:inline-block!important;width:50%!important;box-sizing:border-box;padding-bottom:14px!important}
        .rw-headline{font-size:24px!important;line-height:30px!important}
        .rw-button{display:block!important;margin:0 0 12px 0!important;text-align:center!important}
        .rw-outer{padding:0!important}
        .rw-card{border-radius:0!important}
        }
        """;

    public static string Render(MailContent mail)
    {
        var body = new StringBuilder();
        Head(body, mail);
        Figures(body, mail);
        Chart(body, mail);
        Reasons(body, mail);
        Sections(body, mail);
        Said(body, mail);
        Caution(body, mail);
        Buttons(body, mail);
        return $"""
            <!DOCTYPE html>
            <html lang="{mail.Language}" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
            <title>{Escape(mail.Subject)}</title>
            <style>{Style}</style>
            </head>
            <body class="rw-ground" style="margin:0;padding:0;background-color:#f1f3f6;">
            <div style="display:none;max-height:0;overflow:hidden;">{Escape(mail.Lead)}</div>
            <table role="presentation" class="rw-ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f1f3f6;">
            <tr><td class="rw-outer" align="center" style="padding:24px 8px;">
            <table role="presentation" class="rw-card" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#ffffff;border-radius:8px;">
            {body}
            </table>
            {Footer(mail)}
            </td></tr>
            </table>
            </body>
            </html>
            """;
    }

    private static void Head(StringBuilder body, MailContent mail)
    {
        var above = mail.Topic is null ? "ReputationWatch" : $"ReputationWatch · {Escape(mail.Topic)}";
        var (tone, colour) = mail.Bad ? ("rw-bad", NegativeInk) : ("rw-ink", Ink);
        var mark = mail.Bad ? "▼&nbsp;" : "";
        Row(
            body,
            "28px 32px 0 32px",
            $"""
            <p class="rw-muted" style="margin:0 0 6px 0;{Font}font-size:14px;line-height:20px;{Muted}">{above}</p>
            <h1 class="rw-headline {tone}" style="margin:0 0 12px 0;{Font}font-size:28px;line-height:34px;font-weight:700;{colour}">{mark}{Escape(
                mail.Headline
            )}</h1>
            <p class="rw-ink" style="margin:0;{Font}font-size:16px;line-height:24px;{Ink}">{Escape(mail.Lead)}</p>
            """
        );
    }

    private static void Figures(StringBuilder body, MailContent mail)
    {
        if (mail.Figures.Count == 0)
        {
            return;
        }
        var cells = string.Concat(
            mail.Figures.Select(f =>
                $"""
                    <td class="rw-figure" width="25%" valign="top" style="padding:0 8px 0 0;">
                    <div class="rw-ink" style="{Font}font-size:26px;line-height:32px;font-weight:600;{Ink}">{Escape(
                        f.Figure
                    )}</div>
                    <div class="rw-muted" style="{Font}font-size:14px;line-height:18px;{Muted}">{Escape(f.Label)}</div>
                    </td>
                    """
            )
        );
        Row(
            body,
            "22px 32px 0 32px",
            $"""<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>{cells}</tr></table>"""
        );
    }

    private static void Chart(StringBuilder body, MailContent mail)
    {
        if (mail.Chart is not { } chart)
        {
            return;
        }
        var height = string.Create(CultureInfo.InvariantCulture, $"{EpisodeChart.Height / 2}");
        Row(
            body,
            "26px 32px 0 32px",
            $"""
            {Heading(chart.Heading)}
            <img src="cid:{AlertMail.ChartId}" width="536" height="{height}" alt="{Escape(
                chart.Description
            )}" style="display:block;width:100%;max-width:536px;height:auto;border:0;{Font}font-size:14px;line-height:20px;{Muted}" class="rw-muted">
            <p class="rw-muted" style="margin:6px 0 0 0;{Font}font-size:13px;line-height:18px;{Muted}">{Escape(
                chart.Caption
            )}</p>
            """
        );
    }

    private static void Reasons(StringBuilder body, MailContent mail)
    {
        if (mail.Reasons is not { } reasons)
        {
            return;
        }
        var items = string.Concat(reasons.Sentences.Select(s => $"""<li style="margin:0 0 4px 0;">{Escape(s)}</li>"""));
        Row(
            body,
            "26px 32px 0 32px",
            $"""{Heading(reasons.Heading)}<ul class="rw-ink" style="margin:0;padding:0 0 0 20px;{Font}font-size:15px;line-height:22px;{Ink}">{items}</ul>"""
        );
    }

    private static void Sections(StringBuilder body, MailContent mail)
    {
        foreach (var section in mail.Sections)
        {
            var note = section.Note is { } text
                ? $"""<p class="rw-muted rw-line" style="margin:0;padding:10px 0 0 0;border-top:1px solid #dfe3e8;{Font}font-size:14px;line-height:20px;{Muted}">{Escape(text)}</p>"""
                : "";
            Row(body, "26px 32px 0 32px", Heading(section.Heading) + string.Concat(section.Lines.Select(Line)) + note);
        }
    }

    private static string Line(MailLine line)
    {
        var (tone, colour) = line.Bad ? ("rw-bad", NegativeInk) : ("rw-good", GoodInk);
        var mark = line.Mark is { } sign ? $"""<span class="{tone}" style="{colour}">{sign}</span>&nbsp;""" : "";
        var title = line.Url is { } url
            ? $"""<a class="rw-ink" href="{Escape(url.AbsoluteUri)}" style="{Ink}text-decoration:none;word-break:break-word;">{Escape(line.Title)}</a>"""
            : Escape(line.Title);
        return $"""
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
            <td class="rw-line" style="padding:10px 0;border-top:1px solid #dfe3e8;">
            <p class="rw-ink" style="margin:0;{Font}font-size:15px;line-height:22px;font-weight:600;word-break:break-word;{Ink}">{mark}{title}</p>
            <p class="rw-muted" style="margin:2px 0 0 0;{Font}font-size:14px;line-height:20px;{Muted}">{Escape(
                line.Details
            )}</p>
            </td></tr></table>
            """;
    }

    private static void Said(StringBuilder body, MailContent mail)
    {
        if (mail.Said is not { } said)
        {
            return;
        }
        Row(body, "26px 32px 0 32px", Heading(said.Heading) + string.Concat(said.Quotes.Select(Quote)));
    }

    private static string Quote(MailQuote quote)
    {
        var (tone, colour) = quote.Mark switch
        {
            '▼' => ("rw-bad", NegativeInk),
            '▲' => ("rw-good", GoodInk),
            _ => ("rw-muted", Muted),
        };
        var title = quote.Title is null ? "" : $"<strong>{Escape(quote.Title)}</strong><br>";
        return $"""
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
            <td class="rw-line" style="padding:12px 0;border-top:1px solid #dfe3e8;">
            <p style="margin:0 0 4px 0;{Font}font-size:13px;line-height:18px;"><span class="{tone}" style="{colour}font-weight:600;">{quote.Mark}&nbsp;{Escape(
                quote.Sentiment
            )}</span> <span class="rw-muted" style="{Muted}">· {Escape(quote.Details)}</span></p>
            <a class="rw-ink" dir="auto" href="{Escape(
                quote.Url.AbsoluteUri
            )}" style="{Font}font-size:15px;line-height:22px;{Ink}display:block;text-decoration:none;word-break:break-word;">{title}{Escape(
                quote.Text
            )}</a>
            </td></tr></table>
            """;
    }

    private static void Caution(StringBuilder body, MailContent mail)
    {
        if (mail.Caution is { } caution)
        {
            Row(
                body,
                "20px 32px 0 32px",
                $"""<p class="rw-soft rw-ink" style="margin:0;padding:12px 16px;background-color:#f1f3f6;border-radius:6px;{Font}font-size:14px;line-height:20px;{Ink}">{Escape(caution)}</p>"""
            );
        }
    }

    private static void Buttons(StringBuilder body, MailContent mail)
    {
        var buttons = mail.Buttons.Take(3).Select((button, index) => Button(button, isMain: index == 0));
        Row(body, "26px 32px 30px 32px", string.Join("\n", buttons));
    }

    private static string Button(MailLink link, bool isMain)
    {
        var (look, role) = isMain
            ? ($"background-color:{Accent};border:1px solid {Accent};color:#ffffff;", "")
            : ($"border:1px solid #9aa5b1;{Ink}", " rw-second");
        return $"""<a class="rw-button{role}" href="{Escape(link.Url.AbsoluteUri)}" style="display:inline-block;margin:0 10px 0 0;padding:11px 20px;border-radius:6px;{Font}font-size:16px;line-height:22px;font-weight:600;text-decoration:none;{look}">{Escape(link.Text)}</a>""";
    }

    private static string Footer(MailContent mail) =>
        $"""
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;">
            <tr><td class="rw-pad" style="padding:18px 32px 8px 32px;">
            <p class="rw-muted" style="margin:0;{Font}font-size:13px;line-height:19px;{Muted}">{Escape(
                mail.Footer
            )} <a class="rw-link" href="{Escape(mail.ChangeIt.Url.AbsoluteUri)}" style="color:{Accent};">{Escape(
                mail.ChangeIt.Text
            )}</a></p>
            </td></tr></table>
            """;

    private static string Heading(string text) =>
        $"""<h2 class="rw-ink" style="margin:0 0 10px 0;{Font}font-size:16px;line-height:22px;font-weight:600;{Ink}">{Escape(text)}</h2>""";

    private static void Row(StringBuilder body, string padding, string content) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"""<tr><td class="rw-pad" style="padding:{padding};">{content}</td></tr>"""
        );

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
