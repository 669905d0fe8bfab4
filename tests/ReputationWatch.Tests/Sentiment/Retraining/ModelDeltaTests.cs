using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

public sealed class ModelDeltaTests
{
    private static readonly ModelDelta Delta = Adapter.Adapt(
        Trade.Model,
        JudgementBook.Of(Trade.Judge(60, 1)).Corrections,
        Anchors.None,
        new AdaptationOptions()
    );

    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        Delta.Save(stream);
        return stream.ToArray();
    }

    private static ModelDelta Load(byte[] bytes) => ModelDelta.Load(new MemoryStream(bytes));

    [Fact]
    public void Load_WhatWasSaved_GivesTheSameModel()
    {
        var loaded = Load(Written());

        Assert.Equal((Delta.Version, Delta.Count), (loaded.Version, loaded.Count));
        Assert.True(loaded.Count > 0);
        foreach (var text in new[] { "tissu lourd", "tissu fin et clair", "nul", "super service" })
        {
            Assert.Equal(
                Delta.ApplyTo(Trade.Model).Classify(text, "fr", Channel.Review),
                loaded.ApplyTo(Trade.Model).Classify(text, "fr", Channel.Review)
            );
        }
    }

    [Fact]
    public void Version_NamesTheShippedModelAndTheWeights()
    {
        Assert.StartsWith(Trade.Model.Version + "+", Delta.Version, StringComparison.Ordinal);
        Assert.Equal(Delta.Version, Delta.ApplyTo(Trade.Model).Version);
        Assert.Equal(Delta.Version, Delta.ApplyTo(Trade.Model).Classify("tissu", "fr", Channel.Post).ModelVersion);
    }

    [Fact]
    public void ApplyTo_AnotherShippedModel_IsRefusedWithWhatToDo()
    {
        var other = InventedTexts.Train(InventedTexts.Make(300, 2));

        var refused = Assert.Throws<ModelFileException>(() => Delta.ApplyTo(other));

        Assert.False(Delta.Fits(other));
        Assert.Contains(Trade.Model.Version, refused.Message, StringComparison.Ordinal);
        Assert.Contains("retrain", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fits_SameVersionButOtherContent_IsRefused()
    {
        var calibrations = Trade.Model.Parts.Calibrations.ToArray();
        calibrations[0] = new() { LabelSlope = 9 };

        Assert.False(Delta.Fits(new SentimentModel(Trade.Model.Parts with { Calibrations = calibrations })));
    }

    [Fact]
    public void Load_AnyByteChanged_IsRefused()
    {
        var written = Written();
        for (var i = 0; i < written.Length; i += 1 + i / 60)
        {
            var altered = (byte[])written.Clone();
            altered[i] ^= 0x10;
            Assert.Throws<ModelFileException>(() => Load(altered));
        }
    }

    [Fact]
    public void Load_CutAnywhere_IsRefused()
    {
        var written = Written();
        for (var length = 0; length < written.Length; length += 1 + length / 60)
        {
            Assert.Throws<ModelFileException>(() => Load(written[..length]));
        }
    }

    [Fact]
    public void Load_MoreThanItHolds_IsRefused() => Assert.Throws<ModelFileException>(() => Load([.. Written(), 0]));

    [Fact]
    public void Load_NewerFormat_SaysSo()
    {
        var written = Written();
        written[4] = 7;

        var refused = Assert.Throws<ModelFileException>(() => Load(written));

        Assert.Contains("format 7", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AModelFile_IsRefused()
    {
        var refused = Assert.Throws<ModelFileException>(() => Load(InventedTexts.BytesOf(Trade.Model)));

        Assert.Contains("RWSD", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SlotsOutOfOrder_AreRefused()
    {
        using var stream = new MemoryStream();
        DeltaFile.Write(stream, new ModelDelta("1-x", new byte[32], [5, 3], new sbyte[6]));

        Assert.Throws<ModelFileException>(() => Load(stream.ToArray()));
    }

    [Fact]
    public void ApplyTo_SlotsBeyondTheTable_AreRefused()
    {
        var own = new ModelDelta(Trade.Model.Version, Delta.BaseFingerprint, [1 << 30], new sbyte[3]);

        Assert.Throws<ModelFileException>(() => own.ApplyTo(Trade.Model));
    }

    [Fact]
    public void File_Of300Corrections_IsSmall() => Assert.InRange(Written().Length, 100, 100_000);
}
