using System.Text.Json;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Storage.Alerts;

/// <summary>A row of <c>episodes</c>.</summary>
internal sealed record EpisodeRow
{
    public const string Columns = """
        id, topic_id, opened_at, closed_at, escalated_at, evidence, peak, tracker, owner_id, acknowledged_at, verdict, note,
        group_name, origin, hush, told_at, escalation_step, escalates_at
        """;

    public long Id { get; init; }
    public long TopicId { get; init; }
    public long OpenedAt { get; init; }
    public long? ClosedAt { get; init; }
    public long? EscalatedAt { get; init; }
    public required string Evidence { get; init; }
    public required string Peak { get; init; }
    public required string Tracker { get; init; }
    public long? OwnerId { get; init; }
    public long? AcknowledgedAt { get; init; }
    public long? Verdict { get; init; }
    public string? Note { get; init; }
    public string? GroupName { get; init; }
    public long Origin { get; init; }
    public string? Hush { get; init; }
    public long? ToldAt { get; init; }
    public long EscalationStep { get; init; }
    public long? EscalatesAt { get; init; }

    public Episode ToEpisode() =>
        new()
        {
            Id = Id,
            TopicId = TopicId,
            Group = GroupName,
            Origin = (EpisodeOrigin)Origin,
            OpenedAt = OpenedAt.ToTime(),
            ClosedAt = ClosedAt.ToTime(),
            EscalatedAt = EscalatedAt.ToTime(),
            Evidence = JsonSerializer.Deserialize<SpikeEvidence>(Evidence, StoredJson.Options)!,
            Peak = JsonSerializer.Deserialize<SpikeEvidence>(Peak, StoredJson.Options)!,
            Tracker = JsonSerializer.Deserialize<OpenEpisode>(Tracker, StoredJson.Options)!,
            Hush = Hush is null ? null : JsonSerializer.Deserialize<EpisodeHush>(Hush, StoredJson.Options),
            ToldAt = ToldAt.ToTime(),
            EscalationStep = (int)EscalationStep,
            EscalatesAt = EscalatesAt.ToTime(),
            OwnerId = OwnerId,
            AcknowledgedAt = AcknowledgedAt.ToTime(),
            Verdict = (Verdict?)Verdict,
            Note = Note,
        };

    public static object Parameters(Episode episode) =>
        new
        {
            id = episode.Id,
            topicId = episode.TopicId,
            groupName = episode.Group.Clean(),
            origin = (long)episode.Origin,
            openedAt = episode.OpenedAt.ToUnix(),
            closedAt = episode.ClosedAt.ToUnix(),
            escalatedAt = episode.EscalatedAt.ToUnix(),
            evidence = JsonSerializer.Serialize(episode.Evidence, StoredJson.Options),
            peak = JsonSerializer.Serialize(episode.Peak, StoredJson.Options),
            tracker = JsonSerializer.Serialize(episode.Tracker, StoredJson.Options),
            hush = episode.Hush is null ? null : JsonSerializer.Serialize(episode.Hush, StoredJson.Options),
            toldAt = episode.ToldAt.ToUnix(),
            escalationStep = (long)episode.EscalationStep,
            escalatesAt = episode.EscalatesAt.ToUnix(),
        };
}
