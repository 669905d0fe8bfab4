namespace ReputationWatch.Core.Notifications;

/// <summary>The shape that the receiver of a webhook reads.</summary>
public enum ChannelKind
{
    /// <summary>Our own JSON, signed as Standard Webhooks says.</summary>
    Json,
    Slack,
    Teams,
    Mattermost,
}

/// <summary>A chat or program that is told over a webhook.</summary>
public sealed record AlertChannel
{
    public const int UsualPerHour = 30;

    public long Id { get; init; }
    public required string Name { get; init; }
    public ChannelKind Kind { get; init; }

    /// <summary>Whoever knows it can write there: it is a secret as the key is.</summary>
    public required string Url { get; init; }

    /// <summary>Signs the generic form: any text, or <c>whsec_</c> and base64. Null: unsigned.</summary>
    public string? Secret { get; init; }
    public string Language { get; init; } = "en";
    public bool Enabled { get; init; } = true;
    public DateTimeOffset CreatedAt { get; init; }
    public ChannelWishes Wishes { get; init; } = new();

    // A record prints all its properties; this one must not put its secrets into a log.
    public override string ToString() => $"AlertChannel {Id} ({Kind})";
}

/// <summary>What goes into a channel.</summary>
public sealed record ChannelWishes
{
    public TopicWishes Topics { get; init; } = TopicWishes.Everything;
    public bool SourceNotices { get; init; } = true;
    public int PerHour { get; init; } = AlertChannel.UsualPerHour;

    /// <summary>0: told at once; n: only told of episodes that nobody has answered up to then.</summary>
    public int EscalationStep { get; init; }
}

public interface IChannelStore
{
    Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancel);

    Task<AlertChannel?> FindAsync(long id, CancellationToken cancel);

    Task<long> AddAsync(AlertChannel channel, CancellationToken cancel);

    Task UpdateAsync(AlertChannel channel, CancellationToken cancel);

    /// <summary>Removes it, and gives up what still waited for it.</summary>
    Task DeleteAsync(long id, CancellationToken cancel);
}
