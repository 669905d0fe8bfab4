using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Mentions;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("https://example.com/a", "HTTP://www.Example.COM:80/a/#top")]
    [InlineData("https://example.com/", "http://example.com")]
    [InlineData("https://example.com/b?a=1&b=2", "https://m.example.com/a/../b?b=2&utm_source=x&a=1&fbclid=z")]
    [InlineData("https://fr.wikipedia.org/wiki/Caf%C3%A9", "https://fr.m.wikipedia.org/wiki/Caf%c3%a9")]
    [InlineData("https://fr.wikipedia.org/wiki/Caf%C3%A9", "https://fr.wikipedia.org/wiki/Café")]
    [InlineData("https://example.com/news/1", "https://www.google.com/amp/s/amp.example.com/news/1/amp")]
    [InlineData("https://example.com/news/1", "https://example-com.cdn.ampproject.org/c/s/example.com/news/1?amp=1")]
    [InlineData(
        "https://example.com/x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fx%3Ffbclid%3D1&h=AT"
    )]
    [InlineData("https://youtube.com/watch?v=abc", "https://youtu.be/abc?si=1")]
    [InlineData("https://youtube.com/watch?v=abc", "https://m.youtube.com/watch?v=abc&feature=share")]
    [InlineData("https://xn--caf-dma.example/", "https://café.example/")]
    [InlineData("https://[::1]:8080/x", "http://[::1]:8080/x")]
    [InlineData("https://example.com/#!/page", "https://example.com/#!/page")]
    [InlineData("https://youtube.com/watch?v=abc", "https://www.youtube.com/embed/abc?autoplay=1")]
    [InlineData("https://youtube.com/watch?v=abc", "https://www.youtube.com/watch?list=PL1&v=abc&t=10s")]
    [InlineData("https://linkedin.com/posts/a-1", "https://fr.linkedin.com/posts/a-1?trk=x")]
    [InlineData("https://amazon.fr/dp/B000123456", "https://www.amazon.fr/Titre/dp/B000123456/ref=sr_1_1?qid=1")]
    [InlineData("https://x.com/a/status/1", "https://mobile.twitter.com/a/status/1?s=20&t=abc")]
    [InlineData("https://example.com/?a=1&b=2", "https://example.com/?b=2&amp;a=1&amp;utm_medium=rss")]
    [InlineData("https://example.com/a", "https://example.com/a;jsessionid=1A2B")]
    [InlineData("https://example.com/~user?x=%2F&y=a%20b", "https://example.com/%7Euser/?y=a+b&x=%2f")]
    [InlineData("http://a\u0080b/", "http://a\u0080b/")]
    [InlineData("not a url", "  not a url ")]
    [InlineData("mailto:a@example.com", "mailto:a@example.com")]
    public void Of_SpellingsOfOnePage_GiveOneName(string expected, string url)
    {
        Assert.Equal(expected, CanonicalUrl.Of(url));
        Assert.Equal(expected, CanonicalUrl.Of(expected));
    }

    [Fact]
    public void Of_RandomText_NeverThrowsAndStaysAsItIs()
    {
        string[] pieces =
        [
            "http://",
            "https://",
            "example.com",
            "/",
            "?",
            "#",
            "&",
            "=",
            "%",
            "..",
            ";",
            "@",
            ":",
            "[",
            "]",
            "amp",
            "m.",
            "www.",
            "é",
            "😡",
            "xn--",
            "utm_source=1",
            " ",
            "\\",
            "google.com/url?q=",
            "http%3A%2F%2F",
            "%25",
            ".",
            "-",
            "80",
            "\u0080",
        ];
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var url =
                "http://"
                + string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));

            var once = CanonicalUrl.Of(url);

            Assert.Equal(once, CanonicalUrl.Of(once));
        }
    }

    [Theory]
    [InlineData("https://example.com/?p=1", "https://example.com/?p=2")]
    [InlineData("https://example.com/A", "https://example.com/a")]
    [InlineData("https://m.com/", "https://com/")]
    [InlineData("https://example.com/camp", "https://example.com/c")]
    [InlineData("https://shop.example.com/?amp=220", "https://shop.example.com/")]
    public void Of_DifferentPages_StayApart(string a, string b) =>
        Assert.NotEqual(CanonicalUrl.Of(a), CanonicalUrl.Of(b));
}
