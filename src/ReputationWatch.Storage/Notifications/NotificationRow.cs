using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Storage.Notifications;

internal sealed record NotificationRow
{
    public long Id { get; init; }
    public required string Key { get; init; }
    public long Kind { get; init; }
    public required string Notifier { get; init; }
    public required string Recipient { get; init; }
    public required string Language { get; init; }
    public long SubjectId { get; init; }
    public long? UserId { get; init; }
    public long? ChannelId { get; init; }
    public string? About { get; init; }
    public long CreatedAt { get; init; }
    public long? ClaimedAt { get; init; }
    public long? SentAt { get; init; }
    public long Attempts { get; init; }
    public long NextAttemptAt { get; init; }
    public string? LastError { get; init; }
    public long Dead { get; init; }
    public long? ReleasedAt { get; init; }
    public long Hold { get; init; }
    public long? BundleId { get; init; }

    public Notification ToNotification() =>
        new()
        {
            Id = Id,
            Key = Key,
            Kind = (NotificationKind)Kind,
            Notifier = Notifier,
            Recipient = Recipient,
            Language = Language,
            SubjectId = SubjectId,
            UserId = UserId,
            ChannelId = ChannelId,
            About = About,
            CreatedAt = CreatedAt.ToTime(),
            ClaimedAt = ClaimedAt.ToTime(),
            SentAt = SentAt.ToTime(),
            Attempts = (int)Attempts,
            NextAttemptAt = NextAttemptAt.ToTime(),
            LastError = LastError,
            Dead = Dead == 1,
            ReleasedAt = ReleasedAt.ToTime(),
            Hold = (DeliveryHold)Hold,
            BundleId = BundleId,
        };
}
