using System.Globalization;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>A date as published: with its own offset, and whether it has a time of day at all.</summary>
public readonly record struct PublishedDate(DateTimeOffset Time, bool HasTime);

/// <summary>
/// Reads dates in the styles found in the wild: RFC 822 with its obsolete zones, ISO 8601 (basic, week and ordinal forms),
/// W3CDTF, Unix time, and dates for people in some fifteen languages. A date without a zone is UTC.
/// </summary>
public static class FeedDates
{
    private const int LongestDate = 120;

    /// <summary>The moment in UTC; null when the text is no date.</summary>
    public static DateTimeOffset? Parse(string? text) => Read(text)?.Time.ToUniversalTime();

    /// <param name="text">One date; words around it are passed over.</param>
    /// <param name="dayFirst">How to read 4/5/2020, which nothing in the text decides.</param>
    public static PublishedDate? Read(string? text, bool dayFirst = false)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > LongestDate)
        {
            return null;
        }
        if (trimmed.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return Digits(trimmed);
        }
        Span<DateToken> buffer = stackalloc DateToken[DateTokens.Most];
        if (DateTokens.Read(trimmed, buffer) is not { } count)
        {
            return null;
        }
        var tokens = buffer[..count];
        var parts = new DateParts();
        DateReader.ReadTime(tokens, ref parts);
        return DateReader.ReadDate(tokens, ref parts, dayFirst) ? parts.Build() : null;
    }

    /// <summary>Digits alone: a year, a basic ISO date, or Unix time in seconds or milliseconds.</summary>
    private static PublishedDate? Digits(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 13)
        {
            return digits.Length == 14 ? Basic(digits) : null;
        }
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            4 => Day((int)number, 1, 1),
            6 => Day((int)(number / 100), (int)(number % 100), 1),
            7 when number % 1000 is > 0 and <= 366 => Day((int)(number / 1000), 1, 1)?.Plus(number % 1000 - 1),
            8 => Day((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)),
            9 or 10 => new PublishedDate(DateTimeOffset.FromUnixTimeSeconds(number), true),
            12 or 13 => new PublishedDate(DateTimeOffset.FromUnixTimeMilliseconds(number), true),
            _ => null,
        };
    }

    private static PublishedDate? Basic(ReadOnlySpan<char> digits) =>
        DateTimeOffset.TryParseExact(
            digits,
            "yyyyMMddHHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? new PublishedDate(time, true)
            : null;

    private static PublishedDate? Day(int year, int month, int day) => new DateParts(year, month, day).Build();

    private static PublishedDate Plus(this PublishedDate date, long days) =>
        date with
        {
            Time = date.Time.AddDays(days),
        };
}

/// <summary>What has been understood of a date so far.</summary>
internal struct DateParts(int year, int month, int day)
{
    public int Year = year;
    public int Month = month;
    public int Day = day;
    public int Hour;
    public int Minute;
    public int Second;
    public bool HasTime;

    /// <summary>Minutes east of Greenwich.</summary>
    public int Offset;

    public readonly PublishedDate? Build()
    {
        if (Year is < 1 or > 9998 || Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(Year, Month))
        {
            return null;
        }
        var date = new DateTime(Year, Month, Day, 0, 0, 0, DateTimeKind.Unspecified);
        var valid = HasTime && Hour <= 24 && Minute < 60 && Second <= 60;
        var seconds = valid ? Hour * 3600 + Minute * 60 + Math.Min(Second, 59) : 0;
        var offset = valid && Math.Abs(Offset) <= 14 * 60 ? TimeSpan.FromMinutes(Offset) : TimeSpan.Zero;
        return Year == 1 ? null : new PublishedDate(new DateTimeOffset(date.AddSeconds(seconds), offset), valid);
    }

    /// <summary>RFC 5322 section 4.3.</summary>
    public static int FullYear(int year, int digits) =>
        digits switch
        {
            2 => year < 50 ? 2000 + year : 1900 + year,
            3 => 1900 + year,
            _ => year,
        };
}
