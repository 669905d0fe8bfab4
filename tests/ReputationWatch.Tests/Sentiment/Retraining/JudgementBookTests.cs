using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

public sealed class JudgementBookTests
{
    private const SentimentLabel Bad = SentimentLabel.Negative;
    private const SentimentLabel Plain = SentimentLabel.Neutral;
    private const SentimentLabel Good = SentimentLabel.Positive;

    private static JudgementBook Book(params Judgement[] judgements) => JudgementBook.Of(judgements);

    [Fact]
    public void SamePersonTwice_TheLastCounts()
    {
        var book = Book(Trade.Of(1, 1, "a b", Good, minute: 5), Trade.Of(1, 1, "a b", Bad, minute: 1));

        Assert.Equal(Good, Assert.Single(book.Corrections).Label);
        Assert.Equal(1, book.Summary.Judgements);
    }

    [Fact]
    public void ThreePeople_TheMajorityWins()
    {
        var book = Book(
            Trade.Of(1, 1, "a b", Bad),
            Trade.Of(1, 2, "a b", Good, minute: 1),
            Trade.Of(1, 3, "a b", Bad, minute: 2)
        );

        var correction = Assert.Single(book.Corrections);
        Assert.Equal((Bad, Correction.SeveralPersons), (correction.Label, correction.Person));
        Assert.Equal(new Share(1, 3), book.Summary.BetweenPersons);
    }

    [Fact]
    public void TwoPeopleWhoDisagree_TeachNothing()
    {
        var book = Book(Trade.Of(7, 1, "a b", Bad), Trade.Of(7, 2, "a b", Good, minute: 1));

        Assert.Empty(book.Corrections);
        Assert.Equal([7], book.Summary.Contested);
        Assert.Equal(new Share(0, 1), book.Summary.BetweenPersons);
        Assert.Equal(2, book.Summary.Persons);
    }

    [Fact]
    public void TwoPeopleWhoAgree_AreOneCorrectionOfSeveral()
    {
        var book = Book(Trade.Of(7, 1, "a b", Bad, minute: 3), Trade.Of(7, 2, "a b", Bad, minute: 9));

        var correction = Assert.Single(book.Corrections);
        Assert.Equal((Correction.SeveralPersons, Trade.Now.AddMinutes(3)), (correction.Person, correction.At));
        Assert.Equal(new Share(1, 1), book.Summary.BetweenPersons);
    }

    [Fact]
    public void CopiesOfAText_AreOneText()
    {
        var book = Book(Trade.Of(1, 1, "Très  bien\n", Good), Trade.Of(2, 1, "très bien", Good, minute: 1));

        Assert.Equal((1, 2L), (book.Corrections.Count, book.Corrections[0].Mention));
        Assert.Equal(2, book.Summary.Judgements);
        Assert.Equal(0, book.Summary.BetweenPersons.Of);
    }

    [Fact]
    public void CopiesJudgedDifferentlyByTwo_AreContested() =>
        Assert.Equal(
            [1, 2],
            Book(Trade.Of(1, 1, "a b", Good), Trade.Of(2, 2, "A  b", Plain, minute: 1)).Summary.Contested.Order()
        );

    [Fact]
    public void Agreement_IsThatBeforeTheCorrection()
    {
        var book = Book(
            Trade.Of(1, 1, "a", Good) with
            {
                ModelLabel = Good,
            },
            Trade.Of(2, 1, "b", Good) with
            {
                ModelLabel = Bad,
                Language = "en",
            },
            Trade.Of(3, 1, "c", Bad) with
            {
                ModelLabel = Plain,
                Channel = Channel.Post,
            }
        );

        Assert.Equal(new Share(1, 3), book.Summary.WithModel);
        Assert.Equal(
            [new GroupShare("fr", new Share(1, 2)), new GroupShare("en", new Share(0, 1))],
            book.Summary.ByLanguage
        );
        Assert.Equal(
            [new GroupShare("Review", new Share(1, 2)), new GroupShare("Post", new Share(0, 1))],
            book.Summary.ByChannel
        );
    }

