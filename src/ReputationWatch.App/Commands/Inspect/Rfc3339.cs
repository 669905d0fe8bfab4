using System.Globalization;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary>How inspections write times.</summary>
internal static class Rfc3339
{
    public static string? Utc(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
