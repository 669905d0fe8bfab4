namespace ReputationWatch.Storage.Mentions;

/// <summary>Ids for rows to come, so that rows that refer to each other need not be written one by one.</summary>
internal sealed class IdReserve(Session session, string table)
{
    private const long Slice = 64;
    private readonly Queue<long> _ids = [];

    public async ValueTask<long> NextAsync(CancellationToken cancel)
    {
        if (_ids.Count == 0)
        {
            var sql = session.Dialect.NextIdsSql(table);
            foreach (var id in await session.RunListAsync(sql, [Slice], cancel))
            {
                _ids.Enqueue(id);
            }
        }
        return _ids.Dequeue();
    }
}
