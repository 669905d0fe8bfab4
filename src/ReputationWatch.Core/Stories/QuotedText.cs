using System.Buffers;
using System.Text;

namespace ReputationWatch.Core.Stories;

/// <summary>
/// A text taken apart into what its author wrote and what they quote: "&gt; lines", quoted passages, [quote] blocks and retweets
/// with a comment. Addresses and "RT @name:" belong to neither.
/// </summary>
/// <param name="Own">Without the quotations.</param>
/// <param name="Whole">Everything, quotation marks and addresses apart.</param>
internal readonly record struct QuotedText(string Own, string Whole, bool HasQuote)
{
    // A single word between quotation marks is a name or irony, not the parent of a reply.
    private const int MinQuotedWords = 2;

    /// <summary>Without one of these nothing is quoted.</summary>
    private static readonly SearchValues<char> QuotingMarks = SearchValues.Create(">\"«“„[");

    public static QuotedText Split(string text)
    {
        var clean = WithoutRetweetMark(WithoutUrls(text));
        if (!clean.AsSpan().ContainsAny(QuotingMarks) && !clean.Contains("RT @", StringComparison.Ordinal))
        {
            return new QuotedText(clean, clean, false);
        }
        var own = new StringBuilder(clean.Length);
        var quoted = false;
        foreach (var line in clean.Split('\n'))
        {
            if (line.AsSpan().TrimStart().StartsWith(">"))
            {
                quoted = true;
            }
            else
            {
                own.Append(line).Append('\n');
            }
        }
        var rest = WithoutPassages(own.ToString(), ref quoted);
        var retweet = rest.IndexOf("RT @", StringComparison.Ordinal);
        if (retweet > 0)
        {
            quoted = true;
            rest = rest[..retweet];
        }
        return new QuotedText(quoted ? WithoutTags(WithoutAttribution(rest)) : rest, clean, quoted);
    }

    private static string WithoutPassages(string text, ref bool quoted)
    {
        var own = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var end = PassageEnd(text, at);
            if (end > at)
            {
                quoted = true;
                own.Append('\n');
                at = end;
            }
            else
            {
                own.Append(text[at++]);
            }
        }
        return own.ToString();
    }

    /// <summary>Where a quotation that starts here ends; <paramref name="at"/> itself when none does.</summary>
    private static int PassageEnd(string text, int at)
    {
        var (close, length) = text[at] switch
        {
            '"' => ("\"", 1),
            '«' => ("»", 1),
            '“' or '„' => ("”", 1),
            '[' when text.AsSpan(at).StartsWith("[quote", StringComparison.OrdinalIgnoreCase) => ("[/quote]", 6),
            _ => ("", 0),
        };
        if (length == 0)
        {
            return at;
        }
        var end = text.IndexOf(close, at + length, StringComparison.OrdinalIgnoreCase);
        return end > 0 && WordCount(text.AsSpan(at, end - at)) >= MinQuotedWords ? end + close.Length : at;
    }

    /// <summary>"Marie a écrit :" and "On Monday, Bob wrote:" introduce a quotation and say nothing of their own.</summary>
    private static string WithoutAttribution(string own) =>
        string.Join(
            '\n',
            own.Split('\n')
                .Where(line =>
                    !line.AsSpan().TrimEnd().EndsWith(":")
                    || !(
                        line.Contains("écrit", StringComparison.OrdinalIgnoreCase)
                        || line.Contains("wrote", StringComparison.OrdinalIgnoreCase)
                    )
                )
        );

    /// <summary>Hashtags and names called around a quotation add nothing of one's own.</summary>
    private static string WithoutTags(string own) =>
        string.Join(
            ' ',
            own.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] is not ('#' or '@'))
        );

    private static string WithoutRetweetMark(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        if (!trimmed.StartsWith("RT @"))
        {
            return text;
        }
        var name = trimmed[4..].IndexOfAny(' ', ':');
        return name < 0 ? text : trimmed[(4 + name)..].TrimStart(": ").ToString();
    }

    private static string WithoutUrls(string text)
    {
        var at = text.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }
            if (text.AsSpan(at, end - at).Contains("://", StringComparison.Ordinal))
            {
                clean.Append(text, from, at - from);
                from = end;
            }
            at = end < text.Length ? text.IndexOf("http", end, StringComparison.OrdinalIgnoreCase) : -1;
        }
        return clean.Append(text, from, text.Length - from).ToString();
    }

    private static int WordCount(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var letter = char.IsLetterOrDigit(c);
            count += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return count;
    }
}
