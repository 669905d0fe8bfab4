using ReputationWatch.Sentiment.Evaluation;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

public sealed class LeftOutTests
{
    [Fact]
    public void Parse_SetAndShare()
    {
        Assert.Equal(new LeftOut("app_fr", 1), LeftOut.Parse("app_fr"));
        Assert.Equal(new LeftOut("films", 4), LeftOut.Parse("films/4"));
    }

    [Theory]
    [InlineData("films/0")]
    [InlineData("films/-2")]
    [InlineData("films/")]
    [InlineData("films/half")]
    public void Parse_NoShare_SaysHowToWriteOne(string text) =>
        Assert.Contains(
            "SET/4",
            Assert.Throws<FormatException>(() => LeftOut.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Holds_AQuarter_IsAboutAQuarterOfThatSetOnly()
    {
        var quarter = new LeftOut("invented", 4);
        var texts = InventedTexts.Make(2000, 1);

        Assert.InRange(texts.Count(quarter.Holds), 350, 650);
        Assert.DoesNotContain(InventedTexts.Make(100, 1, "another"), quarter.Holds);
    }

    [Fact]
    public void Train_LeftOutTexts_AreReturnedAndNotLearnt()
    {
        Example[] train = [.. InventedTexts.Make(300, 1), .. InventedTexts.Make(50, 2, "left")];
        Example[] validation = [.. InventedTexts.Make(100, 3), .. InventedTexts.Make(20, 4, "left")];

        var (model, texts) = LeftOut.Train(
            [LeftOut.Parse("left")],
            train,
            validation,
            InventedTexts.NoLanguages,
            InventedTexts.Small
        );

        Assert.Equal(70, texts.Count);
        Assert.All(texts, t => Assert.Equal("left", t.Set));
        var without = ModelTrainer.Train(
            InventedTexts.Make(300, 1),
            InventedTexts.Make(100, 3),
            InventedTexts.NoLanguages,
            ReputationWatch.Sentiment.Aspects.AspectModel.Untrained,
            InventedTexts.Small
        );
        Assert.Equal(without.Version, model.Version);
    }
}
