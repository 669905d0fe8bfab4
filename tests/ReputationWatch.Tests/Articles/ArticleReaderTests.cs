using System.Globalization;
using System.Text;
using ReputationWatch.Connectors.Articles;

namespace ReputationWatch.Tests.Articles;

public sealed class ArticleReaderTests
{
    private static Article Capture(string name) =>
        ArticleReader.Read(
            Fuzzing.Captures("Articles").Single(c => c.Name == name).Bytes,
            "https://example.org/a/",
            null
        );

    private static Article Read(string html, string url = "https://example.org/a/") =>
        ArticleReader.Read(Encoding.UTF8.GetBytes(html), url, null);

    private static string? Day(Article article) =>
        article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public void Text_OfABlog_IsTheArticleAndNothingElse()
    {
        var lines = Capture("blog-en.html").Text!.Split('\n');

        Assert.Equal(9, lines.Length);
        Assert.StartsWith("When the first boxes", lines[0], StringComparison.Ordinal);
        Assert.Equal("What the guests said", lines[2]);
        Assert.EndsWith("little soaps.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_OfABlog_IsRead()
    {
        var article = Capture("blog-en.html");

        Assert.Equal("Why our lake hotel stopped printing menus", article.Title);
        Assert.Equal(("Jane Miller", "Harbour Notes", "en-US"), (article.Author, article.Site, article.Language));
        Assert.Equal("https://example.org/wp-content/uploads/2021/menu.jpg", article.Image);
        Assert.Equal("2021-03-04", Day(article));
        Assert.Equal(
            new DateTimeOffset(2021, 3, 5, 2, 30, 0, TimeSpan.Zero),
            article.Published!.Value.ToUniversalTime()
        );
    }

    [Fact]
    public void FrenchPage_WithoutMarkup_IsRead()
    {
        var article = Capture("news-fr.html");

        Assert.Equal("La gare de Morvent rouvre après deux ans de travaux", article.Title);
        Assert.Equal(("Élodie Perret", "2023-02-01", "fr"), (article.Author, Day(article), article.Language));
        Assert.StartsWith("Les trains s'arrêtent", article.Text, StringComparison.Ordinal);
        Assert.EndsWith("à raison d'un par heure.", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lire aussi", article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("cookies", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TableLayout_OfOldPages_IsRead()
    {
        var article = Capture("table-layout.html");

        Assert.Equal(3, article.Text!.Split('\n').Length);
        Assert.Equal("2009-06-14", Day(article));
    }

    [Fact]
    public void HashedClassNames_AndTeaserCards_DoNotDisturb()
    {
        var lines = Capture("hashed-classes.html").Text!.Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("More than eleven thousand", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("on Thursday.", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ListsAndTables_BelongToTheText()
    {
        var text = Capture("how-to.html").Text!;

        Assert.Contains("Leave it for an hour.", text, StringComparison.Ordinal);
        Assert.Contains("Vinegar 1 h", text, StringComparison.Ordinal);
        Assert.DoesNotContain("like a charm", text, StringComparison.Ordinal);
    }

    [Fact]
    public void PageInsideAForm_WithLineBreaksForParagraphs_IsRead()
    {
        var article = Capture("form-page-de.html");

        Assert.Equal(2, article.Text!.Split('\n').Length);
        Assert.Equal("2021-03-03", Day(article));
    }

    [Theory]
    [InlineData("<meta property=\"article:published_time\" content=\"2019-03-04T23:30:00-05:00\">", "2019-03-04")]
    [InlineData(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2018-01-02\"}</script>",
        "2018-01-02"
    )]
    [InlineData("<meta name=\"DC.date.issued\" content=\"2017-05-06\">", "2017-05-06")]
    [InlineData("<body><article><time datetime=\"2016-07-08\">x</time></article>", "2016-07-08")]
    [InlineData("<body><p class=\"date\">Le 3 mars 2015</p>", "2015-03-03")]
    [InlineData("<body><div class=\"posted-on\">Posted on January 5th, 2014</div>", "2014-01-05")]
    [InlineData(
        "<body><div class=\"comments\"><time datetime=\"2016-07-08\">x</time></div><p class=\"date\">2013-02-01</p>",
        "2013-02-01"
    )]
    [InlineData("<body><p>No date at all</p>", null)]
    public void Date_WhereverItStands_IsTheDayOfPublication(string html, string? expected) =>
        Assert.Equal(expected, Day(Read(html)));

    [Theory]
    [InlineData("https://example.org/2012/11/30/title", "2012-11-30")]
    [InlineData("https://example.org/news/20121130-title", "2012-11-30")]
    [InlineData("https://example.org/2012/title", null)]
    public void Date_InTheAddress_IsUsedWhenThePageIsSilent(string url, string? expected) =>
        Assert.Equal(expected, Day(Read("<body>x", url)));

    [Theory]
    [InlineData(
        "<title>Headline of the day | Site</title><meta property=\"og:site_name\" content=\"Site\">",
        "Headline of the day"
    )]
    [InlineData("<title>x</title><body><h1>The only heading</h1>", "The only heading")]
    [InlineData(
        "<meta property=\"og:title\" content=\"A longer headline here - Site\"><body><h1>Site</h1><h1>A longer headline here</h1>",
        "A longer headline here"
    )]
    public void Title_WithTheSiteAround_IsTheHeadline(string html, string expected) =>
        Assert.Equal(expected, Read(html).Title);

    [Theory]
    [InlineData("<body><h1>T</h1><p>By Jane van Dyk, City Desk</p>", "Jane van Dyk")]
    [InlineData("<body><h1>T</h1><span>Par Élodie Perret le 3 mars</span>", "Élodie Perret")]
    [InlineData("<body><h1>T</h1><p>By the way, nobody wrote this.</p>", null)]
    [InlineData(
        "<meta name=\"author\" content=\"https://facebook.example/me\"><body><a rel=\"author\">Ann Lee</a>",
        "Ann Lee"
    )]
    public void Author_WhereverItStands_IsAName(string html, string? expected) =>
        Assert.Equal(expected, Read(html).Author);

    [Fact]
    public void Title_OfAnOldPage_IsThePartThatIsShownLarge() =>
        Assert.Equal("Bridge to close for repairs", Capture("table-layout.html").Title);

    [Fact]
    public void Comments_MarkedUp_AreItemsOfTheirOwn()
    {
        var article = Read(
            "<body><div itemscope itemtype=\"http://schema.org/Article\"><div itemprop=\"comment\" itemscope itemtype=\"http://schema.org/Comment\"><b itemprop=\"author\">Ann</b><p itemprop=\"text\">I agree.</p></div></div>"
        );

        Assert.Equal(new ArticleComment("I agree.", "Ann", null, null), Assert.Single(article.Comments));
    }
}
