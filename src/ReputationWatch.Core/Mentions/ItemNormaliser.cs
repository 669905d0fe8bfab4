using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReputationWatch.Core.Mentions;

/// <summary>
/// Makes what a connector read fit to be stored: valid Unicode in NFC, white space folded, lengths bounded, plausible times, web
/// addresses only. Pure.
/// </summary>
internal static class ItemNormaliser
{
    private const int MaxText = 100_000;
    private const int MaxTitle = 1_000;
    private const int MaxName = 200;
    private const int MaxUrl = 2_000;

    /// <summary>Clocks differ; a publication up to this far ahead is taken as now.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);

    /// <summary>Nothing that is crawled was published before the web; such a date is a default value.</summary>
    private static readonly DateTimeOffset Earliest = new(1991, 8, 6, 0, 0, 0, TimeSpan.Zero);

    public static RawItem Normalise(RawItem item) =>
        item with
        {
            ExternalId = Line(item.ExternalId, MaxUrl),
            Url = WebAddress(item.Url),
            Title = Line(item.Title, MaxTitle),
            Text = Paragraphs(item.Text, MaxText),
            AuthorId = Line(item.AuthorId, MaxName),
            AuthorName = Line(item.AuthorName, MaxName),
            AuthorHandle = Line(item.AuthorHandle, MaxName),
            AuthorUrl = WebAddress(item.AuthorUrl),
            Site = Line(item.Site, MaxName),
            ItemReviewed = Line(item.ItemReviewed, MaxName),
            ParentId = Line(item.ParentId, MaxUrl),
            Language = Line(item.Language, 35)?.Split('-', '_')[0].ToLowerInvariant(),
            Rating = item.Rating is { Stars: not null } rating ? rating : null,
        };

    /// <summary>When it was published as far as can be believed; not dated when that is only when we saw it.</summary>
    public static (DateTimeOffset PublishedAt, bool Dated) Time(RawItem item, DateTimeOffset seenAt) =>
        item.PublishedAt switch
        {
            { } t when t >= Earliest && t <= seenAt => (t.ToUniversalTime(), true),
            { } t when t > seenAt && t <= seenAt + ClockSlack => (seenAt, true),
            _ => (seenAt, false),
        };

    /// <summary>One line of text, or null when nothing is left of it.</summary>
    public static string? Line(string? text, int max) =>
        string.IsNullOrWhiteSpace(text) ? null : NullIfEmpty(Clean(text, max, keepParagraphs: false));

    /// <summary>Text with at most one empty line between paragraphs.</summary>
    public static string Paragraphs(string? text, int max) =>
        string.IsNullOrEmpty(text) ? "" : Clean(text, max, keepParagraphs: true);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string? WebAddress(string? url) =>
        url is { Length: <= MaxUrl }
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.AbsoluteUri
            : null;

    private static string Clean(string text, int max, bool keepParagraphs) =>
        text.Length <= max && IsCleanAlready(text, keepParagraphs) ? text : Rewrite(text, max, keepParagraphs);

    /// <summary>
    /// Says of most texts that there is nothing to do: letters and signs that stand for themselves in every normal form, single spaces
    /// and line breaks between them. Of the others it says nothing.
    /// </summary>
    private static bool IsCleanAlready(string text, bool keepParagraphs)
    {
        var gap = true;
        var breaks = 0;
        foreach (var c in text)
        {
            if (IsPlain(c))
            {
                (gap, breaks) = (false, 0);
            }
            else if (c == '\n' && keepParagraphs && (breaks == 1 || !gap))
            {
                (gap, breaks) = (true, breaks + 1);
            }
            else if (c == ' ' && !gap)
            {
                (gap, breaks) = (true, 2);
            }
            else
            {
                return false;
            }
        }
        return !gap;
    }

    /// <summary>Latin letters and signs that NFC leaves alone, dashes, quotation marks and currencies; neither white nor invisible.</summary>
    private static bool IsPlain(char c) =>
        c
            is (> ' ' and < '\u007F')
                or (> '\u00A0' and < '\u0300' and not '\u00AD')
                or (>= '\u2010' and <= '\u2027')
                or (>= '\u20A0' and <= '\u20BF');

    private static string Rewrite(string text, int max, bool keepParagraphs)
    {
        var result = new StringBuilder(Math.Min(text.Length, max));
        var breaks = 0;
        var space = false;
        var rest = text.AsSpan();
        while (rest.Length > 0 && result.Length < max)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var consumed);
            rest = rest[consumed..];
            if (rune.Value == '\n')
            {
                breaks++;
                space = true;
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                space = true;
            }
            else if (status == OperationStatus.Done && !IsInvisible(rune))
            {
                AppendGap(result, space, keepParagraphs ? Math.Min(breaks, 2) : 0);
                result.Append(rune);
                breaks = 0;
                space = false;
            }
        }
        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    private static void AppendGap(StringBuilder result, bool space, int breaks)
    {
        if (result.Length == 0 || !space)
        {
            return;
        }
        if (breaks > 0)
        {
            result.Append('\n', breaks);
        }
        else
        {
            result.Append(' ');
        }
    }

    /// <summary>Control characters and those that only turn the direction of what follows (a trick to disguise addresses).</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0xFEFF or 0x00AD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
