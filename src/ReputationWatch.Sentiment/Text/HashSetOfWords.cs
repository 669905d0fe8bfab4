using System.Numerics;

namespace ReputationWatch.Sentiment.Text;

/// <summary>A read-only set of word hashes: open addressing in one array, small enough to stay in the cache.</summary>
internal sealed class HashSetOfWords
{
    private readonly uint[] _slots;
    private readonly int _mask;

    public HashSetOfWords(ReadOnlySpan<uint> hashes)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, hashes.Length * 3));
        _slots = new uint[size];
        _mask = size - 1;
        foreach (var hash in hashes)
        {
            Add(hash);
        }
    }

    public bool Contains(uint hash)
    {
        for (var at = (int)hash & _mask; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if (_slots[at] == hash)
            {
                return true;
            }
        }
        return false;
    }

    private void Add(uint hash)
    {
        var at = (int)hash & _mask;
        while (_slots[at] != 0)
        {
            at = (at + 1) & _mask;
        }
        _slots[at] = hash;
    }
}
