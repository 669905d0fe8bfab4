using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.Core.Notifications;

/// <summary>Why a notification waits.</summary>
public enum DeliveryHold
{
    None,
    QuietHours,
    HourlyLimit,

    /// <summary>Settled without a message: a digest with nothing in it that was not wanted empty.</summary>
    NothingToSay,
}

/// <summary>How one recipient wants to be told.</summary>
/// <param name="Gone">Switched off or deleted since the row was made.</param>
public sealed record DeliveryRules(
    QuietHours? Quiet,
    TimeZoneInfo Zone,
    bool UrgentInQuietHours,
    int PerHour,
    bool Gone = false
);

/// <summary>What is due for one recipient, and what left in the hour before.</summary>
/// <param name="Due">Oldest first; some may have been let go before and are to be tried again.</param>
/// <param name="SentAt">When the messages of the last hour were sent.</param>
/// <param name="Underway">Ids of messages that were let go and have not arrived yet, those in <paramref name="Due"/> among them.</param>
public sealed record DeliveryQueue(
    IReadOnlyList<Notification> Due,
    IReadOnlyList<DateTimeOffset> SentAt,
    IReadOnlySet<long> Underway
);

/// <summary>What is to become of the rows of one recipient.</summary>
public abstract record DeliveryDecision(IReadOnlyList<long> Ids)
{
    /// <summary>May be sent now.</summary>
    public sealed record Release(IReadOnlyList<long> Ids) : DeliveryDecision(Ids);

    /// <summary>Waits.</summary>
    public sealed record Wait(IReadOnlyList<long> Ids, DateTimeOffset Until, DeliveryHold Why) : DeliveryDecision(Ids);

    /// <summary>These are told together, in this one message.</summary>
    public sealed record Bundle(IReadOnlyList<long> Ids, NewNotification Message, DeliveryHold Why)
        : DeliveryDecision(Ids);

    /// <summary>Never sent.</summary>
    public sealed record GiveUp(IReadOnlyList<long> Ids, SendTrouble Why) : DeliveryDecision(Ids);
}

/// <summary>
/// Decides what may leave now: nothing in quiet hours, never more than so many an hour to one recipient, and what had to wait in one
/// message. A row that was let go counts until it is sent, so that no hour, however it is cut, holds more than the limit.
/// </summary>
public static class DeliveryPlanner
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>When it cannot be known when the hour allows more, because what was let go has not arrived, it is looked at again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<DeliveryDecision> Plan(DeliveryQueue queue, DeliveryRules rules, DateTimeOffset now)
    {
        if (rules.Gone)
        {
            return [new DeliveryDecision.GiveUp(Ids(queue.Due), new SendTrouble(TroubleKind.RecipientGone))];
        }
        var decisions = new List<DeliveryDecision>();
        var quietUntil = rules.Quiet?.EndOf(now, rules.Zone);
        var quiet = queue.Due.Where(n => quietUntil is not null && IsHushed(n.Kind, rules)).ToList();
        if (quiet.Count > 0)
        {
            decisions.Add(new DeliveryDecision.Wait(Ids(quiet), quietUntil!.Value, DeliveryHold.QuietHours));
        }
        var awake = queue.Due.Except(quiet).ToList();
        decisions.AddRange(WithinLimit(awake, queue, queue.Underway.Except(Ids(quiet)).Count(), rules, now));
        return [.. decisions.Where(d => d.Ids.Count > 0)];
    }

    private static IEnumerable<DeliveryDecision> WithinLimit(
        List<Notification> due,
        DeliveryQueue queue,
        int underway,
        DeliveryRules rules,
        DateTimeOffset now
    )
    {
        var asked = due.Where(n => !queue.Underway.Contains(n.Id)).ToList();
        var free = asked.Where(n => n.Kind == NotificationKind.Test).ToList();
        yield return new DeliveryDecision.Release(Ids(free));

        var room = Math.Max(0, rules.PerHour - queue.SentAt.Count - underway);
        // What is itself about several things is never put into another one.
        var whole = asked.Where(n => n.Kind is NotificationKind.Digest or NotificationKind.Bundle).ToList();
        var single = asked.Except(free).Except(whole).ToList();
        var held = single.Where(n => n.Hold != DeliveryHold.None).ToList();
        if (held.Count > 1 && room > 0)
        {
            room--;
            var fresh = single.Except(held).ToList();
            var together = fresh.Count > room ? single : held;
            yield return Together(together);
            single = [.. single.Except(together)];
        }
        var inTurn = single.OrderByDescending(n => IsUrgent(n.Kind)).ThenBy(n => n.Id).Concat(whole).ToList();
        yield return new DeliveryDecision.Release(Ids(inTurn.Take(room)));
        yield return new DeliveryDecision.Wait(
            Ids(inTurn.Skip(room)),
            NextRoom(queue.SentAt, underway + Math.Min(room, inTurn.Count), rules, now),
            DeliveryHold.HourlyLimit
        );
    }

    /// <summary>When the oldest messages of the hour are an hour old and make room for one more.</summary>
    private static DateTimeOffset NextRoom(
        IReadOnlyList<DateTimeOffset> sentAt,
        int underway,
        DeliveryRules rules,
        DateTimeOffset now
    )
    {
        var tooMany = sentAt.Count + underway - rules.PerHour;
        var free = sentAt.Order().Skip(Math.Max(0, tooMany)).Select(at => at + Hour).FirstOrDefault(now + LookAgain);
        return free > now ? free : now + LookAgain;
    }

    /// <summary>The key comes from the rows that it tells, so that the same rows never make two messages.</summary>
    private static DeliveryDecision.Bundle Together(List<Notification> rows)
    {
        var newest = rows[^1];
        var ids = string.Join(',', rows.Select(n => n.Id).Order());
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)).AsSpan(0, 8));
        var message = new NewNotification(
            $"bundle:{name}:{newest.Notifier}",
            NotificationKind.Bundle,
            newest.Notifier,
            newest.Recipient,
            newest.Language,
            0,
            newest.UserId,
            newest.ChannelId
        );
        var why = rows.Any(n => n.Hold != DeliveryHold.QuietHours) ? DeliveryHold.HourlyLimit : DeliveryHold.QuietHours;
        return new DeliveryDecision.Bundle(Ids(rows), message, why);
    }

    // The hour of a digest was chosen by its reader, and a test is waited for.
    private static bool IsHushed(NotificationKind kind, DeliveryRules rules) =>
        kind is not (NotificationKind.Test or NotificationKind.Digest) && !(rules.UrgentInQuietHours && IsUrgent(kind));

    private static bool IsUrgent(NotificationKind kind) =>
        kind is NotificationKind.EpisodeEscalated or NotificationKind.EpisodeUnanswered;

    private static List<long> Ids(IEnumerable<Notification> rows) => [.. rows.Select(n => n.Id)];
}
