using System.Globalization;
using System.Net;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>The few pieces of HTML that all pages of the world share.</summary>
internal static class Html
{
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Paragraphs(string text) =>
        string.Concat(text.Split("\n\n").Select(p => $"<p>{Escape(p)}</p>"));

    public static string Time(DateTimeOffset at, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language == "fr" ? "fr-CH" : "en-GB");
        return $"""<time datetime="{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}">{Escape(at.ToString("d MMM yyyy, HH:mm", culture))}</time>""";
    }

    /// <summary>A whole page in the dress of its site, saying at the top that none of it is real.</summary>
    public static string Page(Site site, string title, string head, string body)
    {
        var (notice, about) =
            site.Language == "fr"
                ? (
                    "Monde inventé",
                    "Ce site, ses auteurs et les établissements cités n'existent pas : c'est la démonstration de ReputationWatch."
                )
                : (
                    "Invented world",
                    "This site, its authors and the places named do not exist: this is the ReputationWatch demo."
                );
        return $"""
            <!doctype html>
            <html lang="{site.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noarchive">
            <title>{Escape(title)} · {Escape(site.Name)}</title>
            <link rel="stylesheet" href="/style.css">
            {head}
            </head>
            <body>
            <p class="notice"><strong>{notice}</strong> {about}</p>
            <header><a href="/">{Escape(site.Name)}</a><span>{Escape(site.Tagline)}</span></header>
            <main>
            {body}
            </main>
            </body>
            </html>
            """;
    }

    public static string Style(Site site) =>
        $$"""
            :root { color-scheme: light dark; --accent: {{site.Colour}}; --ink: #1c2126; --paper: #fff; --soft: #f2f4f6; --muted: #5a646e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --paper: #14181c; --soft: #1e242a; --muted: #a0aab4; } }
            * { box-sizing: border-box; }
            body { margin: 0; font: 17px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
            .notice { margin: 0; padding: .5rem 1.25rem; font-size: .82rem; background: #fff3cd; color: #5b4300; }
            header { padding: 1.4rem 1.25rem; background: var(--accent); color: #fff; }
            header a { color: inherit; text-decoration: none; font-weight: 700; font-size: 1.4rem; margin-right: .8rem; }
            header span { opacity: .9; }
            main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
            h1 { font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
            h2 { font-size: 1.1rem; line-height: 1.35; margin: 0; }
            h2 a { text-decoration: none; }
            h2 a:hover, h2 a:focus { text-decoration: underline; }
            .by { margin: .15rem 0 .6rem; }
            article { padding: 1rem 0; border-bottom: 1px solid var(--soft); }
            article.here { background: var(--soft); padding: 1rem; border-radius: .5rem; border: 0; }
            .by { color: var(--muted); font-size: .88rem; }
            .stars { color: #c77700; letter-spacing: .1em; }
            .reply { margin: .8rem 0 0; padding: .6rem 1rem; border-left: 3px solid var(--accent); background: var(--soft); }
            a { color: inherit; }
            nav a { display: inline-block; padding: .4rem .8rem; margin: .8rem .5rem 0 0; background: var(--soft); border-radius: .4rem; }
            """;
}
