using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Privacy;

public enum ErasureKind
{
    /// <summary>Everything by one author on one platform.</summary>
    Author,

    /// <summary>One mention.</summary>
    Mention,

    /// <summary>A source with everything it brought.</summary>
    Source,
}

/// <summary>What is to be erased.</summary>
/// <param name="AuthorKey"><see cref="Author.Key"/>: platform and identity; only for an author.</param>
/// <param name="Id">Of the mention or the source.</param>
public sealed record ErasureRequest(ErasureKind Kind, string AuthorKey = "", long Id = 0)
{
    public static ErasureRequest OfAuthor(string key) => new(ErasureKind.Author, AuthorKey: key);

    public static ErasureRequest OfMention(long id) => new(ErasureKind.Mention, Id: id);

    public static ErasureRequest OfSource(long id) => new(ErasureKind.Source, Id: id);

    /// <summary>
    /// Cut from SHA-256: enough to recognise the author when a source brings more, and not to be read back. A site cannot make one
    /// author pass for another.
    /// </summary>
    public static long HashOf(string authorKey) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("author\0" + authorKey)));

    /// <summary>The author of an item that is kept aside, as a mention of it would name them.</summary>
    public static string AuthorKeyOf(KeptItem kept) => ItemIdentity.AuthorOf(kept.Item, kept.Site).Key;
}

/// <param name="KeptItems">Items kept aside that matched no topic.</param>
/// <param name="Episodes">Episodes whose evidence pointed at an erased mention.</param>
public sealed record ErasureExtent(long Mentions, long KeptItems, long Cases, long Versions, long Episodes);

/// <summary>An author as mentions name them.</summary>
public sealed record KnownAuthor(string Key, string Site, string? Name, string? Handle, long Mentions);

/// <summary>What was erased, by whom and when; nothing of what it said or of whom it was.</summary>
/// <param name="UserId">Null when it was asked for on the command line.</param>
/// <param name="Subject">Number of the mention or source, or the author's hash.</param>
/// <param name="FinishedAt">Null when it was interrupted: to be asked for again.</param>
public sealed record ErasureTrace(
    long Id,
    DateTimeOffset At,
    long? UserId,
    ErasureKind Kind,
    string Subject,
    long Mentions,
    long KeptItems,
    long Episodes,
    DateTimeOffset? FinishedAt
);

public interface IErasureStore
{
    /// <summary>Authors whose key, handle or name is <paramref name="text"/>, case aside; those with most mentions first.</summary>
    Task<IReadOnlyList<KnownAuthor>> FindAuthorsAsync(string text, int count, CancellationToken cancel);

    /// <summary>What an erasure would take away; changes nothing.</summary>
    Task<ErasureExtent> PreviewAsync(ErasureRequest request, CancellationToken cancel);

    /// <summary>
    /// Erases for good, slice by slice, beside live traffic: mentions with their earlier texts, cases and notes, what episodes point
    /// at, items kept aside, and counts; the index follows the outbox. Hashed keys stay, so that a later crawl does not bring it
    /// back; of an author, nothing is taken in any more. Interrupted, it is finished by asking again.
    /// </summary>
    Task<ErasureTrace> EraseAsync(ErasureRequest request, long? userId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ErasureTrace>> TracesAsync(int count, CancellationToken cancel);
}
