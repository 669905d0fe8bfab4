using System.Text;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Tests.Crawling;

/// <summary>Everything that reads bytes of strangers on the way to a page.</summary>
public sealed class CrawlFuzzTests
{
    private static readonly string[] Samples =
    [
        "User-agent: *\r\nDisallow: /*.php$\nAllow: /a%20b*c\nCrawl-delay: 2\n\nUser-agent: foobot\nDisallow: /%E3%83%84\nSitemap: https://h/s.xml\n",
        "https://user:p%40ss@xn--bcher-kva.example:8443/a/../b%zz/;x?q='#f",
        "http://0x7f.0.0.1:80\\a|b/[]{}^`",
        "http://[::ffff:1.2.3.4]/%2e%2e/.",
        "file:///C|/a/../..\\b",
        "//b\u00fccher\u3002example\u200d/\u0644\u0627",
        "<!doctype html><!--x--><meta http-equiv=content-type content='text/html; charset = \"koi8-r\"'><p>d\u00e9j\u00e0",
        "<?xml version='1.0' encoding='iso-8859-1'?><a/>",
        "max-age=60, no-cache=\"a, b\", s-maxage=1",
        "Sat, 21 Nov 2026 12:01:00 GMT",
        "{\"kind\":\"Listing\",\"data\":{\"children\":[{\"kind\":\"t1\",\"data\":{\"id\":\"1\",\"body\":\"x\",\"replies\":{\"kind\":\"Listing\",\"data\":{\"children\":[]}}}}]}}",
        "{\"data\":[{\"id\":\"1\",\"text\":\"\\ud83d\",\"author_id\":\"2\"}],\"includes\":{\"users\":[{\"id\":\"2\",\"username\":\"u\"}]}}",
        "{\"items\":[{\"id\":\"a\",\"snippet\":{\"videoId\":\"v\",\"topLevelComment\":{\"id\":\"a\",\"snippet\":{\"textDisplay\":\"x\"}}}}],\"posts\":[{\"uri\":\"at://d/x/y\",\"record\":{\"text\":\"t\"}}]}",
    ];

    [Fact]
    public void Readers_DamagedInput_NeverThrow() =>
        Parallel.For(
            0,
            Fuzzing.Rounds(3000),
            seed =>
            {
                var bytes = Fuzzing.Damage(Encoding.UTF8.GetBytes(Samples[seed % Samples.Length]), seed);
                var failure = Record.Exception(() => ReadAll(bytes));
                Assert.True(failure is null, $"seed {seed}: {failure}");
            }
        );

    [Theory]
    [InlineData("http://", "a.", 200_000)]
    [InlineData("http://", "\u00e9", 100_000)]
    [InlineData("http://xn--", "a9", 100_000)]
    [InlineData("http://", "%41", 100_000)]
    [InlineData("http://", "9", 300_000)]
    [InlineData("http://[", "1:", 100_000)]
    [InlineData("http://", "@", 300_000)]
    [InlineData("http://h/", "../", 200_000)]
    [InlineData("http://h/", "a/", 200_000)]
    [InlineData("http://h:", "0", 300_000)]
    [InlineData("User-agent: *\nDisallow: /", "*a", 100_000)]
    [InlineData("User-agent: *\n", "Disallow: /*a*b*c$\n", 20_000)]
    [InlineData("", "User-agent: x\n", 30_000)]
    [InlineData("", "<meta ", 50_000)]
    [InlineData("", "<!--", 100_000)]
    [InlineData("<meta ", "a=\"", 50_000)]
    [InlineData("", "\"", 100_000)]
    [InlineData("", "[{\"data\":", 20_000)]
    public void Readers_EndlessRepetition_Return(string start, string piece, int times)
    {
        var text = start + string.Concat(Enumerable.Repeat(piece, times));

        ReadAll(Encoding.UTF8.GetBytes(text));
    }

    private static void ReadAll(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var url = WebUrl.Parse(text, WebUrl.Parse("http://h/a/b"));
        Assert.True(
            url is null || WebUrl.Parse(url.Href)?.Href == url.Href,
            "a serialised address must stay what it is"
        );
        RobotsRules.Parse(bytes).JudgeUrl("foobot", "https://h/aaabbbccc?x=*$%41");
        RobotsRules.Parse("User-agent: *\nDisallow: /*a*b$"u8).JudgeUrl(text, text);
        CharsetDetector.Decode(bytes, text);
        ContentType.Parse(text);
        Freshness.MaxAge(text, text, text, text, DateTimeOffset.UnixEpoch);
        RetryAfter.Parse(text, DateTimeOffset.UnixEpoch);
        ChallengePage.VendorOf(403, new Dictionary<string, string>(), bytes);
        AllowedPlace.Parse(text);
        foreach (var network in SocialItems.Networks)
        {
            SocialItems.Read(network, bytes, text);
        }
    }
}
