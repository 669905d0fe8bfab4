using System.Globalization;

namespace ReputationWatch.App.Web.Language;

/// <summary>
/// Numbers, times and durations as they are written in French and in English. Pure: time and zone are parameters. Not the
/// framework's culture data, which differs between systems and knows no "14 h 05".
/// </summary>
internal sealed class Formats
{
    public const char NoBreak = '\u00A0';
    public const char NarrowNoBreak = '\u202F';
    public const char Minus = '\u2212';

    public static readonly Formats English = new("en");
    public static readonly Formats French = new("fr");

    private static readonly string[] EnglishMonths =
    [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ];
    private static readonly string[] FrenchMonths =
    [
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ];

    private readonly bool _french;
    private readonly NumberFormatInfo _numbers;

    private Formats(string language)
    {
        Language = language;
        _french = language == "fr";
        _numbers = new NumberFormatInfo
        {
            NumberDecimalSeparator = _french ? "," : ".",
            NumberGroupSeparator = _french ? NarrowNoBreak.ToString() : ",",
            NegativeSign = Minus.ToString(),
        };
    }

    public string Language { get; }

    public static Formats Of(string language) => language == "fr" ? French : English;

    public string Number(long value) => value.ToString("N0", _numbers);

    public string Number(double value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero)
            .ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _numbers)
            .Replace(Minus + Zero(decimals), Zero(decimals), StringComparison.Ordinal);

    /// <summary>With its sign, also when positive; zero has none.</summary>
    public string Signed(double value, int decimals = 0)
    {
        var text = Number(value, decimals);
        return value > 0 && text != Zero(decimals) ? "+" + text : text;
    }

    /// <param name="fraction">0.125 is 12.5 %.</param>
    public string Percent(double fraction, int decimals = 0) => Number(fraction * 100, decimals) + PercentSign;

    public string SignedPercent(double fraction, int decimals = 0) => Signed(fraction * 100, decimals) + PercentSign;

    /// <summary>1,234 stays; 12,345 becomes 12.3 k: for places without room, with the full number in a title.</summary>
    public string Short(long value) =>
        Math.Abs(value) switch
        {
            < 10_000 => Number(value),
            < 1_000_000 => Number(value / 1_000d, value < 100_000 ? 1 : 0) + NarrowNoBreak + "k",
            _ => Number(value / 1_000_000d, 1) + NarrowNoBreak + "M",
        };

    public string Date(DateTimeOffset local) => $"{DayMonth(local)}{NoBreak}{local.Year}";

    public string DayMonth(DateTimeOffset local)
    {
        var day = _french && local.Day == 1 ? "1er" : local.Day.ToString(CultureInfo.InvariantCulture);
        return $"{day}{NoBreak}{(_french ? FrenchMonths : EnglishMonths)[local.Month - 1]}";
    }

    public string Time(DateTimeOffset local) =>
        _french
            ? string.Create(CultureInfo.InvariantCulture, $"{local.Hour}{NoBreak}h{NoBreak}{local.Minute:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{local.Hour:00}:{local.Minute:00}");

    public string Hour(DateTimeOffset local) =>
        _french && local.Minute == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{local.Hour}{NoBreak}h")
            : Time(local);

    public string DateAndTime(DateTimeOffset local) =>
        _french ? $"{Date(local)} à{NoBreak}{Time(local)}" : $"{Date(local)}, {Time(local)}";

    /// <summary>"12 min ago", "yesterday, 14:05", "in 3 h"; beyond a week the date.</summary>
    public string Relative(DateTimeOffset then, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(then, zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var distance = now - then;
        var future = distance < TimeSpan.Zero;
        var length = distance.Duration();
        if (length < TimeSpan.FromSeconds(45))
        {
            return Words("just now", "à l’instant");
        }
        if (length < TimeSpan.FromMinutes(59.5))
        {
            return FromNow(Amount(Math.Max(1, (int)Math.Round(length.TotalMinutes)), "min"), future);
        }
        if (length < TimeSpan.FromHours(23.5) && (local.Date == today || length < TimeSpan.FromHours(6)))
        {
            return FromNow(Amount((int)Math.Round(length.TotalHours), "h"), future);
        }
        return (local.Date - today).Days switch
        {
            0 => Time(local),
            -1 => Words($"yesterday, {Time(local)}", $"hier à{NoBreak}{Time(local)}"),
            1 => Words($"tomorrow, {Time(local)}", $"demain à{NoBreak}{Time(local)}"),
            >= -6 and < 0 => FromNow(Days(today - local.Date), future: false),
            > 1 and <= 6 => FromNow(Days(local.Date - today), future: true),
            _ => local.Year == today.Year ? DayMonth(local) : Date(local),
        };
    }

    /// <summary>"350 ms", "2.4 s", "12 min", "2 h 05", "3 d 4 h".</summary>
    public string Duration(TimeSpan length) =>
        length switch
        {
            { TotalMilliseconds: < 999.5 } => Amount((int)Math.Round(length.TotalMilliseconds), "ms"),
            { TotalSeconds: < 9.95 } => Seconds(length.TotalSeconds),
            { TotalSeconds: < 59.5 } => Amount((int)Math.Round(length.TotalSeconds), "s"),
            { TotalMinutes: < 59.5 } => Amount((int)Math.Round(length.TotalMinutes), "min"),
            { TotalHours: < 24 } => HoursAndMinutes(TimeSpan.FromMinutes(Math.Round(length.TotalMinutes))),
            { TotalDays: < 14 } => DaysAndHours(TimeSpan.FromHours(Math.Round(length.TotalHours))),
            _ => Days(length),
        };

    public string Bytes(long bytes)
    {
        string[] units = _french ? ["o", "Ko", "Mo", "Go", "To"] : ["B", "KB", "MB", "GB", "TB"];
        var size = (double)bytes;
        var unit = 0;
        while (size >= 1000 && unit < units.Length - 1)
        {
            size /= 1000;
            unit++;
        }
        return Number(size, unit == 0 || size >= 100 ? 0 : 1) + NoBreak + units[unit];
    }

    private string PercentSign => _french ? NarrowNoBreak + "%" : "%";

    private string Zero(int decimals) => 0.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), _numbers);

    private string Words(string english, string french) => _french ? french : english;

    private string Amount(int value, string unit) => Number(value) + NoBreak + unit;

    private string FromNow(string amount, bool future) =>
        future ? Words($"in {amount}", $"dans {amount}") : Words($"{amount} ago", $"il y a {amount}");

    private string Seconds(double seconds) =>
        Number(seconds, Math.Abs(seconds - Math.Round(seconds)) < 0.05 ? 0 : 1) + NoBreak + "s";

    private string Days(TimeSpan length)
    {
        var days = (int)length.TotalDays;
        return Amount(days, days == 1 ? Words("day", "jour") : Words("days", "jours"));
    }

    private string HoursAndMinutes(TimeSpan length) =>
        length.TotalHours >= 24 ? DaysAndHours(length)
        : length.Minutes == 0 ? Amount(length.Hours, "h")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{length.Hours}{NoBreak}h{NoBreak}{length.Minutes:00}{(_french ? "" : NoBreak + "min")}"
        );

    private string DaysAndHours(TimeSpan length) =>
        Amount(length.Days, Words("d", "j")) + (length.Hours == 0 ? "" : NoBreak + Amount(length.Hours, "h"));
}
