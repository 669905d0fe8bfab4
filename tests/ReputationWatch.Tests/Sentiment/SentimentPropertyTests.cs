using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>What must hold for any text.</summary>
public sealed class SentimentPropertyTests
{
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    private static readonly string[] Pieces =
    [
        "très",
        "déçu",
        "l'été",
        "n'est",
        "pas",
        "bon",
        "mais",
        "NUL",
        "trooop",
        "😡",
        "👍🏽",
        "#CestNul",
        "@marque",
        "Zorglub",
        "don't",
        "like",
        "it",
        "great",
        "!!",
        "...",
        "?",
        ",",
        "12",
        "3,50€",
        ":)",
        "Ça",
        "où",
        "Noël",
        "ﬁn",
        "한국",
        "ấn",
        "<br>",
        "&amp;",
        "http://Exemple.fr/Page?Q=1",
        "WWW.exemple.COM/x",
        "exemple.fr",
        "\ud800",
        "\u200d",
        "é\u0301",
    ];

    private static readonly Gen<string> Texts =
        from words in Gen.ArrayOf(Gen.Elements(Pieces), 12)
        from count in Gen.Choose(0, 12)
        select string.Join(' ', words.Take(count));

    private static void ForAnyText(Action<string> check) =>
        Prop.ForAll(
                Texts.ToArbitrary(),
                (string text) =>
                {
                    check(text);
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    private static SentimentResult Classify(string text) => Model.Classify(text, "fr", Channel.Review);

    [Fact]
    public void AnyString_HasAnAnswerThatIsADistribution() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                (string? text) =>
                {
                    var result = Model.Classify(text ?? "", null, Channel.Post);
                    Assert.Equal(1, result.P.Negative + result.P.Neutral + result.P.Positive, 1e-5);
                    Assert.Equal(1, result.Nps.Detractor + result.Nps.Passive + result.Nps.Promoter, 1e-5);
                    Assert.InRange(result.Score10, 0, 10);
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void WhiteSpace_ChangesNothing() =>
        ForAnyText(text =>
            Assert.Equal(
                Classify(text),
                Classify("\t " + text.Replace(" ", " \u00A0\n", StringComparison.Ordinal) + "\r\n")
            )
        );

    [Fact]
    public void UnicodeForm_ChangesNothing() =>
        ForAnyText(text =>
        {
            var whole = text.Replace("\ud800", "", StringComparison.Ordinal);
            Assert.Equal(
                Classify(whole.Normalize(NormalizationForm.FormC)),
                Classify(whole.Normalize(NormalizationForm.FormD))
            );
        });

    [Theory]
    [InlineData("Voir http://exemple.fr/page?x=1 c'est nul")]
    [InlineData("Voir www.exemple.com/page c'est nul")]
    [InlineData("Voir exemple.fr/page c'est nul")]
    [InlineData("Voir exemple.fr c'est nul")]
    public void CaseOfUrls_ChangesNothing(string text)
    {
        var words = text.Split(' ');
        words[1] = words[1].ToUpperInvariant();

        Assert.Equal(Classify(text), Classify(string.Join(' ', words)));
    }

    [Fact]
    public void OrderOfABatch_ChangesNothing()
    {
        var texts = Enumerable
            .Range(0, 200)
            .Select(i => string.Join(' ', Pieces.Skip(i % 30).Take(1 + i % 7)))
            .ToArray();
        var forward = texts.Select(Classify).ToArray();

        var backward = texts.Reverse().Select(Classify).Reverse();

        Assert.Equal(forward, backward);
    }

    [Fact]
    public void ManyThreads_GiveTheSameAnswers()
    {
        var texts = Enumerable
            .Range(0, 400)
            .Select(i => string.Join(' ', Pieces.Skip(i % 30).Take(1 + i % 7)))
            .ToArray();
        var alone = texts.Select(Classify).ToArray();

        Assert.Equal(alone, texts.AsParallel().AsOrdered().Select(Classify).ToArray());
    }

    [Fact]
    public void Contributions_SumToTheLogit() =>
        ForAnyText(text =>
        {
            var explained = Model.Explain(text, "fr", Channel.Post);
            Assert.Equal(explained.Logit, explained.Base + explained.Style + explained.Words.Sum(w => w.Weight), 1e-4);
        });

    [Fact]
    public void Logit_IsThatOfTheProbabilities() =>
        ForAnyText(text =>
        {
            var explained = Model.Explain(text, "fr", Channel.Article);
            Assert.Equal(Math.Log(explained.Result.P.Positive / explained.Result.P.Negative), explained.Logit, 1e-9);
        });
}
