using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Tests.Sentiment.Modelling;

public sealed class LetterSumsTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();
    private static readonly Analyser Analyser = new(Model.Parts.Table, Model.Parts.Biases, Model.Parts.Calibrations);

    [Theory]
    [InlineData("Le petit-déjeuner était froid, la chambre bruyante et le personnel désagréable !")]
    [InlineData("good good good GOOD Good 100 % #good @good")]
    [InlineData("anticonstitutionnellement Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen")]
    [InlineData("...")]
    public void Sums_OfLettersKeptByWord_AreThoseOfAllFeatures(string text)
    {
        var workspace = new Workspace();
        workspace.Read(text, Model.Parts.Names, LanguageCodes.French);
        var letters = workspace.Features[Block.Letters];

        // The second time from what was kept.
        for (var time = 0; time < 2; time++)
        {
            var sums = Analyser.Sums(workspace);

            Assert.Equal(letters.Count, sums.LetterCount);
            foreach (var channel in Enum.GetValues<Channel>())
            {
                Assert.Equal(Model.Parts.Table.Sum(letters.Used, channel), sums.LettersIn(channel));
            }
        }
    }

    [Fact]
    public void Sums_OfMoreWordsThanAreKept_StayRight()
    {
        var words = new LetterSums(Model.Parts.Table);
        var before = Words().Select(w => words.Of(w)).ToList();
        var after = Words().Select(w => words.Of(w)).ToList();

        Assert.Equal(before, after);
        Assert.Equal(before.Select(w => w.Letters), Words());

        static IEnumerable<string> Words() => Enumerable.Range(0, 100_000).Select(i => $"mot{i}s");
    }
}
