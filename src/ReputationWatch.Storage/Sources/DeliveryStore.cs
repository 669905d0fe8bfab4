using ReputationWatch.Core.Sources;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Sources;

internal sealed class DeliveryStore(Database database) : IDeliveryStore
{
    private const int Kept = 500;

    private const string KnownSql =
        "select count(*) from intake_deliveries where source_id = @sourceId and delivery_key = @key";

    private const string AddSql = """
        insert into intake_deliveries (source_id, delivery_key, at, status, items, items_new, error)
        values (@sourceId, @key, @at, @status, @items, @itemsNew, @error)
        on conflict do nothing
        """;

    private const string TrimSql = """
        delete from intake_deliveries where source_id = @sourceId and id <= (
          select id from intake_deliveries where source_id = @sourceId order by id desc limit 1 offset @kept)
        """;

    private const string RecentSql = """
        select source_id, delivery_key, at, status, items, items_new, error from intake_deliveries
        where source_id = @sourceId order by id desc limit @count
        """;

    public Task<bool> IsKnownAsync(long sourceId, string key, CancellationToken cancel) =>
        database.ReadAsync(async s => await s.ScalarAsync<long>(KnownSql, new { sourceId, key }, cancel) > 0, cancel);

    public Task AddAsync(Delivery delivery, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(
                    AddSql,
                    new
                    {
                        sourceId = delivery.SourceId,
                        key = delivery.Key,
                        at = delivery.At.ToUnix(),
                        status = (long)delivery.Status,
                        items = (long)delivery.Items,
                        itemsNew = (long)delivery.ItemsNew,
                        error = delivery.Error.Clean(),
                    },
                    cancel
                );
                await s.ExecuteAsync(TrimSql, new { sourceId = delivery.SourceId, kept = Kept }, cancel);
            },
            cancel
        );

    public Task<IReadOnlyList<Delivery>> RecentAsync(long sourceId, int count, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<Delivery>>(
            async s =>
                [
                    .. (await s.ListAsync<Row>(RecentSql, new { sourceId, count }, cancel)).Select(r => new Delivery(
                        r.SourceId,
                        r.DeliveryKey,
                        r.At.ToTime(),
                        (int)r.Status,
                        (int)r.Items,
                        (int)r.ItemsNew,
                        r.Error
                    )),
                ],
            cancel
        );

    private sealed record Row
    {
        public long SourceId { get; init; }
        public string? DeliveryKey { get; init; }
        public long At { get; init; }
        public long Status { get; init; }
        public long Items { get; init; }
        public long ItemsNew { get; init; }
        public string? Error { get; init; }
    }
}
