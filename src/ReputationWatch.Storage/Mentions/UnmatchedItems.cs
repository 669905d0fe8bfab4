using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Storage.Mentions;

/// <summary>Items that matched no topic when they came: kept for previews of queries and for topics to come.</summary>
internal static class UnmatchedItems
{
    public const string Columns = """
        id, source_id, site, language, published_at, seen_at, item,
        (select s.name from sources s where s.id = unmatched_items.source_id) as source_name,
        (select s.url from sources s where s.id = unmatched_items.source_id) as source_url
        """;

    private const string InsertSql = """
        insert into unmatched_items (source_id, site, language, published_at, seen_at, content_hash, item)
        values (@sourceId, @site, @language, @publishedAt, @seenAt, @contentHash, @item)
        returning id
        """;

    private const string UpdateSql =
        "update unmatched_items set content_hash = @contentHash, language = @language, item = @item where id = @id";
    private const string DeleteSql = "delete from unmatched_items where id = @id";

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A published rating can be "NaN".
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the owner number of the new row: minus its id.</summary>
    public static async Task<long> InsertAsync(
        Session session,
        KeptItem item,
        long contentHash,
        CancellationToken cancel
    )
    {
        object?[] values =
        [
            item.SourceId,
            item.Site,
            item.Language,
            Math.Max(0, item.PublishedAt.ToUnix()),
            item.SeenAt,
            contentHash,
            JsonSerializer.Serialize(item.Item, Json),
        ];
        return -(await session.RunReturningAsync(InsertSql, values, cancel))!.Value;
    }

    public static Task UpdateAsync(Session session, long owner, PreparedItem item, CancellationToken cancel) =>
        session.RunAsync(
            UpdateSql,
            cancel,
            item.ContentHash,
            item.Language,
            JsonSerializer.Serialize(item.Item, Json),
            -owner
        );

    public static Task DeleteAsync(Session session, long owner, CancellationToken cancel) =>
        session.RunAsync(DeleteSql, cancel, -owner);

    public static RawItem Read(string json) => JsonSerializer.Deserialize<RawItem>(json, Json)!;
}

internal sealed record UnmatchedRow
{
    public long Id { get; init; }
    public long SourceId { get; init; }
    public required string Site { get; init; }
    public required string Language { get; init; }
    public long PublishedAt { get; init; }
    public long SeenAt { get; init; }
    public required string Item { get; init; }
    public required string SourceName { get; init; }
    public required string SourceUrl { get; init; }

    public KeptItem ToKeptItem() =>
        new(
            null,
            SourceId,
            SourceName,
            SourceUrl,
            Site,
            Language,
            PublishedAt.ToTime(),
            SeenAt.ToTime(),
            UnmatchedItems.Read(Item)
        );
}
