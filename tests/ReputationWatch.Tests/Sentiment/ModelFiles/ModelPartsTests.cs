using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Quantification;
using ReputationWatch.Sentiment.Text;
using ReputationWatch.Tests.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment.ModelFiles;

public sealed class ModelPartsTests
{
    private static float[] Floats(int count, int from) => [.. Enumerable.Range(from, count).Select(i => i / 8f)];

    private static sbyte[] Bytes(int count, int step) => [.. Enumerable.Range(0, count).Select(i => (sbyte)(i * step))];

    /// <summary>No two numbers of two parts are alike, so that a part in the place of another is noticed.</summary>
    private static ModelParts Distinct() =>
        new()
        {
            Version = "7-abc",
            Table = HandMade.Table(
                8,
                Floats(8, 1),
                [.. Enumerable.Range(0, 100).Select(i => ((uint)(i * 2 + 1) << 24, Bytes(8, i + 1)))]
            ),
            Biases = Floats(Biases.Count, 100),
            Calibrations =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(c => new Calibration
                    {
                        LabelSlope = 10 + c,
                        StarSlope = 20 + c,
                        Offsets = Floats(Outputs.Count, 500 + 20 * c),
                        NeutralWeights = Floats(NeutralCues.Count, 700 + 20 * c),
                    }),
            ],
            Names = new ProperNames(new WordsByCase([1, 2, 3], [4, 5], [6])),
            Languages = new LanguageIdentifier(
                Bytes(LanguageCodes.Count << LanguageIdentifier.Bits, 3),
                Floats(8, 1000),
                Floats(8, 1100)
            ),
            Quantifier = new Quantifier([0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.05, 0.15, 0.8], 0.3),
            Aspects = new AspectModel(
                Bytes(AspectModel.RowBytes << AspectModel.Bits, 5),
                0.125f,
                Floats(AspectModel.RowBytes, 1300)
            ),
        };

    private static readonly byte[] Written = Distinct().ToBytes();

    [Fact]
    public void FromBytes_WhatWasWritten_IsEveryPartInItsPlace()
    {
        var (parts, read) = (Distinct(), ModelParts.FromBytes(Written));

        Assert.Equal(parts.Version, read.Version);
        Assert.Equal((parts.Table.Bits, parts.Table.RowCount), (read.Table.Bits, read.Table.RowCount));
        Assert.Equal(parts.Table.Present, read.Table.Present);
        Assert.Equal(parts.Table.Rows, read.Table.Rows);
        Assert.Equal(parts.Table.Scale, read.Table.Scale);
        Assert.Equal(parts.Biases, read.Biases);
        Assert.Equal([10, 11, 12], read.Calibrations.Select(c => c.LabelSlope));
        Assert.Equal([20, 21, 22], read.Calibrations.Select(c => c.StarSlope));
        Assert.Equal(parts.Calibrations.SelectMany(c => c.Offsets), read.Calibrations.SelectMany(c => c.Offsets));
        Assert.Equal(
            parts.Calibrations.SelectMany(c => c.NeutralWeights),
            read.Calibrations.SelectMany(c => c.NeutralWeights)
        );
        Assert.Equal([1, 2, 3], read.Names.Words.Ordinary);
        Assert.Equal([4, 5], read.Names.Words.Both);
        Assert.Equal([6], read.Names.Words.Names);
        Assert.Equal(parts.Languages.Rows, read.Languages.Rows);
        Assert.Equal(parts.Languages.Scale, read.Languages.Scale);
        Assert.Equal(parts.Languages.Biases, read.Languages.Biases);
        Assert.Equal(parts.Quantifier.Answers, read.Quantifier.Answers);
        Assert.Equal(0.3, read.Quantifier.Transfer);
        Assert.Equal(parts.Aspects.Rows, read.Aspects.Rows);
        Assert.Equal(parts.Aspects.Scale, read.Aspects.Scale);
        Assert.Equal(parts.Aspects.Biases, read.Aspects.Biases);
        Assert.Equal(Written, read.ToBytes());
    }

    [Fact]
    public void LanguagesAndAspects_AreTakenFromAFileWhateverElseItHolds()
    {
        var newer = new SectionWriter();
        newer.Add("LATR", [1, 2, 3]);
        byte[] content = [.. Written, .. newer.ToArray()];

        Assert.Equal(Distinct().Languages.Rows, ModelParts.LanguagesOf(content).Rows);
        Assert.Equal(Distinct().Aspects.Rows, ModelParts.AspectsOf(content).Rows);
        Assert.Throws<ModelFileException>(() => ModelParts.FromBytes(content));
    }

    [Fact]
    public void FromModel_ReadsThePartOfAWholeFile()
    {
        using var file = new MemoryStream();
        ModelFile.Write(file, Written);
        var bytes = file.ToArray();

        Assert.Equal(Distinct().Languages.Biases, LanguageIdentifier.FromModel(new MemoryStream(bytes)).Biases);
        Assert.Equal(Distinct().Aspects.Biases, AspectModel.FromModel(new MemoryStream(bytes)).Biases);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(29)]
    public void FromBytes_TableOfASizeThatCannotBe_IsRefused(int bits)
    {
        var writer = new SectionWriter();
        writer.Add("VERS", "x");
        writer.Add("BITS", [bits]);

        var refused = Assert.Throws<ModelFileException>(() => ModelParts.FromBytes(writer.ToArray()));

        Assert.Contains($"2^{bits}", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A slot more than there are rows for would read behind the end of the weights.</summary>
    [Fact]
    public void FromBytes_MapThatNamesMoreRowsThanThereAre_IsRefused()
    {
        var parts = Distinct();
        parts.Table.Present[0] |= 1;

        Assert.Throws<ModelFileException>(() => ModelParts.FromBytes(parts.ToBytes()));
    }

    [Fact]
    public void Columns_TurnRowsAroundAndBack()
    {
        sbyte[] rows = [1, 2, 3, 4, 5, 6];

        Assert.Equal([1, 4, 2, 5, 3, 6], Columns.FromRows(rows, 3));
        Assert.Equal(rows, Columns.ToRows(Columns.FromRows(rows, 3), 3));
        Assert.Empty(Columns.ToRows([], 3));
    }
}
