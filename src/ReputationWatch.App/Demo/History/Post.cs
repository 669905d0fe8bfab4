using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

internal enum Tone
{
    Positive,
    Negative,
    Mixed,
    Neutral,
    Irony,
    Spam,

    /// <summary>About something else: no topic should match it.</summary>
    Ambient,
}

/// <summary>One thing somebody published in the invented world, with what its author meant by it.</summary>
internal sealed record Post
{
    /// <summary>Unique in the world and the same at every start with the same seed and start time.</summary>
    public required string Id { get; init; }

    public required Site Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Author { get; init; }

    public required Tone Tone { get; init; }

    public required Subject Subject { get; init; }

    public required string Text { get; init; }

    public string? Title { get; init; }

    /// <summary>1 to 5, on review sites.</summary>
    public int? Stars { get; init; }

    public int Likes { get; init; }

    public int Replies { get; init; }

    public int Reach { get; init; }

    public string? OwnerReply { get; init; }

    public DateTimeOffset? OwnerReplyAt { get; init; }

    /// <summary>The id of the post that this one repeats.</summary>
    public string? CopyOf { get; init; }

    /// <summary>The id of the opening post of its thread; itself if it opens one.</summary>
    public string? Thread { get; init; }

    /// <summary>The scripted episode that it belongs to.</summary>
    public string? Episode { get; init; }

    public string Path => Thread is null ? $"/p/{Id}" : $"/t/{Thread}/{Id}";
}
