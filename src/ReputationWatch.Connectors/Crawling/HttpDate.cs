using System.Globalization;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>RFC 9110, 5.6.7: the preferred form and the two obsolete ones that a recipient must also read.</summary>
internal static class HttpDate
{
    private static readonly string[] Formats =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "dd MMM yyyy HH:mm:ss 'GMT'",
        "ddd, dd MMM yyyy HH:mm:ss 'UTC'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd, dd-MMM-yyyy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        const DateTimeStyles Styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        var zone = text.TrimEnd();
        if (DateTimeOffset.TryParseExact(zone, Formats, CultureInfo.InvariantCulture, Styles, out var date))
        {
            return date;
        }
        // Servers write +0000 too; any other form is no HTTP date but its meaning is plain.
        var isPlain = DateTimeOffset.TryParse(zone, CultureInfo.InvariantCulture, Styles, out date);
        return isPlain ? date : null;
    }
}
