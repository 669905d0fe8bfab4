using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>
/// Writes mentions and, after them, the position, which is a document of the same index: an index that is wiped takes its position
/// with it. Everything goes to the very index whose position was read; when that has been exchanged meanwhile, writing fails and
/// the position is read anew.
/// </summary>
internal sealed class IndexWriting(ElasticClient client, Generations generations, BulkSender bulk)
{
    private const string PositionId = "position";

    // The list is for people; what does not fit is as many more.
    private const int MaxSetAside = 500;
    private readonly ConcurrentDictionary<long, string> _aside = new();
    private readonly Lock _gate = new();
    private long _asideAt = -1;
    private volatile Generation? _target;
    private volatile bool _exchanged;

    public async Task<long> PositionAsync(CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var reply = await client.GetAsync($"{generations.Alias}/_doc/{PositionId}", cancel);
            // That the document is not there yet is said with the index; a 404 without it comes from something in between.
            if (reply.Root.ValueKind == JsonValueKind.Object && reply.Root.TryGetProperty("_index", out var index))
            {
                return Read(index.GetString()!, reply.Root);
            }
            if (!reply.Is("index_not_found_exception") || attempt > 0)
            {
                reply.OrThrow();
                throw ServerError.Translate(reply.Status, reply.Root, null);
            }
            await generations.CreateFirstAsync(cancel);
        }
    }

    public async Task<IReadOnlyList<SetAsideMention>> SetAsideAsync(CancellationToken cancel)
    {
        await PositionAsync(cancel);
        return [.. _aside.OrderBy(a => a.Key).Select(a => new SetAsideMention(a.Key, a.Value))];
    }

    public async Task ApplyAsync(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    )
    {
        if (_exchanged)
        {
            Forget();
            throw new IndexUnavailableException(
                IndexTrouble.Replaced,
                "The search index was exchanged meanwhile. Its position is read anew."
            );
        }
        if (_target is null)
        {
            await PositionAsync(cancel);
        }
        try
        {
            var target = _target!;
            await ApplyToAsync(target, _aside, upserts, deletions, position, cancel);
            lock (_gate)
            {
                _asideAt = _target == target ? Math.Max(_asideAt, position) : -1;
            }
        }
        catch (IndexUnavailableException exchanged) when (exchanged.Trouble == IndexTrouble.Replaced)
        {
            Forget();
            throw;
        }
    }

    /// <param name="aside">What is set aside in that index; kept with its position.</param>
    public async Task ApplyToAsync(
        Generation target,
        ConcurrentDictionary<long, string> aside,
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long position,
        CancellationToken cancel
    )
    {
        var refused = await bulk.SendAsync(target.Writes, Operations(upserts, deletions, position), cancel);
        foreach (var id in upserts.Select(u => u.Id).Concat(deletions))
        {
            aside.TryRemove(id, out _);
        }
        foreach (var mention in refused.Take(MaxSetAside - aside.Count))
        {
            aside[mention.MentionId] = mention.Reason;
        }
        if (position > 0)
        {
            // First searchable, then said to be: the position is read past the refresh, at once.
            await generations.RefreshAsync(target.Index, cancel);
            await bulk.SendAsync(target.Writes, [PositionOf(position, aside)], cancel);
        }
    }

    /// <summary>The index was exchanged.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _asideAt = -1;
            _target = null;
        }
        _exchanged = false;
    }

    /// <summary>Lazily, so that a batch of large texts is not in memory twice.</summary>
    private static IEnumerable<BulkOperation> Operations(
        IReadOnlyList<IndexDocument> upserts,
        IReadOnlyList<long> deletions,
        long version
    )
    {
        var latest = new Dictionary<long, IndexDocument>(upserts.Count);
        foreach (var document in upserts)
        {
            latest[document.Id] = document;
        }
        foreach (var id in deletions.Where(id => !latest.ContainsKey(id)).Distinct())
        {
            yield return BulkOperation.Delete(id, Name(id), version);
        }
        foreach (var document in latest.Values)
        {
            yield return BulkOperation.Index(
                document.Id,
                Name(document.Id),
                version,
                json => StoredMention.Write(json, document)
            );
        }
    }

    private static BulkOperation PositionOf(long position, ConcurrentDictionary<long, string> aside) =>
        BulkOperation.Index(
            0,
            PositionId,
            position,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber(Field.Position, position);
                json.WriteStartObject(Field.SetAside);
                foreach (var (id, reason) in aside)
                {
                    json.WriteString(Name(id), reason);
                }
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );

    private long Read(string index, JsonElement answer)
    {
        var target = generations.Of(index);
        var known = _target;
        if (known is not null && known.Index != target.Index)
        {
            // Whoever follows may have read the position of the old one: a page that asks must not make him write into the new.
            _exchanged = true;
        }
        else
        {
            _target = target;
        }
        if (!answer.TryGetProperty("_source", out var source) || !target.IsCurrent)
        {
            // New, or laid out by another version of the program: to be built.
            return 0;
        }
        var position = source.GetProperty(Field.Position).GetInt64();
        ReadSetAside(source, position);
        return position;
    }

    /// <summary>Only what is newer than what is known: a page asks also while a batch is being applied, whose own it must not undo.</summary>
    private void ReadSetAside(JsonElement source, long position)
    {
        lock (_gate)
        {
            if (position <= _asideAt)
            {
                return;
            }
            _asideAt = position;
            _aside.Clear();
            if (source.TryGetProperty(Field.SetAside, out var aside))
            {
                foreach (var mention in aside.EnumerateObject())
                {
                    _aside[long.Parse(mention.Name, CultureInfo.InvariantCulture)] = mention.Value.GetString()!;
                }
            }
        }
    }

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);
}
