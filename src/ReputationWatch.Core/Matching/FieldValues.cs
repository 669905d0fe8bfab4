using System.Globalization;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>Reads and compares the fields that are not running text.</summary>
internal static class FieldValues
{
    private static readonly Dictionary<string, string> SentimentNames = new(StringComparer.Ordinal)
    {
        ["negatif"] = "negative",
        ["negatifs"] = "negative",
        ["neg"] = "negative",
        ["neutre"] = "neutral",
        ["neutres"] = "neutral",
        ["positif"] = "positive",
        ["positifs"] = "positive",
        ["pos"] = "positive",
    };

    private static readonly Dictionary<string, string> KindNames = new(StringComparer.Ordinal)
    {
        ["avis"] = "review",
        ["publication"] = "post",
        ["commentaire"] = "comment",
        ["reviews"] = "review",
        ["posts"] = "post",
        ["comments"] = "comment",
        ["articles"] = "article",
    };

    /// <summary>The value of a field as text; null when the document does not have it.</summary>
    public static string? TextOf(QueryDocument document, string field) =>
        document.Extra is { } extra && extra.TryGetValue(field, out var own)
            ? own
            : field switch
            {
                QueryFields.Title => document.Title,
                QueryFields.Text => document.Body,
                "author" => document.Author,
                "site" => document.Site ?? HostOf(document.Url),
                "url" => document.Url,
                "lang" => document.Lang,
                "source" => document.Source,
                "kind" => document.Kind,
                "sentiment" => document.Sentiment,
                "score" => document.Score?.ToString(CultureInfo.InvariantCulture),
                "reach" => document.Reach?.ToString(CultureInfo.InvariantCulture),
                "published" => document.Published?.ToString("O", CultureInfo.InvariantCulture),
                "tags" => document.Tags.Count == 0 ? null : string.Join(" \n ", document.Tags),
                _ => null,
            };

    public static bool Exists(QueryDocument document, string field) =>
        !string.IsNullOrWhiteSpace(TextOf(document, field));

    public static bool Equal(QueryDocument document, ValueNode asked)
    {
        var value = TextOf(document, asked.Field);
        if (string.IsNullOrWhiteSpace(value))
        {
            return false;
        }
        return asked.Field switch
        {
            "site" => SiteMatches(value, asked.Value),
            "url" => UrlMatches(value, asked.Value),
            "lang" => LanguageMatches(value, asked.Value),
            _ => LabelMatches(value, asked),
        };
    }

