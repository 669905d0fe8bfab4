using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.Tests.Reviews;

public sealed class JsonLdReviewTests
{
    private const string Review =
        "{\"@type\":\"Review\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann\"},\"reviewRating\":{\"@type\":\"Rating\",\"ratingValue\":\"4\",\"bestRating\":\"5\",\"worstRating\":\"1\"},"
        + "\"datePublished\":\"2020-05-01\",\"name\":\"Good\",\"reviewBody\":\"Nice place\",\"url\":\"/r/1\",\"itemReviewed\":{\"@type\":\"Hotel\",\"name\":\"Lake\"}}";

    [Theory]
    [InlineData(Review)]
    [InlineData("[" + Review + "]")]
    [InlineData("[[" + Review + "]]")]
    [InlineData("{\"@context\":\"https://schema.org\",\"@graph\":[" + Review + "]}")]
    [InlineData("/* generated */ " + Review)]
    [InlineData("// generated\n" + Review + ";")]
    [InlineData("<!--\n" + Review + "\n-->")]
    [InlineData("//<![CDATA[\n" + Review + "\n//]]>")]
    [InlineData("\uFEFF" + Review)]
    public void Review_HoweverWrapped_IsRead(string json)
    {
        var review = Assert.Single(ReviewTexts.JsonLd(json).Reviews);

        Assert.Equal(
            new Review
            {
                Author = "Ann",
                Rating = 4,
                Best = 5,
                Worst = 1,
                Date = new DateTimeOffset(2020, 5, 1, 0, 0, 0, TimeSpan.Zero),
                Title = "Good",
                Body = "Nice place",
                Item = "Lake",
                Url = "https://example.org/r/1",
            },
            review
        );
    }

    [Theory]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"two\nlines\tand a tab\",}", "two lines and a tab")]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"say \\\"hi\\\" &amp; <b>go</b>\"}", "say \"hi\" & go")]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"say \"hi\" unescaped\"}", "say \"hi\" unescaped")]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"it\\'s\"}", "it's")]
    [InlineData(
        "{\"@type\":\"http://schema.org/Review\",\"http://schema.org/reviewBody\":{\"@value\":\"v\",\"@language\":\"en\"}}",
        "v"
    )]
    [InlineData("{\"@type\":[\"UserReview\"],\"description\":[\"d\"]}", "d")]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"cut off", "cut off")]
    [InlineData("{\"@type\":\"Review\",\"reviewBody\":\"\\ud83d\\ude00 ok\"}", "\ud83d\ude00 ok")]
    public void Body_InBrokenJson_IsRead(string json, string body) =>
        Assert.Equal(body, Assert.Single(ReviewTexts.JsonLd(json).Reviews).Body);

    [Theory]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"4,5\"}", 4.5, null)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"4/5\"}", 4.0, 5.0)]
    [InlineData("\"reviewRating\":{\"ratingValue\":8,\"bestRating\":10}", 8.0, 10.0)]
    [InlineData("\"reviewRating\":\"3.5\"", 3.5, null)]
    [InlineData("\"reviewRating\":[{\"ratingValue\":2}]", 2.0, null)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"90%\"}", 90.0, 100.0)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"4 out of 5 stars\"}", 4.0, 5.0)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"4 étoiles sur 5\"}", 4.0, 5.0)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"★★★☆☆\"}", 3.0, 5.0)]
    [InlineData("\"reviewRating\":{\"ratingValue\":\"n/a\"}", null, null)]
    public void Rating_AsPublished_IsANumber(string property, double? rating, double? best)
    {
        var review = Assert.Single(
            ReviewTexts.JsonLd($"{{\"@type\":\"Review\",\"reviewBody\":\"b\",{property}}}").Reviews
        );

        Assert.Equal((rating, best), (review.Rating, review.Best));
    }

    [Fact]
    public void Product_WithNestedReviewsAndRating_NamesThem()
    {
        var page = ReviewTexts.JsonLd(
            """
            {"@type":"Product","name":"Soap","aggregateRating":{"@type":"AggregateRating","ratingValue":"4.4","reviewCount":"1 234","ratingCount":2000},
            "review":[{"@type":"Review","author":"A","reviewBody":"x"},{"author":"B","reviewBody":"y"}]}
            """
        );

        Assert.Equal(["Soap", "Soap"], page.Reviews.Select(r => r.Item));
        Assert.Equal(
            new RatingSummary
            {
                Item = "Soap",
                Rating = 4.4,
                ReviewCount = 1234,
                RatingCount = 2000,
            },
            Assert.Single(page.Aggregates)
        );
    }

    [Fact]
    public void References_BetweenScripts_AreFollowed()
    {
        var page = ReviewTexts.Read(
            """
            <script type="application/ld+json">{"@type":"Review","author":"A","reviewBody":"x","itemReviewed":{"@id":"#hotel"}}</script>
            <script type="application/ld+json">{"@id":"#hotel","@type":"Hotel","name":"Lake"}</script>
            """
        );

        Assert.Equal("Lake", Assert.Single(page.Reviews).Item);
    }

    [Fact]
    public void Reviews_SharingOneId_StayApart() =>
        Assert.Equal(
            ["x", "y"],
            ReviewTexts
                .JsonLd(
                    "[{\"@id\":\"#r\",\"@type\":\"Review\",\"reviewBody\":\"x\"},{\"@id\":\"#r\",\"@type\":\"Review\",\"reviewBody\":\"y\"}]"
                )
                .Reviews.Select(r => r.Body)
        );

    [Fact]
    public void OwnerReply_OnAReview_BelongsToIt()
    {
        var page = ReviewTexts.JsonLd(
            "{\"@type\":\"Review\",\"reviewBody\":\"x\",\"comment\":{\"@type\":\"Comment\",\"text\":\"thanks\",\"author\":{\"name\":\"Owner\"}}}"
        );

        Assert.Equal(new ReviewReply("thanks", "Owner", null), Assert.Single(page.Reviews).Reply);
    }
}
