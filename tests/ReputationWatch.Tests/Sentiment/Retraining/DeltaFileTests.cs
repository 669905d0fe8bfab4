using System.Buffers.Binary;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

/// <summary>A refused file of learned weights says what is wrong with it.</summary>
public sealed class DeltaFileTests
{
    private static readonly int[] Slots = [.. Enumerable.Range(0, 400).Select(i => i * 3)];

    private static byte[] Written(int[]? slots = null, int? rows = null, int fingerprint = 32)
    {
        using var stream = new MemoryStream();
        var chosen = slots ?? Slots;
        var delta = new ModelDelta(
            "4-base",
            [.. Enumerable.Range(0, fingerprint).Select(i => (byte)i)],
            chosen,
            [.. Enumerable.Range(0, rows ?? chosen.Length * 3).Select(i => (sbyte)i)]
        );
        DeltaFile.Write(stream, delta);
        return stream.ToArray();
    }

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<ModelFileException>(() => DeltaFile.Read(new MemoryStream(bytes))).Message;

    [Fact]
    public void Read_WhatWasWritten_IsEveryPart()
    {
        var read = DeltaFile.Read(new MemoryStream(Written()));

        Assert.Equal("4-base", read.BaseVersion);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (byte)i), read.BaseFingerprint);
        Assert.Equal(Slots, read.Slots.ToArray());
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => (sbyte)i), read.Rows.ToArray());
    }

    [Fact]
    public void Read_NoWeights_IsAFile() => Assert.Equal(0, DeltaFile.Read(new MemoryStream(Written([]))).Count);

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    public void Header_CutShort(int length) =>
        Assert.Contains("shorter than its header", Refusal(Written()[..length]), StringComparison.Ordinal);

    [Fact]
    public void Content_CutShort()
    {
        Assert.Contains("cut short", Refusal(Written()[..^1]), StringComparison.Ordinal);
        Assert.Contains("cut short", Refusal(Written()[..48]), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_AlteredOrLonger()
    {
        var bytes = Written();
        bytes[^1] ^= 1;

        Assert.Contains("altered", Refusal(bytes), StringComparison.Ordinal);
        Assert.Contains("altered", Refusal([.. Written(), 0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, -1)]
    [InlineData(8, int.MaxValue)]
    [InlineData(12, -1)]
    [InlineData(12, 0)]
    [InlineData(12, 100)]
    [InlineData(12, 60_000)]
    [InlineData(12, int.MaxValue)]
    public void Lengths_Impossible(int at, int length)
    {
        var bytes = Written();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), length);

        Assert.Contains("altered", Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    public void Format_Unknown(int at, byte value)
    {
        var bytes = Written();
        bytes[at] = value;

        Assert.Contains("Retrain", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Slots_OutOfOrder_AreAltered()
    {
        foreach (var slots in new int[][] { [-1], [-5, 2], [3, 3], [4, 3], [1, 2, 0] })
        {
            Assert.Contains("altered", Refusal(Written(slots)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parts_ThatDoNotFitEachOther_AreRefused()
    {
        Assert.Contains("do not fit", Refusal(Written([1, 2], rows: 5)), StringComparison.Ordinal);
        Assert.Contains("do not fit", Refusal(Written([1, 2], rows: 7)), StringComparison.Ordinal);
        Assert.Contains("do not fit", Refusal(Written(fingerprint: 31)), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_IsPacked() =>
        Assert.True(Written([.. Enumerable.Range(0, 20_000)], rows: 60_000).Length < 60_000);
}
