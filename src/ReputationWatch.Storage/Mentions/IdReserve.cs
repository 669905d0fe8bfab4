namespace ReputationWatch.Storage.Mentions;

/// <summary>Ids for rows to come, so that rows that refer to each other need not be written one by one.</summary>
internal sealed class IdReserve(Session session, string table)
{
    private const long Most = 64;
    private readonly Queue<long> _ids = [];

    /// <summary>PostgreSQL never takes back what it gave: whoever needs one is not given many.</summary>
    private long _slice = 1;

    public async ValueTask<long> NextAsync(CancellationToken cancel)
    {
        if (_ids.Count == 0)
        {
            var sql = session.Dialect.NextIdsSql(table);
            foreach (var id in await session.RunListAheadAsync(sql, [_slice], cancel))
            {
                _ids.Enqueue(id);
            }
            _slice = Math.Min(2 * _slice, Most);
        }
        return _ids.Dequeue();
    }
}
