using System.Globalization;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Core.Sources;

/// <summary>Tells people of sources that have been blind for too long, once each blindness, and of their return.</summary>
public sealed class SourceNotices(
    ISourceStore sources,
    AlertRouting routing,
    SourceNoticeOptions options,
    TimeProvider clock,
    ILogger<SourceNotices> log
)
{
    /// <summary>Returns of how many sources was told.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var periods = await sources.BlindNoticesAsync(cancel);
        if (periods.Count == 0)
        {
            return 0;
        }
        var now = clock.GetUtcNow();
        var due = SourceNoticePlan.Decide(await sources.ListAsync(cancel), periods, now, options);
        if (due.Failed.Count + due.Restored.Count == 0)
        {
            return 0;
        }
        var audience = await routing.AudienceAsync(cancel);
        await TellAsync(NotificationKind.SourceFailed, due.Failed, due.Watched, audience, now, cancel);
        await TellAsync(NotificationKind.SourceRestored, due.Restored, due.Watched, audience, now, cancel);
        return due.Failed.Count + due.Restored.Count;
    }

    private async Task TellAsync(
        NotificationKind kind,
        IReadOnlyList<BlindNotice> told,
        int watched,
        Audience audience,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (told.Count == 0)
        {
            return;
        }
        var recipients = audience.Recipients(kind, topic: null, step: 0);
        var rows =
            told.Count >= options.Together
                ? Together(kind, told, watched, recipients)
                : told.SelectMany(p => AlertRouting.Rows(KeyOf(kind, p), kind, p.SourceId, recipients));
        var isRestored = kind == NotificationKind.SourceRestored;
        await sources.TellAsync(told, isRestored, [.. rows], now, cancel);
        log.LogInformation(
            "{Count} sources told of as {Kind} to {Recipients} recipients",
            told.Count,
            kind,
            recipients.Count
        );
    }

    private static IEnumerable<NewNotification> Together(
        NotificationKind kind,
        IReadOnlyList<BlindNotice> told,
        int watched,
        IReadOnlyList<AlertRecipient> recipients
    )
    {
        var first = told.OrderBy(p => p.From).ThenBy(p => p.SourceId).ToList();
        var about = SourceGroup.Write(watched, [.. first.Select(p => p.SourceId)]);
        var key = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(kind, first[0])}:and:{told.Count - 1}");
        return AlertRouting.Rows(key, kind, SourceGroup.SubjectId, recipients).Select(r => r with { About = about });
    }

    private static string KeyOf(NotificationKind kind, BlindNotice period)
    {
        var what = kind == NotificationKind.SourceRestored ? "restored" : "failed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"source:{period.SourceId}:{what}:{period.From.ToUnixTimeMilliseconds()}"
        );
    }
}

/// <summary>Which sources a notification of many is about: <c>40/42:3,7,9,…</c>, in <see cref="NewNotification.About"/>.</summary>
/// <param name="Ids">The first of them; a message names a few.</param>
public sealed record SourceGroup(int Count, int Watched, IReadOnlyList<long> Ids)
{
    /// <summary>No source has this id: the notification is of many.</summary>
    public const long SubjectId = 0;

    private const int MostIds = 10;

    public static string Write(int watched, IReadOnlyList<long> ids) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ids.Count}/{Math.Max(watched, ids.Count)}:{string.Join(',', ids.Take(MostIds))}"
        );

    /// <summary>Null for what <see cref="Write"/> did not write.</summary>
    public static SourceGroup? Read(string? about)
    {
        var parts = about?.Split('/', ':') ?? [];
        return
            parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var watched)
            ? new SourceGroup(count, watched, [.. parts[2].Split(',').Select(Id).Where(id => id > 0)])
            : null;
    }

    private static long Id(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
