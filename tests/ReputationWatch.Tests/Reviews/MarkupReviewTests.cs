using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.Tests.Reviews;

public sealed class MarkupReviewTests
{
    [Fact]
    public void Microdata_WithItemref_IsRead()
    {
        var page = ReviewTexts.Read(
            """
            <div itemscope itemtype="http://schema.org/Hotel"><h1 itemprop="name">Lake</h1>
            <div itemprop="review" itemscope itemtype="http://schema.org/Review" itemref="who when">
            <b itemprop="name">Good</b> <p itemprop="reviewBody">Very<br>nice</p>
            <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><meta itemprop="worstRating" content="1"><span itemprop="ratingValue">4,5</span>/<span itemprop="bestRating">5</span></div></div></div>
            <a id="who" itemprop="author" href="/u/ann">Ann</a><time id="when" itemprop="datePublished" datetime="2021-02-03T04:05:06+01:00">yesterday</time>
            """
        );
        var review = Assert.Single(page.Reviews);

        Assert.Equal(("Ann", "Good", "Very nice", "Lake"), (review.Author, review.Title, review.Body, review.Item));
        Assert.Equal((4.5, 5.0, 1.0), (review.Rating, review.Best, review.Worst));
        Assert.Equal(new DateTimeOffset(2021, 2, 3, 3, 5, 6, TimeSpan.Zero), review.Date);
    }

    [Fact]
    public void Microdata_AggregateRating_IsRead() =>
        Assert.Equal(
            new RatingSummary
            {
                Item = "Lake",
                Rating = 3.5,
                Best = 5,
                ReviewCount = 11,
            },
            Assert.Single(
                ReviewTexts
                    .Read(
                        """
                        <div itemscope itemtype="https://schema.org/Product"><span itemprop="name">Lake</span><div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
                        <span itemprop="ratingValue" content="3.5">3,5</span> <meta itemprop="bestRating" content="5"><span itemprop="reviewCount">11 avis</span></div></div>
                        """
                    )
                    .Aggregates
            )
        );

    [Fact]
    public void Rdfa_OfTheOldVocabulary_IsRead()
    {
        var page = ReviewTexts.Read(
            """
            <div xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Review"><span property="v:itemreviewed">Pizzeria</span> by <span property="v:reviewer">Dan</span>
            <span property="v:dtreviewed" content="2009-01-06">Jan 6</span><span property="v:summary">Yum</span><span property="v:description">So good</span>
            <span rel="v:rating"><span typeof="v:Rating"><span property="v:value">4.5</span><span property="v:best">5</span></span></span></div>
            <div typeof="v:Review-aggregate"><span property="v:itemreviewed">Pizzeria</span><span rel="v:rating"><span typeof="v:Rating"><span property="v:average">9</span>/<span property="v:best">10</span></span></span>
            <span property="v:votes">24</span><span property="v:count">5</span></div>
            """
        );

        var review = Assert.Single(page.Reviews);
        Assert.Equal(("Pizzeria", "Dan", "Yum", "So good"), (review.Item, review.Author, review.Title, review.Body));
        Assert.Equal((4.5, 5.0), (review.Rating, review.Best));
        Assert.Equal(
            new RatingSummary
            {
                Item = "Pizzeria",
                Rating = 9,
                Best = 10,
                RatingCount = 24,
                ReviewCount = 5,
            },
            Assert.Single(page.Aggregates)
        );
    }

    [Fact]
    public void RdfaLite_OfSchemaOrg_IsRead()
    {
        var review = Assert.Single(
            ReviewTexts
                .Read(
                    """
                    <div vocab="http://schema.org/" typeof="Product"><span property="name">Soap</span><div property="review" typeof="Review"><span property="author" typeof="Person"><span property="name">Eve</span></span>
                    <span property="reviewBody">Clean</span><div property="reviewRating" typeof="Rating"><span property="ratingValue">5</span></div><meta property="datePublished" content="2019-01-01"></div></div>
                    """
                )
                .Reviews
        );

        Assert.Equal(("Soap", "Eve", "Clean", 5.0), (review.Item, review.Author, review.Body, review.Rating));
    }

    [Theory]
    [InlineData(
        """
            <div class="h-review"><h2 class="p-name">T</h2><a class="p-item h-item" href="/x">Thing</a> by <span class="p-author h-card">Eve</span><data class="p-rating" value="4">****</data>
            <div class="e-content"><p>Body</p></div><time class="dt-published" datetime="2013-03-03">x</time></div>
            """
    )]
    [InlineData(
        """
            <div class="hreview"><span class="summary">T</span><div class="item"><span class="fn">Thing</span></div><span class="reviewer vcard"><span class="fn">Eve</span></span>
            <abbr class="dtreviewed" title="20130303">x</abbr><span class="rating"><span class="value">4</span></span><blockquote class="description"><p>Body</p></blockquote></div>
            """
    )]
    public void Microformats_OldAndNew_AreReadAlike(string html) =>
        Assert.Equal(
            new Review
            {
                Author = "Eve",
                Rating = 4,
                Date = new DateTimeOffset(2013, 3, 3, 0, 0, 0, TimeSpan.Zero),
                Title = "T",
                Body = "Body",
                Item = "Thing",
            },
            Assert.Single(ReviewTexts.Read(html).Reviews)
        );

    [Fact]
    public void Microformats_Aggregate_IsRead() =>
        Assert.Equal(
            new RatingSummary
            {
                Item = "Cafe",
                Rating = 4.2,
                Best = 5,
                RatingCount = 40,
                ReviewCount = 12,
            },
            Assert.Single(
                ReviewTexts
                    .Read(
                        """
                        <div class="hreview-aggregate"><span class="item"><span class="fn">Cafe</span></span><span class="rating"><span class="average">4.2</span> of <span class="best">5</span></span>
                        <span class="votes">40</span><span class="count">12</span></div>
                        """
                    )
                    .Aggregates
            )
        );

    [Fact]
    public void NextPage_OfReviews_IsAbsolute() =>
        Assert.Equal(
            "https://example.org/p/1?page=2",
            ReviewTexts.Read("<body><a rel=\"nofollow next\" href=\"?page=2\">More</a>").NextPage
        );

    [Fact]
    public void Page_SayingTheSameInTwoSyntaxes_CountsItOnce()
    {
        var page = ReviewTexts.Read(
            """
            <script type="application/ld+json">{"@type":"Product","name":"Soap","aggregateRating":{"@type":"AggregateRating","ratingValue":4.5,"reviewCount":2},
            "review":{"@type":"Review","author":"Ann","reviewBody":"Nice soap, would buy again."}}</script>
            <div itemscope itemtype="http://schema.org/Product"><b itemprop="name">Soap</b><div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating"><i itemprop="ratingValue">4.5</i><i itemprop="reviewCount">2</i></div>
            <div itemprop="review" itemscope itemtype="http://schema.org/Review"><i itemprop="author">Ann</i><p itemprop="reviewBody">Nice soap,  would buy again.</p><i itemprop="reviewRating">5</i></div>
            <div itemprop="review" itemscope itemtype="http://schema.org/Review"><i itemprop="author">Bob</i><p itemprop="reviewBody">Slippery.</p></div></div>
            """
        );

        Assert.Equal(["Ann", "Bob"], page.Reviews.Select(r => r.Author));
        Assert.Equal(5, page.Reviews[0].Rating);
        Assert.Single(page.Aggregates);
    }
}
