using System.Text;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Text;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

public sealed class TrainingTests
{
    [Fact]
    public void Train_SameSeed_GivesTheSameBytes()
    {
        var texts = InventedTexts.Make(300, 1);

        Assert.Equal(
            InventedTexts.BytesOf(InventedTexts.Train(texts)),
            InventedTexts.BytesOf(InventedTexts.Train(texts))
        );
    }

    [Fact]
    public void Train_OtherSeed_GivesAnotherVersion()
    {
        var texts = InventedTexts.Make(300, 1);

        var other = InventedTexts.Train(texts, InventedTexts.Small with { Seed = 2 });

        Assert.NotEqual(InventedTexts.Train(texts).Version, other.Version);
    }

    [Fact]
    public void Train_TellingWords_AreLearnt()
    {
        var model = InventedTexts.Train(InventedTexts.Make(600, 1));

        var rows = Evaluator.Evaluate(model, InventedTexts.Make(300, 2), intervals: false);

        Assert.All(rows, r => Assert.InRange(r.Accuracy.Value, 0.97, 1));
        Assert.All(rows, r => Assert.InRange(r.MeanAbsoluteError.Value, 0, 1.5));
        Assert.Equal(["set invented", "language fr", "channel review"], rows.Select(r => r.Name));
    }

    [Fact]
    public void Evaluate_Intervals_HoldTheValue()
    {
        var model = InventedTexts.Train(InventedTexts.Make(300, 1));
        var partlyWrong = InventedTexts
            .Make(200, 2)
            .Select((e, i) => i % 5 == 0 ? e with { Label = SentimentLabel.Neutral } : e);

        var row = Evaluator.Evaluate(model, [.. partlyWrong])[0];

        Assert.InRange(row.Accuracy.Value, row.Accuracy.Low, row.Accuracy.High);
        Assert.True(row.Accuracy.High > row.Accuracy.Low);
    }

    [Fact]
    public void Save_AndLoad_KeepEveryAnswer()
    {
        var model = InventedTexts.Train(InventedTexts.Make(200, 1));
        var loaded = SentimentModel.Load(new MemoryStream(InventedTexts.BytesOf(model)));

        foreach (var example in InventedTexts.Make(50, 3))
        {
            Assert.Equal(
                model.Classify(example.Text, "fr", Channel.Review),
                loaded.Classify(example.Text, "fr", Channel.Review)
            );
        }
    }

    [Fact]
    public void Train_FewerKeptFeatures_MakesASmallerTable()
    {
        var model = InventedTexts.Train(InventedTexts.Make(200, 1), InventedTexts.Small with { KeptFeatures = 100 });

        Assert.InRange(model.Parts.Table.RowCount, 1, 100);
    }

    [Fact]
    public void ExampleWeights_RareLabelInASmallSet_CountsMost()
    {
        Example[] texts = [.. InventedTexts.Make(400, 1, "large"), .. InventedTexts.Make(20, 2, "small")];

        var weights = new ExampleWeights(texts, new TrainingOptions());

        Assert.True(weights.Star[^1] > 2 * weights.Star[0]);
        Assert.Equal(1, weights.Label.Average(), 1e-3);
    }

    [Fact]
    public void FeatureCounts_WordTwiceInAText_CountsOnce()
    {
        const int bits = 14;
        var text = InventedTexts.Make(1, 1)[0] with { Text = "bravo bravo" };
        var prepared = PreparedText.Read(text, new ProperNames(new WordsByCase([], [], [])));

        var counts = FeatureCounts.Of([prepared, prepared], bits);

        Assert.All(prepared.Hashes, h => Assert.Equal(2, counts[(int)(h >> (32 - bits))]));
    }

    [Fact]
    public void Train_FeaturesOfFewTexts_AreNotLearnt()
    {
        var texts = InventedTexts.Make(200, 1);

        var all = InventedTexts.Train(texts, InventedTexts.Small with { MinTexts = 1 });
        var common = InventedTexts.Train(texts, InventedTexts.Small with { MinTexts = 20 });

        Assert.InRange(common.Parts.Table.RowCount, 1, all.Parts.Table.RowCount - 1);
    }

    [Fact]
    public void ReadSet_Lines_BecomeExamplesAndBadOnesAreSkipped()
    {
        const string file =
            "label\tstars\tscore10\tlang\tdomain\ttext\n2\t5.0\t10.0\tfr\tservice-review\tTrès bien\n"
            + "x\t\t\tfr\ttweet\tbof\n0\t\t\ten\ttweet-airline\tlate\tagain\nshort\n";

        var read = DataFolder.ReadSet(new MemoryStream(Encoding.UTF8.GetBytes(file)), "set").ToArray();

        Assert.Equal(2, read.Length);
        Assert.Equal((SentimentLabel.Positive, 10f, Channel.Review), (read[0].Label, read[0].Score10, read[0].Channel));
        Assert.Equal(("late\tagain", Channel.Post), (read[1].Text, read[1].Channel));
        Assert.True(float.IsNaN(read[1].Stars));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(10, 4, 1)]
    [InlineData(7.5f, 3, 1)]
    [InlineData(6.25f, 2, 0.5f)]
    public void Targets_Score_BelongsToItsStars(float score, int star, float share) =>
        Assert.Equal(share, Targets.Of(SentimentLabel.Neutral, score)[3 + star], 1e-6);

    [Fact]
    public void Targets_UnknownScore_HasNoStars() =>
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0], Targets.Of(SentimentLabel.Neutral, float.NaN));
}
