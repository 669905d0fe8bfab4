namespace ReputationWatch.Sentiment.Features;

/// <summary>Groups of features that are normalised together, so that a long text does not drown its words in letters.</summary>
internal enum Block
{
    Words = 0,
    Letters = 1,
    Style = 2,
}

/// <summary>The features of one block of one text: a hash, and the token (or the two tokens of a pair) it came from.</summary>
internal sealed class FeatureList
{
    public const int NoToken = -1;

    public uint[] Hashes = new uint[1024];
    public int[] Owners = new int[1024];
    public int[] SecondOwners = new int[1024];
    public int Count;

    public ReadOnlySpan<uint> Used => Hashes.AsSpan(0, Count);

    public void Add(uint hash, int owner, int secondOwner = NoToken)
    {
        if (Count == Hashes.Length)
        {
            Grow();
        }
        Hashes[Count] = hash;
        Owners[Count] = owner;
        SecondOwners[Count++] = secondOwner;
    }

    private void Grow()
    {
        var size = Count * 2;
        Array.Resize(ref Hashes, size);
        Array.Resize(ref Owners, size);
        Array.Resize(ref SecondOwners, size);
    }
}

/// <summary>The three blocks of one text.</summary>
internal sealed class TextFeatures
{
    public const int BlockCount = 3;

    /// <summary>The style block is a handful of marks: a fixed weight each, whatever their number.</summary>
    private const float StyleValue = 0.3f;

    private readonly FeatureList[] _blocks = [new(), new(), new()];

    public FeatureList this[Block block] => _blocks[(int)block];

    public void Clear()
    {
        foreach (var block in _blocks)
        {
            block.Count = 0;
        }
    }

    /// <summary>What each feature of a block counts: the block as a vector has length one.</summary>
    public static float ValueOf(Block block, int count) =>
        block == Block.Style ? StyleValue
        : count == 0 ? 0f
        : 1f / MathF.Sqrt(count);
}
