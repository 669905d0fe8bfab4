using System.Globalization;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.App.Pages.Mentions;

/// <summary>Until when a case sleeps: times that people mean when they say "tomorrow".</summary>
internal static class SnoozeTimes
{
    private static readonly TimeOnly Morning = new(9, 0);

    public static readonly string[] Choices = ["3h", "tomorrow", "monday", "week"];

    /// <summary>Null wakes it.</summary>
    public static DateTimeOffset? Parse(string? text, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return text switch
        {
            "3h" => now.AddHours(3),
            "tomorrow" => LocalTime.At(today.AddDays(1), Morning, zone),
            "monday" => LocalTime.At(NextMonday(today), Morning, zone),
            "week" => LocalTime.At(today.AddDays(7), Morning, zone),
            _ => DateTimeOffset.TryParseExact(
                text,
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var exact
            )
            && exact > now
                ? exact
                : null,
        };
    }

    private static DateOnly NextMonday(DateOnly today)
    {
        var days = ((int)DayOfWeek.Monday - (int)today.DayOfWeek + 7) % 7;
        return today.AddDays(days == 0 ? 7 : days);
    }
}
