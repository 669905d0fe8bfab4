using System.Globalization;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Makes a date of tokens: the time first, since its numbers cannot be anything else, then the date.</summary>
internal static class DateReader
{
    public static void ReadTime(Span<DateToken> tokens, ref DateParts parts)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != DateTokenKind.Number || tokens[i].Digits > 6)
            {
                continue;
            }
            var end = Clock(tokens, i, ref parts);
            if (end > i)
            {
                parts.HasTime = true;
                tokens[i..end].Fill(default(DateToken) with { Kind = DateTokenKind.Used });
                end = HalfOfDay(tokens, end, ref parts);
                Zone(tokens, end, ref parts);
                return;
            }
        }
    }

    /// <summary>Where the time that starts at <paramref name="i"/> ends; <paramref name="i"/> when none does.</summary>
    private static int Clock(ReadOnlySpan<DateToken> tokens, int i, ref DateParts parts)
    {
        if (tokens[i].Digits <= 2 && IsSymbol(tokens, i + 1, ':') && IsNumber(tokens, i + 2, 2))
        {
            return Colons(tokens, i, ref parts);
        }
        if (tokens[i].Digits <= 2 && IsKind(tokens, i + 1, DateTokenKind.HourMark))
        {
            parts.Hour = tokens[i].Value;
            var minutes = IsNumber(tokens, i + 2, 2) && tokens[i + 2].Digits == 2;
            parts.Minute = minutes ? tokens[i + 2].Value : 0;
            return i + (minutes ? 3 : 2);
        }
        if (
            tokens[i].Digits <= 2
            && (IsKind(tokens, i + 1, DateTokenKind.AfternoonMark) || IsKind(tokens, i + 1, DateTokenKind.MorningMark))
        )
        {
            parts.Hour = tokens[i].Value;
            return i + 1;
        }
        var afterT = i > 0 && tokens[i - 1] is { Kind: DateTokenKind.Word, Value: 't' };
        return afterT && tokens[i].Digits is 2 or 4 or 6 ? Compact(tokens[i], i, ref parts) : i;
    }

    private static int Colons(ReadOnlySpan<DateToken> tokens, int i, ref DateParts parts)
    {
        parts.Hour = tokens[i].Value;
        parts.Minute = tokens[i + 2].Value;
        i += 3;
        if (IsSymbol(tokens, i, ':') && IsNumber(tokens, i + 1, 2))
        {
            parts.Second = tokens[i + 1].Value;
            i += 2;
        }
        if (
            (IsSymbol(tokens, i, '.') || IsSymbol(tokens, i, ','))
            && IsNumber(tokens, i + 1, 9)
            && !tokens[i + 1].SpaceBefore
        )
        {
            i += 2;
        }
        return i;
    }

    private static int Compact(DateToken token, int i, ref DateParts parts)
    {
        var value = token.Value;
        (parts.Hour, parts.Minute, parts.Second) = token.Digits switch
        {
            2 => (value, 0, 0),
            4 => (value / 100, value % 100, 0),
            _ => (value / 10000, value / 100 % 100, value % 100),
        };
        return i + 1;
    }

    private static int HalfOfDay(Span<DateToken> tokens, int at, ref DateParts parts)
    {
        // Korean and Chinese put the mark in front; others behind.
        foreach (ref var token in tokens)
        {
            if (token.Kind == DateTokenKind.AfternoonMark && parts.Hour < 12)
            {
                parts.Hour += 12;
            }
            else if (token.Kind == DateTokenKind.MorningMark && parts.Hour == 12)
            {
                parts.Hour = 0;
            }
        }
        return IsKind(tokens, at, DateTokenKind.AfternoonMark) || IsKind(tokens, at, DateTokenKind.MorningMark)
            ? at + 1
            : at;
    }

    /// <summary>Reads "+0200", "+02:00", "+2", "GMT", "GMT+2", "EST" at or after the time.</summary>
    private static void Zone(Span<DateToken> tokens, int at, ref DateParts parts)
    {
        while (IsSymbol(tokens, at, '(') || IsSymbol(tokens, at, ','))
        {
            at++;
        }
        if (IsKind(tokens, at, DateTokenKind.Zone))
        {
            parts.Offset = tokens[at].Value;
            tokens[at] = default(DateToken) with { Kind = DateTokenKind.Used };
            at++;
        }
        if (!(IsSymbol(tokens, at, '+') || IsSymbol(tokens, at, '-')) || !IsNumber(tokens, at + 1, 4))
        {
            return;
        }
        var number = tokens[at + 1];
        if (number.SpaceBefore)
        {
            return;
        }
        var colon = IsSymbol(tokens, at + 2, ':') && IsNumber(tokens, at + 3, 2);
        var minutes = number.Digits >= 3 ? number.Value / 100 * 60 + number.Value % 100 : number.Value * 60;
        minutes += colon && number.Digits <= 2 ? tokens[at + 3].Value : 0;
        parts.Offset = tokens[at].Value == '-' ? -minutes : minutes;
        tokens[at..(at + (colon ? 4 : 2))].Fill(default(DateToken) with { Kind = DateTokenKind.Used });
    }

    public static bool ReadDate(ReadOnlySpan<DateToken> tokens, ref DateParts parts, bool dayFirst)
    {
        if (Iso(tokens, ref parts))
        {
            return true;
        }
        Span<DateToken> numbers = stackalloc DateToken[DateTokens.Most];
        var count = 0;
        var separator = '\0';
        var month = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] is { Kind: DateTokenKind.Number, Digits: <= 4 })
            {
                numbers[count++] = tokens[i];
            }
            else if (tokens[i].Kind == DateTokenKind.Symbol && count == 1 && separator == '\0')
            {
                separator = (char)tokens[i].Value;
            }
            else if (tokens[i].Kind == DateTokenKind.Month && month == 0)
            {
                month = tokens[i].Value;
            }
        }
        return month > 0
            ? Named(numbers[..count], month, ref parts)
            : count >= 3 && Numeric(numbers[..3], separator, dayFirst, ref parts);
    }

    /// <summary>Forms that begin with a year: calendar, ordinal and week dates, basic or extended.</summary>
    private static bool Iso(ReadOnlySpan<DateToken> tokens, ref DateParts parts)
    {
        if (!IsNumber(tokens, 0, 8))
        {
            return false;
        }
        var first = tokens[0];
        if (first.Digits == 8)
        {
            (parts.Year, parts.Month, parts.Day) = (first.Value / 10000, first.Value / 100 % 100, first.Value % 100);
            return true;
        }
        if (first.Digits == 7)
        {
            return Ordinal(first.Value / 1000, first.Value % 1000, ref parts);
        }
        if (first.Digits != 4 || !IsKind(tokens, 1, DateTokenKind.Symbol))
        {
            return false;
        }
        if (tokens.Length > 2 && tokens[2] is { Kind: DateTokenKind.Word, Value: 'w' })
        {
            return Week(tokens, first.Value, ref parts);
        }
        if (!IsNumber(tokens, 2, 3))
        {
            return false;
        }
        if (tokens[2].Digits == 3)
        {
            return Ordinal(first.Value, tokens[2].Value, ref parts);
        }
        var day = IsKind(tokens, 3, DateTokenKind.Symbol) && IsNumber(tokens, 4, 2);
        (parts.Year, parts.Month, parts.Day) = (first.Value, tokens[2].Value, day ? tokens[4].Value : 1);
        return day || tokens.Length == 3;
    }

    private static bool Ordinal(int year, int dayOfYear, ref DateParts parts)
    {
        if (year is < 1 or > 9998 || dayOfYear < 1 || dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
        {
            return false;
        }
        var date = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(dayOfYear - 1);
        (parts.Year, parts.Month, parts.Day) = (date.Year, date.Month, date.Day);
        return true;
    }

    /// <summary>"2003-W52-3": tokens are year, hyphen, w, week, hyphen, day.</summary>
    private static bool Week(ReadOnlySpan<DateToken> tokens, int year, ref DateParts parts)
    {
        if (!IsNumber(tokens, 3, 2) || tokens[3].Value is < 1 or > 53 || year is < 2 or > 9998)
        {
            return false;
        }
        var day = IsSymbol(tokens, 4, '-') && IsNumber(tokens, 5, 1) ? tokens[5].Value : 1;
        if (day is < 1 or > 7)
        {
            return false;
        }
        var date = ISOWeek.ToDateTime(year, tokens[3].Value, (DayOfWeek)(day % 7));
        (parts.Year, parts.Month, parts.Day) = (date.Year, date.Month, date.Day);
        return true;
    }

    /// <summary>The month is a word: of the numbers left, four digits are the year, else the day stands first.</summary>
    private static bool Named(ReadOnlySpan<DateToken> numbers, int month, ref DateParts parts)
    {
        parts.Month = month;
        if (numbers.Length < 2)
        {
            return false;
        }
        var (day, year) =
            numbers[0].Digits >= 3 || numbers[0].Value > 31 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        if (year.Digits < 2 || day.Digits > 2)
        {
            return false;
        }
        parts.Day = day.Value;
        parts.Year = DateParts.FullYear(year.Value, year.Digits);
        return true;
    }

    private static bool Numeric(ReadOnlySpan<DateToken> numbers, char separator, bool dayFirst, ref DateParts parts)
    {
        var (a, b, c) = (numbers[0], numbers[1], numbers[2]);
        if (a.Digits == 4)
        {
            (parts.Year, parts.Month, parts.Day) = (a.Value, b.Value, c.Value);
            return true;
        }
        if (a.Digits > 2 || b.Digits > 2 || c.Digits is 1 or 3)
        {
            return false;
        }
        if (separator == '-' && c.Digits == 2 && (a.Value <= 30 || a.Value >= 70) && b.Value <= 12)
        {
            // ISO 8601:2000 allowed a truncated year.
            (parts.Year, parts.Month, parts.Day) = (DateParts.FullYear(a.Value, 2), b.Value, c.Value);
            return true;
        }
        dayFirst = b.Value <= 12 && (dayFirst || a.Value > 12 || separator is '.' or '-');
        parts.Year = DateParts.FullYear(c.Value, c.Digits);
        (parts.Day, parts.Month) = dayFirst ? (a.Value, b.Value) : (b.Value, a.Value);
        return true;
    }

    private static bool IsKind(ReadOnlySpan<DateToken> tokens, int at, DateTokenKind kind) =>
        at < tokens.Length && tokens[at].Kind == kind;

    private static bool IsSymbol(ReadOnlySpan<DateToken> tokens, int at, char symbol) =>
        IsKind(tokens, at, DateTokenKind.Symbol) && tokens[at].Value == symbol;

    private static bool IsNumber(ReadOnlySpan<DateToken> tokens, int at, int mostDigits) =>
        IsKind(tokens, at, DateTokenKind.Number) && tokens[at].Digits <= mostDigits;
}
