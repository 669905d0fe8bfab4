using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// What changed, in the order in which it became visible, for whoever follows (the index, the detector). The only writer of the
/// table, and only in the lane of mentions: see <see cref="Lane.Mentions"/> for why.
/// </summary>
internal sealed class Outbox(Session session)
{
    private const string AddSql = "insert into outbox (mention_id) select value from each(@ids)";

    private readonly HashSet<long> _seen = [];
    private readonly List<long> _changed = [];

    public void Add(long mentionId)
    {
        if (_seen.Add(mentionId))
        {
            _changed.Add(mentionId);
        }
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        if (_changed.Count == 0)
        {
            return;
        }
        if (session.Lane != Lane.Mentions)
        {
            throw new InvalidOperationException("The outbox is written in the lane of mentions only.");
        }
        await session.RunSoonAsync(AddSql, cancel, _changed.ToList());
        _changed.Clear();
        _seen.Clear();
    }
}
