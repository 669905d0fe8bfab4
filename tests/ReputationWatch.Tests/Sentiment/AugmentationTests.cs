using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>The texts that training adds to the labelled ones.</summary>
public sealed class AugmentationTests
{
    private static readonly TrainingOptions Ten = new() { CopiedPosts = 10 };

    [Fact]
    public void PlainTexts_EverySentence_IsFilledAndNeutral()
    {
        var texts = PlainTexts.All(variants: 5, seed: 1).ToArray();

        Assert.All(texts, t => Assert.Equal(-1, t.Text.AsSpan().IndexOfAny("{}[]|")));
        Assert.All(texts, t => Assert.Equal(SentimentLabel.Neutral, t.Label));
        Assert.All(texts, t => Assert.True(float.IsNaN(t.Score10)));
        Assert.Equal([Channel.Post, Channel.Article], texts.Select(t => t.Channel).Distinct());
    }

    [Fact]
    public void PlainTexts_SameSeed_SaysTheSame() =>
        Assert.Equal(PlainTexts.All(2, 3).Select(t => t.Text), PlainTexts.All(2, 3).Select(t => t.Text));

    [Fact]
    public void ChannelCopies_FrenchReviews_BecomePostsAndArticlesWithoutStars()
    {
        var copies = ChannelCopies.Of(InventedTexts.Make(400, 1), Ten).ToArray();

        Assert.Equal([Channel.Post, Channel.Article], copies.Select(c => c.Channel).Distinct());
        Assert.All(copies, c => Assert.True(float.IsNaN(c.Stars) && float.IsNaN(c.Score10)));
        Assert.Equal(10, copies.Count(c => c.Channel == Channel.Post && c.Label == SentimentLabel.Positive));
        Assert.Equal(3, copies.Count(c => c.Channel == Channel.Post && c.Label == SentimentLabel.Neutral));
    }

    [Fact]
    public void ChannelCopies_SetsOfUnequalSize_TakeTurns()
    {
        Example[] texts = [.. InventedTexts.Make(900, 1, "large"), .. InventedTexts.Make(90, 2, "small")];

        var copies = ChannelCopies.Of(texts, Ten).Select(c => c.Text).ToHashSet();

        var fromSmall = texts.Where(t => t.Set == "small").Count(t => copies.Contains(t.Text));
        Assert.InRange(fromSmall, copies.Count / 3, copies.Count);
    }

    [Fact]
    public void ChannelCopies_LongReview_EndsWithASentence()
    {
        var review = InventedTexts.Make(1, 1)[0] with
        {
            Text = string.Concat(Enumerable.Repeat("Tout est bien. ", 40)),
        };

        var post = ChannelCopies.Of([review], Ten).First(c => c.Channel == Channel.Post);

        Assert.InRange(post.Text.Length, 100, 240);
        Assert.EndsWith("bien.", post.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ChannelCopies_OtherLanguagesAndFilms_AreLeftOut()
    {
        var review = InventedTexts.Make(1, 1)[0] with { Text = "A text of some length, long enough." };

        Example[] others = [review with { Language = "en" }, review with { Language = "fr", Domain = "film-review" }];

        Assert.Empty(ChannelCopies.Of(others, Ten));
    }

    [Fact]
    public void SetBases_LanguageWithoutTexts_TakesTheMeanOfItsChannel()
    {
        var bases = new SetBases(2);
        var text = PreparedText.Read(InventedTexts.Make(1, 1)[0], new ProperNames(new WordsByCase([], [], [])));
        bases.Learn(text, [1, 0, 0, 0, 0, 0, 0, 0], rate: 1, weight: 1);

        var biases = bases.ByChannelAndLanguage();

        var german = biases[Biases.Offset(Channel.Review, LanguageCodes.German)];
        Assert.True(german < 0);
        Assert.Equal(biases[Biases.Offset(Channel.Review, LanguageCodes.French)], german);
        Assert.Equal(0, biases[Biases.Offset(Channel.Post, LanguageCodes.French)]);
    }
}
