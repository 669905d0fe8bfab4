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
    private readonly Dictionary<string, long> _scopeHashes = new(StringComparer.Ordinal);
    private readonly List<(ItemKey Key, long Owner)> _unwritten = [];

    public async Task LoadAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancel)
    {
        var hashes = items.SelectMany(i => i.Keys).Select(k => Key(k).Hash).Distinct().ToList();
        if (hashes.Count == 0)
        {
            return;
        }
        // In the order of the table: neighbours are on one page.
        hashes.Sort();
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
        foreach (var text in item.Keys)
        {
            if (Key(text) is { Scope: not null } key && _owners.TryGetValue(key.Hash, out var owner))
            {
                return owner;
            }
        }
        foreach (var text in item.Keys)
        {
            if (
                Key(text) is { Scope: null } key
                && _owners.TryGetValue(key.Hash, out var owner)
                && !HasOtherIds(owner, item)
            )
            {
                return owner;
            }
        }
        return null;
    }

    /// <summary>Notes the item's keys that nobody has yet; <see cref="FlushAsync"/> writes them.</summary>
    public void Add(PreparedItem item, long owner)
    {
        foreach (var text in item.Keys)
        {
            var key = Key(text);
            if (!_owners.ContainsKey(key.Hash))
            {
                _unwritten.Add((key, owner));
                Note(key, owner);
            }
        }
    }

    /// <summary>Writes what was added, in the order of the table.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        _unwritten.Sort((a, b) => a.Key.Hash.CompareTo(b.Key.Hash));
        foreach (var (key, owner) in _unwritten)
        {
            await session.RunSoonAsync(AddSql, cancel, key.Hash, key.Scope, owner);
        }
        _unwritten.Clear();
    }

    /// <summary>An unmatched item became a mention, or the other way round.</summary>
    public static Task MoveAsync(Session session, long from, long to, CancellationToken cancel) =>
        session.RunAsync(MoveSql, cancel, to, from);

    public async Task MoveAsync(long from, long to, CancellationToken cancel)
    {
        await FlushAsync(cancel);
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

    private bool HasOtherIds(long owner, PreparedItem item) =>
        _scopes.TryGetValue(owner, out var scopes)
        && item.Keys.Any(k => Key(k).Scope is { } scope && scopes.Contains(scope));

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
            _keys[text] = key = new ItemKey(Hash(text), ItemKeys.ScopeOf(text) is { } scope ? ScopeHash(scope) : null);
        }
        return key;
    }

    private long ScopeHash(string scope) =>
        _scopeHashes.TryGetValue(scope, out var hash) ? hash : _scopeHashes[scope] = Hash(scope);

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
