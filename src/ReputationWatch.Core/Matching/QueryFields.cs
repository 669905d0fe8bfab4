using System.Globalization;

namespace ReputationWatch.Core.Matching;

internal enum FieldShape
{
    /// <summary>Words and phrases are looked for in it.</summary>
    Words,

    /// <summary>A host, a URL or a short label, compared by <see cref="FieldValues"/>.</summary>
    Value,
    Number,
    Time,
}

/// <summary>The names a query may put before a colon and how their values are read.</summary>
internal static class QueryFields
{
    public const string Title = "title";
    public const string Text = "text";

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["titre"] = Title,
        ["body"] = Text,
        ["texte"] = Text,
        ["auteur"] = "author",
        ["language"] = "lang",
        ["langue"] = "lang",
        ["portée"] = "reach",
        ["portee"] = "reach",
        ["publié"] = "published",
        ["publie"] = "published",
    };

    /// <summary>The field that a name stands for, in lower case. Unknown names are fields of the record itself.</summary>
    public static string Canonical(string name)
    {
        var lower = name.ToLowerInvariant();
        return Aliases.GetValueOrDefault(lower, lower);
    }

    public static bool IsKnown(string field) =>
        ShapeOf(field) != FieldShape.Words || field is Title or Text or "author" or "source" or "tags";

    public static FieldShape ShapeOf(string field) =>
        field switch
        {
            "site" or "url" or "lang" or "kind" or "sentiment" => FieldShape.Value,
            "score" or "reach" => FieldShape.Number,
            "published" => FieldShape.Time,
            _ => FieldShape.Words,
        };

    /// <summary>Whether "a..b" after this field is a range; in running text two dots are only dots.</summary>
    public static bool TakesDottedRange(string field) =>
        field is not (Title or Text or "author" or "site" or "url" or "source" or "tags" or "lang" or "kind");

    /// <summary>Reads 12, -3.5, 4,5, 1'000, 1_000 and 10k.</summary>
    public static double? Number(string written)
    {
        var text = written.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        text = text.Replace("_", "", StringComparison.Ordinal).Replace(',', '.');
        var factor = 1.0;
        if (text.Length > 1 && text[^1] is 'k' or 'K' or 'M')
        {
            factor = text[^1] == 'M' ? 1e6 : 1e3;
            text = text[..^1];
        }
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }

    /// <summary>Reads a year, a month, a day or an instant (UTC when no zone is given) as the period it covers.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until)? Period(string written)
    {
        if (written.Length == 4 && Parse(written, "yyyy") is { } year)
        {
            return (year, year.Year == 9999 ? DateTimeOffset.MaxValue : year.AddYears(1));
        }
        if (Parse(written, "yyyy-MM") is { } month)
        {
            return (month, month is { Year: 9999, Month: 12 } ? DateTimeOffset.MaxValue : month.AddMonths(1));
        }
        if ((Parse(written, "yyyy-MM-dd") ?? Parse(written, "yyyy/MM/dd") ?? Parse(written, "dd.MM.yyyy")) is { } day)
        {
            return (
                day,
                DateTimeOffset.MaxValue - day > TimeSpan.FromDays(1) ? day.AddDays(1) : DateTimeOffset.MaxValue
            );
        }
        return Instant(written) is { } instant ? (instant, instant.AddTicks(1)) : null;
    }

    /// <summary>An ISO 8601 date or date and time; UTC when no zone is given.</summary>
    public static DateTimeOffset? Instant(string written)
    {
        var looksLikeDate = written.Length >= 10 && char.IsAsciiDigit(written[0]) && written[4] == '-';
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return looksLikeDate && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, style, out var instant)
            ? instant
            : null;
    }

    private static DateTimeOffset? Parse(string written, string format) =>
        DateTimeOffset.TryParseExact(
            written,
            format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var parsed
        )
            ? parsed
            : null;
}
