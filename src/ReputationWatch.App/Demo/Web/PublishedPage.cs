using ReputationWatch.App.Demo.History;

namespace ReputationWatch.App.Demo.Web;

/// <summary>
/// Cuts a history into documents. The subscription document holds the newest posts; older ones stand in numbered blocks
/// counted from the oldest, so that a block never changes once it is full, whatever is published meanwhile.
/// </summary>
/// <param name="Posts">Newest first.</param>
/// <param name="Older">The number of the next older block; null on the oldest.</param>
/// <param name="Number">Null: the subscription document.</param>
internal sealed record PublishedPage(IReadOnlyList<Post> Posts, int? Number, int? Older)
{
    public static PublishedPage? Of(ReadOnlySpan<Post> oldestFirst, int? number, int size)
    {
        if (number is null)
        {
            var from = Math.Max(0, oldestFirst.Length - size);
            return new PublishedPage(NewestFirst(oldestFirst[from..]), null, from > 0 ? (from - 1) / size : null);
        }
        if (number < 0 || number >= oldestFirst.Length / size)
        {
            return null;
        }
        var start = number.Value * size;
        return new PublishedPage(NewestFirst(oldestFirst.Slice(start, size)), number, number > 0 ? number - 1 : null);
    }

    private static Post[] NewestFirst(ReadOnlySpan<Post> posts)
    {
        var array = posts.ToArray();
        Array.Reverse(array);
        return array;
    }
}