    public static bool InRange(QueryDocument document, RangeNode range)
    {
        if (range.Field == "published" && document.Published is { } published)
        {
            return InPeriod(published, range);
        }
        var text = TextOf(document, range.Field);
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }
        if (QueryFields.Number(text) is { } number && EndsAre(range, static e => e.Number is not null))
        {
            return InNumbers(number, range);
        }
        if (QueryFields.Instant(text) is { } instant && EndsAre(range, static e => e.From is not null))
        {
            return InPeriod(instant, range);
        }
        var textual = !EndsAre(range, static e => e.Number is not null || e.From is not null);
        return textual && InWords(Tokenizer.Fold(text), range);
    }

    /// <summary>A phrase on a field that holds a number compares numbers: stars:5 is 5.0.</summary>
    public static bool EqualNumber(string value, string written) =>
        QueryFields.Number(value) is { } a && QueryFields.Number(written) is { } b && a.Equals(b);

    /// <summary>
    /// Words that stand in a row in every site or URL that a value stands for: what an index can look for; empty when only
    /// comparing can tell.
    /// </summary>
    public static string WordsAsked(ValueNode asked)
    {
        if (asked.Field == "url")
        {
            var isPattern =
                asked.Value.Contains('*')
                || (asked.Value.Contains('?') && !asked.Value.Contains("://", StringComparison.Ordinal));
            return isPattern ? "" : Tokenizer.Fold(asked.Value);
        }
        var wanted = SiteAsked(asked.Value);
        return wanted.AsSpan().ContainsAny('*', '?') ? "" : Tokenizer.Fold(wanted);
    }

    /// <summary>The host or name that a value of site: asks for, or a pattern of it.</summary>
    public static string SiteAsked(string asked)
    {
        var wanted = (HostOf(asked) ?? asked).Trim().TrimEnd('/').ToLowerInvariant();
        if (wanted.AsSpan().ContainsAny('*', '?'))
        {
            return wanted;
        }
        return wanted.StartsWith("www.", StringComparison.Ordinal) ? wanted[4..] : wanted.TrimStart('.');
    }

    /// <summary>What <c>site:</c> is compared with: the host when it is an address, else the name, in lower case.</summary>
    public static string SiteKey(string site) => (HostOf(site) ?? site).Trim().ToLowerInvariant();

    /// <summary>What <c>lang:</c> is compared with.</summary>
    public static string LanguageKey(string language) => language.Trim().Replace('_', '-').ToLowerInvariant();

    private static bool EndsAre(RangeNode range, Func<RangeEnd, bool> test) =>
        (range.Low is null || test(range.Low)) && (range.High is null || test(range.High));

    private static bool InNumbers(double value, RangeNode range) =>
        (range.Low is not { } low || (low.Inclusive ? value >= low.Number : value > low.Number))
        && (range.High is not { } high || (high.Inclusive ? value <= high.Number : value < high.Number));

    /// <summary>An end is the whole day, month or year written: up to a day includes that day, after it starts the next.</summary>
    private static bool InPeriod(DateTimeOffset value, RangeNode range) =>
        (range.Low is not { } low || (low.Inclusive ? value >= low.From : value >= low.Until))
        && (range.High is not { } high || (high.Inclusive ? value < high.Until : value < high.From));

    private static bool InWords(string value, RangeNode range)
    {
        var low = range.Low is null ? 1 : string.CompareOrdinal(value, Tokenizer.Fold(range.Low.Written));
        var high = range.High is null ? -1 : string.CompareOrdinal(value, Tokenizer.Fold(range.High.Written));
        return (low > 0 || (low == 0 && range.Low!.Inclusive)) && (high < 0 || (high == 0 && range.High!.Inclusive));
    }

    /// <summary>example.com is also www.example.com and fr.example.com; a name without a dot is any part of the host or name.</summary>
    private static bool SiteMatches(string site, string asked)
    {
        var host = SiteKey(site);
        var wanted = SiteAsked(asked);
        if (wanted.AsSpan().ContainsAny('*', '?'))
        {
            return Wildcard.Matches(host, wanted) || Wildcard.Matches(host, "*." + wanted) || AnyWord(site, wanted);
        }
        if (host == wanted || host.EndsWith("." + wanted, StringComparison.Ordinal))
        {
            return true;
        }
        return !wanted.Contains('.') && HoldsWords(Tokenizer.Tokenize(site), Tokenizer.Tokenize(wanted));
    }

    private static bool UrlMatches(string url, string asked)
    {
        if (asked.Contains('*') || (asked.Contains('?') && !asked.Contains("://", StringComparison.Ordinal)))
        {
            var pattern = asked.ToLowerInvariant();
            var lower = url.ToLowerInvariant();
            return Wildcard.Matches(lower, pattern)
                || Wildcard.Matches(lower, $"*{pattern}*")
                || HoldsWords(Tokenizer.Tokenize(url), Tokenizer.Tokenize(asked));
        }
        return HoldsWords(Tokenizer.Tokenize(url), Tokenizer.Tokenize(asked));
    }

    private static bool LanguageMatches(string language, string asked)
    {
        var have = LanguageKey(language);
        var want = LanguageKey(asked);
        return want.AsSpan().ContainsAny('*', '?')
            ? Wildcard.Matches(have, want)
            : have == want || have.StartsWith(want + "-", StringComparison.Ordinal);
    }

    private static bool LabelMatches(string value, ValueNode asked)
    {
        if (asked.Value.AsSpan().ContainsAny('*', '?'))
        {
            return AnyWord(value, Tokenizer.TokenizePattern(asked.Value).FoldedText());
        }
        if (EqualNumber(value, asked.Value))
        {
            return true;
        }
        var names = asked.Field == "sentiment" ? SentimentNames : KindNames;
        var have = Label(value, names);
        var want = Label(asked.Value, names);
        return have == want
            || (asked.Field == "sentiment" && QueryFields.Number(value) is { } number && want == SignName(number))
            || (asked.Field == "kind" && HoldsWords(Tokenizer.Tokenize(have), Tokenizer.Tokenize(want)));
    }

    private static string SignName(double number) =>
        number switch
        {
            < 0 => "negative",
            > 0 => "positive",
            _ => "neutral",
        };

    private static string Label(string text, Dictionary<string, string> names)
    {
        var folded = Tokenizer.Fold(text);
        return names.GetValueOrDefault(folded, folded);
    }

    private static bool AnyWord(string value, string pattern)
    {
        var text = Tokenizer.Tokenize(value);
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            if (Wildcard.Matches(text.Folded(i), pattern))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HoldsWords(TokenizedText text, TokenizedText words)
    {
        for (var start = 0; start + words.Tokens.Length <= text.Tokens.Length; start++)
        {
            var i = 0;
            while (i < words.Tokens.Length && text.Folded(start + i).SequenceEqual(words.Folded(i)))
            {
                i++;
            }
            if (i == words.Tokens.Length)
            {
                return i > 0;
            }
        }
        return false;
    }

    private static string? HostOf(string? url) =>
        url is not null
        && url.Contains("://", StringComparison.Ordinal)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
            ? uri.Host
            : null;
}
