using System.Globalization;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Pages.Inbox;

/// <summary>A keyset position as it stands in an address: milliseconds and id.</summary>
internal static class Cursors
{
    public static string Write(MentionCursor cursor) =>
        string.Create(CultureInfo.InvariantCulture, $"{cursor.PublishedAt.UtcTicks:x}-{cursor.MentionId:x}");

    public static MentionCursor? Read(string? text)
    {
        var parts = text?.Split('-');
        return
            parts is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var t)
            && t >= 0
            && t <= DateTimeOffset.MaxValue.UtcTicks
            && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var i)
            ? new MentionCursor(new DateTimeOffset(t, TimeSpan.Zero), i)
            : null;
    }
}
