using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Mentions;

public sealed class ItemIdentityTests
{
    private const string Feed = "https://news.example/feed.xml";
    private static readonly DateTimeOffset At = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private static RawItem Article(string url) =>
        new()
        {
            Kind = MentionKind.Article,
            Text = "text",
            Url = url,
        };

    [Fact]
    public void Keys_OfTheSameGlobalIdInTwoFeedsOfOneHost_Agree()
    {
        var item = Article("https://news.example/1") with { ExternalId = "tag:news.example,2026:1" };

        Assert.Equal(
            ItemIdentity.KeysOf(item, "https://news.example/sport.xml")[0],
            ItemIdentity.KeysOf(item, "https://news.example/all.xml")[0]
        );
    }

    [Fact]
    public void Keys_OfASmallNumberInTwoFeeds_Differ()
    {
        var item = new RawItem
        {
            Kind = MentionKind.Comment,
            Text = "text",
            ExternalId = "17",
        };

        Assert.NotEqual(
            ItemIdentity.KeysOf(item, "https://forum.example/t/1.atom")[0],
            ItemIdentity.KeysOf(item, "https://forum.example/t/2.atom")[0]
        );
    }

    [Fact]
    public void Keys_OfOnePageUnderTrackedAddresses_ShareTheirUrlKey()
    {
        var plain = ItemIdentity.KeysOf(Article("https://news.example/story"), Feed);
        var tracked = ItemIdentity.KeysOf(
            Article("https://news.example/story?utm_source=rss"),
            "https://other.example/feed"
        );

        Assert.Equal(plain, tracked);
    }

    [Fact]
    public void Keys_OfItemsThatLinkToTheHomePage_DoNotUseIt()
    {
        var one = ItemIdentity.KeysOf(Article("https://news.example/") with { Text = "one" }, Feed);
        var two = ItemIdentity.KeysOf(Article("https://news.example/") with { Text = "two" }, Feed);

        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Keys_OfAnEditedReview_Stay()
    {
        var review = new RawItem
        {
            Kind = MentionKind.Review,
            Text = "first text",
            AuthorName = "Ana",
            PublishedAt = At,
            ItemReviewed = "Hotel",
        };

        Assert.Equal(
            ItemIdentity.KeysOf(review, Feed),
            ItemIdentity.KeysOf(review with { Text = "second text" }, Feed)
        );
        Assert.NotEqual(
            ItemIdentity.KeysOf(review, Feed),
            ItemIdentity.KeysOf(review with { AuthorName = "Bea" }, Feed)
        );
        Assert.NotEqual(
            ItemIdentity.ContentHash(review),
            ItemIdentity.ContentHash(review with { Text = "second text" })
        );
    }

    [Fact]
    public void ContentHash_ChangesWithTheRating()
    {
        var review = new RawItem
        {
            Kind = MentionKind.Review,
            Text = "text",
            Rating = new Rating(4),
        };

        Assert.NotEqual(
            ItemIdentity.ContentHash(review),
            ItemIdentity.ContentHash(review with { Rating = new Rating(2) })
        );
    }

    [Fact]
    public void Author_WithoutAnyName_HasAnEmptyKey() =>
        Assert.Equal("", ItemIdentity.AuthorOf(new RawItem { Kind = MentionKind.Post, Text = "x" }, "site").Key);
}
