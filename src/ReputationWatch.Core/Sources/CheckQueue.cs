namespace ReputationWatch.Core.Sources;

/// <summary>
/// Which of the leased sources are being checked and which wait for their server. The sources of one server are read one after the
/// other anyway; were each of them to hold a slot while it waits, a slow server with many sources would stop all the others.
/// </summary>
internal sealed class CheckQueue(int parallel, int perServer)
{
    /// <summary>Leased beyond this would be held back from other processes for nothing.</summary>
    private const int MostWaiting = 2000;

    private readonly Dictionary<long, Source> _known = [];
    private readonly Dictionary<long, Source> _again = [];
    private readonly Dictionary<string, int> _busy = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Source> _waiting = [];
    private int _running;

    /// <summary>How many more sources are worth leasing now.</summary>
    public int Wanted => _running >= parallel ? 0 : Math.Min(parallel - _running, MostWaiting - _waiting.Count);

    public bool IsEmpty => _running == 0 && _waiting.Count == 0;

    /// <summary>
    /// Takes a leased source in. One that is here unchanged only had its lease renewed; one that changed has been checked in the
    /// meantime, which nobody has told us yet, and is due again. Returns whether there is something to do.
    /// </summary>
    public bool Add(Source source)
    {
        if (_known.TryAdd(source.Id, source))
        {
            _waiting.AddLast(source);
            return true;
        }
        if (_known[source.Id].Health == source.Health)
        {
            return false;
        }
        _again[source.Id] = source;
        return true;
    }

    /// <summary>The sources whose turn it is now, in the order in which they came.</summary>
    public IReadOnlyList<Source> Start()
    {
        var started = new List<Source>();
        var node = _waiting.First;
        while (node is not null && _running < parallel)
        {
            var next = node.Next;
            var server = ServerOf(node.Value);
            var busy = _busy.GetValueOrDefault(server);
            if (busy < perServer)
            {
                _busy[server] = busy + 1;
                _running++;
                _waiting.Remove(node);
                started.Add(node.Value);
            }
            node = next;
        }
        return started;
    }

    public void End(Source source)
    {
        var server = ServerOf(source);
        _running--;
        _known.Remove(source.Id);
        if (--_busy[server] == 0)
        {
            _busy.Remove(server);
        }
        if (_again.Remove(source.Id, out var next))
        {
            Add(next);
        }
    }

    private static string ServerOf(Source source) =>
        Uri.TryCreate(source.Url, UriKind.Absolute, out var url) ? url.Authority : source.Url;
}
