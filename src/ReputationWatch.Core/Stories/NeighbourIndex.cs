namespace ReputationWatch.Core.Stories;

/// <summary>
/// Finds, among millions of fingerprints in memory, those that share a band, without comparing all pairs. Eight bytes a band:
/// half a hash and half an id. Grows by adding tables, never by copying them. Not safe for writing by several threads.
/// </summary>
public sealed class NeighbourIndex
{
    // A run of letters that hundreds of texts share tells nothing of copying.
    private const int MaxPerBand = 64;
    private const int FirstTable = 1 << 16;
    private const int LargestTable = 1 << 27;
    private readonly List<Table> _tables = [new Table(FirstTable)];

    [ThreadStatic]
    private static List<int>? _found;

    public int Count { get; private set; }

    /// <param name="id">Above 0.</param>
    public void Add(ContentFingerprint fingerprint, int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        if (_tables[^1].IsFull)
        {
            _tables.Add(new Table(Math.Min(LargestTable, _tables[^1].Capacity * 2)));
        }
        foreach (var band in fingerprint.Bands)
        {
            _tables[^1].Add(unchecked((ulong)band), id);
        }
        Count++;
    }

    /// <summary>The ids that share a band, those that share most bands first; verify them on the texts.</summary>
    public IReadOnlyList<int> Candidates(ContentFingerprint fingerprint, int limit) =>
        [.. Shared(fingerprint).OrderByDescending(s => s.Bands).ThenBy(s => s.Id).Take(limit).Select(s => s.Id)];

    /// <summary>The ids that share bands, with how many.</summary>
    public IReadOnlyList<(int Id, int Bands)> Shared(ContentFingerprint fingerprint)
    {
        var found = _found ??= [];
        found.Clear();
        foreach (var band in fingerprint.Bands)
        {
            foreach (var table in _tables)
            {
                table.Find(unchecked((ulong)band), found);
            }
        }
        return found.Count == 0 ? [] : Counted(found);
    }

    private static List<(int Id, int Bands)> Counted(List<int> found)
    {
        found.Sort();
        var shared = new List<(int, int)>();
        for (int i = 0, from = 0; i < found.Count; i++)
        {
            if (i + 1 == found.Count || found[i + 1] != found[i])
            {
                shared.Add((found[i], i + 1 - from));
                from = i + 1;
            }
        }
        return shared;
    }

    /// <summary>Open addressing with linear probing; a slot is the upper half of the hash and the id.</summary>
    private sealed class Table(int capacity)
    {
        private readonly ulong[] _slots = new ulong[capacity];
        private int _used;

        public int Capacity => _slots.Length;
        public bool IsFull => _used > Capacity * 0.7;

        public void Add(ulong band, int id)
        {
            var at = Start(band);
            for (var same = 0; _slots[at] != 0; at = Next(at))
            {
                if (_slots[at] >> 32 == band >> 32 && ++same == MaxPerBand)
                {
                    return;
                }
            }
            _slots[at] = (band & 0xFFFF_FFFF_0000_0000) | (uint)id;
            _used++;
        }

        /// <summary>Adds the ids of a band, unless so many have it that it tells nothing.</summary>
        public void Find(ulong band, List<int> found)
        {
            var before = found.Count;
            for (var at = Start(band); _slots[at] != 0; at = Next(at))
            {
                if (_slots[at] >> 32 == band >> 32)
                {
                    found.Add((int)(uint)_slots[at]);
                }
            }
            if (found.Count - before >= MaxPerBand)
            {
                found.RemoveRange(before, found.Count - before);
            }
        }

        // MinHash values are small by making, so their bits are spread again before they choose a slot.
        private int Start(ulong band) => (int)(Hash64.Mix(band) & (ulong)(Capacity - 1));

        private int Next(int at) => (at + 1) & (Capacity - 1);
    }
}
