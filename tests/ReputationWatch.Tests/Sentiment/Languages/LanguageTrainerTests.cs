using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment.Languages;

public sealed class LanguageTrainerTests
{
    private static readonly string[] Lines =
    [
        "le la les des une avec pour dans est sont nous vous",
        "the and with for this that are was have you they from",
        "der die das und mit nicht ist sind wir haben auch von",
        "il lo gli della che con per sono anche questo molto più",
        "el los las una con para por está pero muy también como",
        "o os uma não com para está muito também mais você são",
        "het een van niet met zijn voor ook maar wel naar deze",
        "и в не на что это как он все она так его",
    ];

    private static List<(int Language, string Text)> Texts() =>
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i =>
                {
                    var words = Lines[i % 8].Split(' ');
                    var random = new Random(i);
                    return (
                        i % 8,
                        string.Join(' ', Enumerable.Range(0, 5).Select(_ => words[random.Next(words.Length)]))
                    );
                }),
        ];

    private static readonly LanguageIdentifier Trained = LanguageTrainer.Train(Texts(), 1);

    [Theory]
    [InlineData("nous sommes dans une", "fr")]
    [InlineData("they have this", "en")]
    [InlineData("wir haben das nicht", "de")]
    [InlineData("questo sono molto", "it")]
    [InlineData("pero también está", "es")]
    [InlineData("você não são", "pt")]
    [InlineData("deze zijn het ook", "nl")]
    [InlineData("это как все", "other")]
    public void Train_FewTextsOfEach_TellsThemApart(string text, string language)
    {
        var guess = Trained.Identify(text);

        Assert.Equal(language, guess.Language);
        Assert.InRange(guess.Probability, 0.3, 1);
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameWeights_AndAnotherSeedOthers()
    {
        Assert.Equal(Trained.Rows, LanguageTrainer.Train(Texts(), 1).Rows);
        Assert.NotEqual(Trained.Rows, LanguageTrainer.Train(Texts(), 2).Rows);
    }

    [Fact]
    public void Train_Weights_FillTheirBytes()
    {
        Assert.Contains(sbyte.MaxValue, Trained.Rows);
        Assert.All(Trained.Scale, s => Assert.Equal(Trained.Scale[0], s));
        Assert.InRange(Trained.Scale[0], 1e-6f, 1);
    }

    [Fact]
    public void Train_FromAFolder_ReadsAFileOfEachLanguage()
    {
        var folder = Directory.CreateTempSubdirectory("rw-languages-");
        try
        {
            foreach (var (code, i) in LanguageCodes.All.Select((c, i) => (c, i)))
            {
                File.WriteAllLines(
                    Path.Combine(folder.FullName, code + ".txt"),
                    Texts().Where(t => t.Language == i).Select(t => t.Text)
                );
            }

            Assert.Equal(200, LanguageTrainer.ReadFolder(folder.FullName).Count);
            Assert.Equal("de", LanguageIdentifier.Train(folder.FullName, 1).Identify("wir haben das nicht").Language);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Readers of this product mostly meet French and English: a word of which nothing is known is one of them.</summary>
    [Theory]
    [InlineData("zzz", 1.5)]
    [InlineData("zzz zzz", 0.75)]
    [InlineData("zz zz zz zz zz", 0.3)]
    public void Identify_NothingTold_FavoursTheHomeLanguages_TheLessTheLonger(string text, double bonus)
    {
        var guess = InventedTexts.NoLanguages.Identify(text);

        Assert.Equal("fr", guess.Language);
        Assert.Equal(Math.Exp(bonus) / (2 * Math.Exp(bonus) + 6), guess.Probability, 1e-5);
    }

    [Fact]
    public void Identify_NoLetters_IsOtherAndUnsure()
    {
        var guess = Trained.Identify("12 !");

        Assert.Equal(("other", 1 / 8.0), (guess.Language, guess.Probability));
    }

    [Fact]
    public void Identify_Weights_AreScaledAndDampedByTheNumberOfGroups()
    {
        // One letter group votes for Dutch: the first of " a", "a", "a ", …
        var features = new LanguageFeatures();
        features.Read("a");
        var rows = new sbyte[LanguageCodes.Count << LanguageIdentifier.Bits];
        rows[(features.Used[0] >> 16) * LanguageCodes.Count + 6] = 100;
        float[] scale = [1, 1, 1, 1, 1, 1, 0.1f, 1];
        var biases = new float[LanguageCodes.Count];
        biases[3] = 2;

        Span<float> p = stackalloc float[LanguageCodes.Count];
        var best = new LanguageIdentifier(rows, scale, biases).Identify("a", p);

        Assert.Equal(6, best);
        Assert.Equal(10 / Math.Sqrt(features.Count), Math.Log(p[6] / p[2]), 1e-3);
        Assert.Equal(2, Math.Log(p[3] / p[2]), 1e-3);
        Assert.Equal(1.5, Math.Log(p[1] / p[2]), 1e-3);
    }
}
