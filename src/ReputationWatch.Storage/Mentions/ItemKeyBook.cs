using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// The keys of the items of one transaction and who owns them: a mention (its id) or an unmatched item (minus its id).
/// Looked up at once, then kept up to date, so that an item that comes twice in one batch is recognised too.
/// </summary>
internal sealed class ItemKeyBook(Session session)
{
    private const string KeysSql =
        "select key_hash, scope, owner from item_keys where key_hash in (select value from each(@hashes))";

    // Of owners found by their URL: whether they are known by an id in a scope, too.
    private const string ScopesSql = """
        select key_hash, scope, owner from item_keys where owner in (select value from each(@owners)) and scope is not null
        """;

    private const string AddSql =
        "insert into item_keys (key_hash, scope, owner) values (@hash, @scope, @owner) on conflict do nothing";
    private const string MoveSql = "update item_keys set owner = @to where owner = @from";

    private readonly Dictionary<long, long> _owners = [];
    private readonly Dictionary<long, HashSet<long>> _scopes = [];
    private readonly Dictionary<string, ItemKey> _keys = new(StringComparer.Ordinal);

    public async Task LoadAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancel)
    {
        var hashes = items.SelectMany(i => i.Keys).Select(k => Key(k).Hash).Distinct().ToList();
        if (hashes.Count == 0)
        {
            return;
        }
        foreach (var row in await session.ListAsync<KeyRow>(KeysSql, new { hashes = session.List(hashes) }, cancel))
        {
            Note(new ItemKey(row.KeyHash, row.Scope), row.Owner);
        }
        var owners = session.List([.. _owners.Values.Distinct()]);
        foreach (var row in await session.ListAsync<KeyRow>(ScopesSql, new { owners }, cancel))
        {
            ScopesOf(row.Owner).Add(row.Scope!.Value);
        }
    }

    /// <summary>The owners found for the loaded items.</summary>
    public IReadOnlyCollection<long> Owners => [.. _owners.Values.Distinct()];

    /// <summary>
    /// Whose item this is; null when it is new. Ids count more than addresses: an address is no identity between two items that
    /// have different ids within the same host (a thread whose posts all link to its first page).
    /// </summary>
    public long? OwnerOf(PreparedItem item)
    {
        var keys = item.Keys.Select(Key).ToList();
        foreach (var key in keys.Where(k => k.Scope is not null))
        {
            if (_owners.TryGetValue(key.Hash, out var owner))
            {
                return owner;
            }
        }
        foreach (var key in keys.Where(k => k.Scope is null))
        {
            if (_owners.TryGetValue(key.Hash, out var owner) && !HasOtherIds(owner, keys))
            {
                return owner;
            }
        }
        return null;
    }

    /// <summary>Writes down the item's keys that nobody has yet.</summary>
    public async Task AddAsync(PreparedItem item, long owner, CancellationToken cancel)
    {
        foreach (var key in item.Keys.Select(Key).Where(k => !_owners.ContainsKey(k.Hash)))
        {
            await session.RunSoonAsync(AddSql, cancel, key.Hash, key.Scope, owner);
            Note(key, owner);
        }
    }

    /// <summary>An unmatched item became a mention, or the other way round.</summary>
    public static Task MoveAsync(Session session, long from, long to, CancellationToken cancel) =>
        session.RunAsync(MoveSql, cancel, to, from);

    public async Task MoveAsync(long from, long to, CancellationToken cancel)
    {
        await MoveAsync(session, from, to, cancel);
        foreach (var (hash, _) in _owners.Where(o => o.Value == from).ToList())
        {
            _owners[hash] = to;
        }
        if (_scopes.Remove(from, out var scopes))
        {
            _scopes[to] = scopes;
        }
    }

    private bool HasOtherIds(long owner, List<ItemKey> keys) =>
        _scopes.TryGetValue(owner, out var scopes) && keys.Exists(k => k.Scope is { } scope && scopes.Contains(scope));

    private void Note(ItemKey key, long owner)
    {
        _owners[key.Hash] = owner;
        if (key.Scope is { } scope)
        {
            ScopesOf(owner).Add(scope);
        }
    }

    private HashSet<long> ScopesOf(long owner) =>
        _scopes.TryGetValue(owner, out var scopes) ? scopes : _scopes[owner] = [];

    private ItemKey Key(string text)
    {
        if (!_keys.TryGetValue(text, out var key))
        {
            var scope = ItemKeys.ScopeOf(text);
            _keys[text] = key = new ItemKey(Hash(text), scope is null ? null : Hash(scope));
        }
        return key;
    }

    /// <summary>
    /// 64 bits instead of the whole text keep the index a fifth of the size. Cut from SHA-256, because keys come from outside: with
    /// a plain hash a site could make its items pass for those of another.
    /// </summary>
    private static long Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private readonly record struct ItemKey(long Hash, long? Scope);

    private sealed record KeyRow
    {
        public long KeyHash { get; init; }
        public long? Scope { get; init; }
        public long Owner { get; init; }
    }
}