    [Fact]
    public void LeftOut_HasNoVote_ButStaysInTheFigures()
    {
        Judgement[] judgements =
        [
            Trade.Of(1, 1, "a b", Bad),
            Trade.Of(1, 2, "a b", Good, minute: 1),
            Trade.Of(2, 2, "c d", Good, minute: 2),
        ];

        var book = JudgementBook.Of(judgements, [2]);

        var correction = Assert.Single(book.Corrections);
        Assert.Equal((1L, 1L, Bad), (correction.Mention, correction.Person, correction.Label));
        Assert.Empty(book.Summary.Contested);
        Assert.Equal((3, 2), (book.Summary.Judgements, book.Summary.Persons));
    }

    [Fact]
    public void Persons_WhoJudgedMostFirst_WithTheModelAndWithOthers()
    {
        var book = Book(
            Trade.Of(1, 1, "a", Good) with
            {
                ModelLabel = Good,
            },
            Trade.Of(1, 2, "a", Good, minute: 1) with
            {
                ModelLabel = Good,
            },
            Trade.Of(2, 2, "b", Bad) with
            {
                ModelLabel = Good,
            },
            Trade.Of(2, 3, "b", Plain, minute: 1) with
            {
                ModelLabel = Good,
            }
        );

        Assert.Equal(
            [
                new PersonAgreement(2, new Share(1, 2), new Share(1, 2)),
                new PersonAgreement(1, new Share(1, 1), new Share(1, 1)),
                new PersonAgreement(3, new Share(0, 1), new Share(0, 1)),
            ],
            book.Summary.ByPerson
        );
    }

    [Fact]
    public void Share_Interval_IsWilsons()
    {
        // 8 of 10: the textbook's 0.490 to 0.943.
        var interval = new Share(8, 10).Interval();

        Assert.Equal(0.8, interval.Value, 1e-12);
        Assert.Equal(0.4902, interval.Low, 1e-4);
        Assert.Equal(0.9433, interval.High, 1e-4);
    }

    [Fact]
    public void Share_OfNothing_MayBeAnything()
    {
        var interval = new Share(0, 0).Interval();

        Assert.True(double.IsNaN(interval.Value));
        Assert.Equal((0, 1), (interval.Low, interval.High));
    }

    [Fact]
    public void Share_AllOfMany_StaysWithinOne()
    {
        var interval = new Share(50, 50).Interval();

        Assert.Equal(1, interval.High, 1e-12);
        Assert.InRange(interval.Low, 0.92, 0.94);
        Assert.InRange(new Share(0, 50).Interval().Low, 0, 1e-12);
    }

    [Fact]
    public void TextKey_Parts_AreAboutEven()
    {
        var counts = Enumerable.Range(0, 5000).CountBy(i => TextKey.Part($"texte numéro {i}", 5)).ToArray();

        Assert.Equal(5, counts.Length);
        Assert.All(counts, c => Assert.InRange(c.Value, 850, 1150));
    }

    [Fact]
    public void TextKey_SameText_SamePart() =>
        Assert.Equal(TextKey.Part("Un  Texte", 100), TextKey.Part(" un texte\t", 100));

    [Fact]
    public void Gain_TwoOfTenBetter_IsTwentyPercent()
    {
        bool[] before = [.. Enumerable.Repeat(false, 2), .. Enumerable.Repeat(true, 8)];

        var gain = PairedGain.Of(before, [.. Enumerable.Repeat(true, 10)], 1);

        Assert.Equal(0.2, gain.Value, 1e-12);
        Assert.InRange(gain.Low, 0, 0.1);
        Assert.InRange(gain.High, 0.3, 0.6);
    }

    [Fact]
    public void Gain_Weighted_CountsWhatEachIsWorth()
    {
        var gain = PairedGain.Of([false, true], [true, false], [3, 1], 1);

        Assert.Equal(0.5, gain.Value, 1e-12);
    }

    [Fact]
    public void Gain_OfNothing_IsNothing() => Assert.Equal(0, PairedGain.Of([], [], 1).High);
}
