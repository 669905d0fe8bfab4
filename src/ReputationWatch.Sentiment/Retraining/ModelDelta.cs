using System.Numerics;
using System.Security.Cryptography;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// What an installation learned on top of one shipped model: the weights that differ. It fits that model and no other, so that a new
/// release never runs on a mixture that nobody has tested.
/// </summary>
public sealed class ModelDelta
{
    private readonly int[] _slots;
    private readonly sbyte[] _rows;

    internal ModelDelta(string baseVersion, byte[] baseFingerprint, int[] slots, sbyte[] rows)
    {
        BaseVersion = baseVersion;
        BaseFingerprint = baseFingerprint;
        _slots = slots;
        _rows = rows;
        Version = VersionOf();
    }

    /// <summary>The version of the shipped model it was made for.</summary>
    public string BaseVersion { get; }

    /// <summary>Version of the adapted model: the shipped one's, and what the weights hash to.</summary>
    public string Version { get; }

    /// <summary>How many features have other weights than shipped.</summary>
    public int Count => _slots.Length;

    internal byte[] BaseFingerprint { get; }
    internal ReadOnlySpan<int> Slots => _slots;
    internal ReadOnlySpan<sbyte> Rows => _rows;

    public bool Fits(SentimentModel shipped) =>
        shipped.Version == BaseVersion && Fingerprint(shipped).AsSpan().SequenceEqual(BaseFingerprint);

    /// <summary>The adapted model.</summary>
    /// <exception cref="ModelFileException">It was made for another shipped model.</exception>
    public SentimentModel ApplyTo(SentimentModel shipped)
    {
        if (!Fits(shipped))
        {
            throw new ModelFileException(
                $"What was learned from corrections was made for model {BaseVersion}, but this program came with {shipped.Version}. The shipped model is used as it is; retrain to learn from the corrections again."
            );
        }
        var parts = shipped.Parts;
        return new SentimentModel(parts with { Table = Merge(parts.Table), Version = Version });
    }

    /// <exception cref="ModelFileException">The stream is no such file, or of an unknown format, or was cut or altered.</exception>
    public static ModelDelta Load(Stream stream) => DeltaFile.Read(stream);

    public void Save(Stream stream) => DeltaFile.Write(stream, this);

    internal static ModelDelta Of(SentimentModel shipped, SortedDictionary<int, sbyte[]> rows) =>
        new(shipped.Version, Fingerprint(shipped), [.. rows.Keys], [.. rows.Values.SelectMany(r => r)]);

    private static byte[] Fingerprint(SentimentModel model) => SHA256.HashData(model.Parts.ToBytes());

    private string VersionOf()
    {
        if (_slots.Length == 0)
        {
            return BaseVersion;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(_slots));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<sbyte>(_rows));
        return $"{BaseVersion}+{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }

    private FeatureTable Merge(FeatureTable shipped)
    {
        var present = (ulong[])shipped.Present.Clone();
        foreach (var slot in _slots)
        {
            if ((uint)slot >= present.Length * 64u)
            {
                throw new ModelFileException("The learned weights do not fit the table of the shipped model.");
            }
            present[slot / 64] |= 1UL << (slot % 64);
        }
        var rows = new sbyte[present.Sum(w => BitOperations.PopCount(w)) * Outputs.Count];
        var next = 0;
        for (var word = 0; word < present.Length; word++)
        {
            for (var bits = present[word]; bits != 0; bits &= bits - 1)
            {
                var row = shipped.RowOf(word * 64 + BitOperations.TrailingZeroCount(bits));
                if (row >= 0)
                {
                    shipped.Rows.AsSpan(row * Outputs.Count, Outputs.Count).CopyTo(rows.AsSpan(next));
                }
                next += Outputs.Count;
            }
        }
        var merged = new FeatureTable(shipped.Bits, present, rows, shipped.Scale);
        for (var i = 0; i < _slots.Length; i++)
        {
            _rows
                .AsSpan(i * Outputs.Labels, Outputs.Labels)
                .CopyTo(rows.AsSpan(merged.RowOf(_slots[i]) * Outputs.Count));
        }
        return merged;
    }
}
