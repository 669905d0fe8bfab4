using System.Text;
using ReputationWatch.Connectors.Articles;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.Tests.Feeds;

public sealed class FeedFuzzTests
{
    [Theory]
    [InlineData("Feeds")]
    [InlineData("Reviews")]
    [InlineData("Articles")]
    public void Readers_DamagedCaptures_NeverThrow(string folder)
    {
        var captures = Fuzzing.Captures(folder).ToArray();
        Assert.NotEmpty(captures);
        Parallel.For(
            0,
            Fuzzing.Rounds(150),
            seed =>
            {
                var (name, bytes) = captures[seed % captures.Length];
                var failure = Record.Exception(() => ReadAll(Fuzzing.Damage(bytes, seed)));
                Assert.True(failure is null, $"{name}, seed {seed}: {failure}");
            }
        );
    }

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<b><p></b>", 5_000)]
    [InlineData("<svg><td>", 20_000)]
    [InlineData("<div></x>", 20_000)]
    [InlineData("<ul><li>", 10_000)]
    [InlineData("<table><tr><td>", 5_000)]
    [InlineData("<a><b><i><font>", 5_000)]
    [InlineData("<item><title>", 50_000)]
    [InlineData("<rss><channel>", 50_000)]
    [InlineData("<![CDATA[", 50_000)]
    [InlineData("<!--", 50_000)]
    [InlineData("<!-- >", 50_000)]
    [InlineData("<!D[>", 50_000)]
    [InlineData("<a><![CDATA[</a>", 50_000)]
    [InlineData(" ,", 100_000)]
    [InlineData("<h2><a href=x>abcdefghij</a></h2>", 5_000)]
    [InlineData("<p class=date>x</p>", 10_000)]
    [InlineData("<x a=\"", 20_000)]
    [InlineData("&lt;", 100_000)]
    [InlineData("&", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 50_000)]
    [InlineData("<div itemscope itemprop=review id=a itemref=a>", 2_000)]
    [InlineData("<p typeof=Review rel=review>", 5_000)]
    [InlineData("<div class=\"h-review p-item\">", 3_000)]
    public void Readers_EndlessRepetition_Return(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        foreach (
            var start in new[]
            {
                "",
                "<rss version=\"2.0\"><channel><item>",
                "<!doctype html><body>",
                "<script type=application/ld+json>",
            }
        )
        {
            Assert.Null(Record.Exception(() => ReadAll(Encoding.UTF8.GetBytes(start + text))));
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        var result = FeedParser.Parse(bytes, "https://example.org/feed", null);
        foreach (var entry in result.Feed?.Entries ?? [])
        {
            Assert.DoesNotContain("<script", entry.Content?.ToSafeHtml() ?? "", StringComparison.OrdinalIgnoreCase);
            _ = entry.Summary?.ToPlainText();
        }
        ReviewReader.Read(bytes, "https://example.org/page", null);
        ArticleReader.Read(bytes, "https://example.org/page", null);
        FeedDiscovery.Find(Encoding.UTF8.GetString(bytes), "https://example.org/page");
        SafeHtml.Clean(Encoding.UTF8.GetString(bytes), "https://example.org/page");
    }
}
