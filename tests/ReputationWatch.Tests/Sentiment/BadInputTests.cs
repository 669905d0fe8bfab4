using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>Whatever the crawler brings has a defined answer, from the shipped model and from an adapted one.</summary>
public sealed class BadInputTests
{
    private static readonly SentimentModel Shipped = SentimentModel.LoadShipped();
    private static readonly SentimentModel Adapted = Adapter
        .Adapt(
            Shipped,
            [.. Rows().Select(r => new Correction(r.Text, null, Channel.Post, SentimentLabel.Negative))],
            Anchors.None,
            new AdaptationOptions()
        )
        .ApplyTo(Shipped);

    public static TheoryData<string> Names => [.. Rows().Select(r => r.Name)];

    private static (string Name, string Text)[] Rows() =>
        [
            ("empty", ""),
            ("white space", " \t\r\n\u00a0\u2003"),
            ("one megabyte of a letter", new string('a', 1 << 20)),
            ("one megabyte of an emoji", string.Concat(Enumerable.Repeat("😡", 1 << 19))),
            ("one megabyte of blanks", new string(' ', 1 << 20)),
            ("one megabyte of combining accents", "e" + new string('\u0301', 1 << 20)),
            ("lone high surrogates", "\ud83d\ud83d nul \ud83d"),
            ("lone low surrogates", "\ude21 nul \ude21\ude21"),
            ("swapped surrogates", "\ude21\ud83d"),
            ("right to left", "الخدمة سيئة جدا ולא מומלץ"),
            ("direction marks", "\u202enul\u202c \u200f\u200eparfait\u2066"),
            ("emoji only", "😡👍🏽🏳️‍🌈👨‍👩‍👧‍👦❤️"),
            ("html remains", "<div class=\"x\">nul</div>&nbsp;&lt;br&gt;<script>alert(1)</script><!-- "),
            ("zeros", "\0\0nul\0"),
            ("controls", "\u0001\u001b[31mnul\u007f"),
            ("no characters", "\ufffe\uffff"),
            ("punctuation", "!?!?!?…---"),
            ("digits", "0123456789 3,50 €"),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Classify_AnyChannel_IsADistributionAndTheSameTwice(string name)
    {
        var text = Rows().Single(r => r.Name == name).Text;
        foreach (var model in new[] { Shipped, Adapted })
        {
            foreach (var channel in Enum.GetValues<Channel>())
            {
                var result = model.Classify(text, null, channel);

                Assert.Equal(1, result.P.Negative + result.P.Neutral + result.P.Positive, 1e-5);
                Assert.InRange(result.Score10, 0, 10);
                Assert.Equal(result, model.Classify(text, null, channel));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Explain_AddsUpAndPointsIntoTheText(string name)
    {
        var text = Rows().Single(r => r.Name == name).Text;
        foreach (var model in new[] { Shipped, Adapted })
        {
            var explained = model.Explain(text, null, Channel.Review);

            Assert.Equal(explained.Logit, explained.Base + explained.Style + explained.Words.Sum(w => w.Weight), 1e-4);
            Assert.All(explained.Words, w => Assert.Equal(w.Word, text.Substring(w.Start, w.Length)));
        }
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("white space")]
    [InlineData("one megabyte of blanks")]
    [InlineData("punctuation")]
    public void Classify_NothingToRead_IsDoubtedAsTooShort(string name) =>
        Assert.Equal(
            Doubt.TooShort,
            Shipped.Classify(Rows().Single(r => r.Name == name).Text, null, Channel.Post).Doubt
        );

    [Fact]
    public void Classify_Null_IsAnError() =>
        Assert.Throws<ArgumentNullException>(() => Shipped.Classify(null!, null, Channel.Post));

    [Theory]
    [InlineData("xx")]
    [InlineData("")]
    [InlineData("fr-CH-1996")]
    [InlineData("\ud800")]
    public void Classify_AnyLanguageCode_HasAnAnswer(string language) =>
        Assert.NotNull(Shipped.Classify("Très déçu du service.", language, Channel.Review).Language);
}
