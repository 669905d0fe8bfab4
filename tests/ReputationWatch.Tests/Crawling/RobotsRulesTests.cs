using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class RobotsRulesTests
{
    private static RobotsVerdict Judge(string file, string url, string agent = "FooBot") =>
        RobotsRules.Parse(Encoding.UTF8.GetBytes(file)).JudgeUrl(agent, url);

    private static bool Allows(string rules, string path) =>
        Judge("User-agent: *\n" + rules, "https://h.example" + path).Allowed;

    [Theory]
    [InlineData("", "/", true)]
    [InlineData("Disallow:", "/x", true)]
    [InlineData("Disallow: /", "/x", false)]
    [InlineData("Disallow: /", "/robots.txt", true)]
    [InlineData("Disallow: /fish", "/fish.html", false)]
    [InlineData("Disallow: /fish", "/fishheads/yummy", false)]
    [InlineData("Disallow: /fish", "/Fish", true)]
    [InlineData("Disallow: /fish", "/catfish", true)]
    [InlineData("Disallow: /fish/", "/fish", true)]
    [InlineData("Disallow: /fish/", "/fish/?id=1", false)]
    [InlineData("Disallow: /*.php", "/folder/any.php.file.html", false)]
    [InlineData("Disallow: /*.php", "/windows.PHP", true)]
    [InlineData("Disallow: /*.php$", "/folder/filename.php", false)]
    [InlineData("Disallow: /*.php$", "/filename.php?p", true)]
    [InlineData("Disallow: /fish*.php", "/fishheads/catfish.php?p", false)]
    [InlineData("Disallow: /a*b*a$", "/aba", false)]
    [InlineData("Disallow: /a*a$", "/a", true)]
    [InlineData("Disallow: /a$b", "/a$b", false)]
    [InlineData("Disallow: *.gif$", "/x.gif", false)]
    [InlineData("Disallow: fish", "/fish", true)]
    [InlineData("Disallow: /$", "/", false)]
    [InlineData("Disallow: /$", "/x", true)]
    [InlineData("Disallow: /*?", "/x?y", false)]
    public void Judge_Pattern_MatchesAsTheRfcSays(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(rules, path));

    [Theory]
    [InlineData("Allow: /p\nDisallow: /", "/page", true)]
    [InlineData("Disallow: /folder\nAllow: /folder", "/folder/page", true)]
    [InlineData("Allow: /folder\nDisallow: /folder", "/folder/page", true)]
    [InlineData("Allow: /page\nDisallow: /*.htm", "/page.htm", false)]
    [InlineData("Allow: /page\nDisallow: /*.ph", "/page.php5", true)]
    [InlineData("Allow: /$\nDisallow: /", "/", true)]
    [InlineData("Allow: /$\nDisallow: /", "/page.htm", false)]
    [InlineData("Disallow: /a\nAllow:", "/a", false)]
    public void Judge_SeveralMatches_TheMostSpecificWins(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(rules, path));

    [Theory]
    [InlineData("Disallow: /foo/bar/\u30c4", "/foo/bar/%e3%83%84", false)]
    [InlineData("Disallow: /foo/bar/%E3%83%84", "/foo/bar/\u30c4", false)]
    [InlineData("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false)]
    [InlineData("Disallow: /foo/bar/baz", "/foo/bar/%62%61%7a", false)]
    [InlineData("Disallow: /a%2Fb", "/a/b", true)]
    [InlineData("Disallow: /a%2fb", "/a%2Fb", false)]
    [InlineData("Disallow: /a b", "/a%20b", false)]
    [InlineData("Disallow: /%2A", "/x", true)]
    [InlineData("Disallow: /file-with-a-%2A.html", "/file-with-a-*.html", false)]
    [InlineData("Disallow: /foo-%24", "/foo-$", false)]
    [InlineData("Disallow: /%7Ejoe", "/~joe", false)]
    [InlineData("Disallow: /%zz", "/%zz", false)]
    public void Judge_EscapedPath_ComparesTheMeaning(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(rules, path));

    [Theory]
    [InlineData("foobot", false)]
    [InlineData("FooBot/2.1 (+https://foo.example)", false)]
    [InlineData("Mozilla/5.0 (compatible; FooBot/0.1; https://foo.example)", false)]
    [InlineData("FooBotNews", true)]
    [InlineData("Foo", true)]
    [InlineData("", true)]
    public void Judge_Agent_IsComparedByItsProductToken(string agent, bool allowed) =>
        Assert.Equal(allowed, Judge("User-agent: FOOBOT/1.0\nDisallow: /\n", "https://h/x", agent).Allowed);

    [Fact]
    public void Judge_SeveralGroupsForOneAgent_AreOne()
    {
        const string File =
            "User-agent: foobot\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: FooBot\nDisallow: /b\n";

        Assert.False(Judge(File, "https://h/a").Allowed);
        Assert.False(Judge(File, "https://h/b").Allowed);
        Assert.True(Judge(File, "https://h/c").Allowed);
        Assert.False(Judge(File, "https://h/c", "OtherBot").Allowed);
    }

    [Fact]
    public void Judge_GroupWithoutRules_AllowsEverythingToItsAgent() =>
        Assert.True(Judge("User-agent: *\nDisallow: /\nUser-agent: foobot\n", "https://h/x").Allowed);

    [Fact]
    public void Judge_OtherLinesBetweenAgents_DoNotEndTheGroup()
    {
        const string File = "User-agent: a\nSitemap: https://h/s.xml\nNoindex: /\nUser-agent: foobot\nDisallow: /x\n";

        Assert.False(Judge(File, "https://h/x").Allowed);
        Assert.False(Judge(File, "https://h/x", "a").Allowed);
    }

    [Fact]
    public void Judge_RulesBeforeAnyAgent_AreIgnored() => Assert.True(Judge("Disallow: /\n", "https://h/x").Allowed);

    [Theory]
    [InlineData("User-agent: foobot\rDisallow: /x\r")]
    [InlineData("User-agent: foobot\r\n\r\n\r\nDisallow: /x")]
    [InlineData("\ufeffUser-agent: foobot\nDisallow: /x")]
    [InlineData("  USER-AGENT\t:\tfoobot  # me\n  disallow :/x # that\n")]
    [InlineData("User-agent foobot\nDisallow /x")]
    [InlineData("useragent: foobot\ndissallow: /x")]
    [InlineData("User-agent: *\nAllow: /\nUser-agent: foobot\nDisallow: /x")]
    public void Judge_LineFormsFoundInTheWild_AreRead(string file)
    {
        Assert.False(Judge(file, "https://h/x").Allowed);
        Assert.True(Judge(file, "https://h/y").Allowed);
    }

    [Fact]
    public void Parse_PathInAnUnknownEncoding_ComparesBytes()
    {
        var rules = RobotsRules.Parse([.. "User-agent: *\nDisallow: /caf"u8, 0xE9]);

        Assert.False(rules.JudgeUrl("FooBot", "https://h/caf%E9").Allowed);
        Assert.True(rules.JudgeUrl("FooBot", "https://h/caf\u00e9").Allowed);
    }

    [Fact]
    public void Parse_PastTheLimit_ReadsNothing()
    {
        var head = "User-agent: *\nDisallow: /a\n#";
        var file = head + new string('x', RobotsRules.MaxBytes - head.Length - 1) + "\nDisallow: /b\n";

        Assert.False(Judge(file, "https://h/a").Allowed);
        Assert.True(Judge(file, "https://h/b").Allowed);
    }

    [Theory]
    [InlineData("User-agent: foobot\nCrawl-delay: 2.5\n", 2.5)]
    [InlineData("User-agent: foobot\nDisallow: /\nCrawl-delay: 1\nUser-agent: *\nCrawl-delay: 9", 1d)]
    [InlineData("User-agent: *\nCrawl-delay: 9", 9d)]
    [InlineData("User-agent: *\nCrawl-delay: 9\n\nUser-agent: foobot\nDisallow: /x", null)]
    [InlineData("User-agent: foobot\nCrawl-delay: 3\n\nUser-agent: *\nDisallow: /x\nCrawl-delay: 9", 3d)]
    [InlineData("User-agent: other\nCrawl-delay: 3\n\nUser-agent: foobot\nDisallow: /x", null)]
    [InlineData("User-agent: foobot\nUser-agent: other\nDisallow: /x\nCrawl-delay: 3\nCrawl-delay: 4", 4d)]
    [InlineData("User-agent: foobot\nCrawl-delay: -1", null)]
    [InlineData("User-agent: foobot\nCrawl-delay: soon", null)]
    [InlineData("User-agent: foobot\nCrawl-delay: NaN", null)]
    [InlineData("User-agent: foobot\nCrawl-delay: 99999999999999999999", 31_536_000d)]
    public void Judge_CrawlDelay_IsThatOfTheAgentsGroup(string file, double? seconds) =>
        Assert.Equal(seconds, Judge(file, "https://h/").CrawlDelay?.TotalSeconds);

    [Fact]
    public void Parse_Sitemaps_AreKeptInOrderWhereverTheyStand() =>
        Assert.Equal(
            ["https://h/1.xml", "https://h/2.xml?a=b"],
            Judge(
                "sitemap: https://h/1.xml\nUser-agent: x\nSITEMAP:https://h/2.xml?a=b #\nSitemap:\n",
                "https://h/"
            ).Sitemaps
        );

    [Fact]
    public void Judge_ManyWildcards_TakesNoTimeToSpeakOf()
    {
        var pattern = "/" + string.Concat(Enumerable.Repeat("a*", 2000)) + "b$";

        Assert.True(Allows("Disallow: " + pattern, "/" + new string('a', 20_000)));
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[], string>(
                (bytes, text) =>
                    RobotsRules
                        .Parse([
                            .. "User-agent: *\nDisallow: "u8,
                            .. bytes,
                            .. "\nCrawl-delay: "u8,
                            .. Encoding.UTF8.GetBytes(text ?? ""),
                        ])
                        .JudgeUrl(text ?? "", text ?? "")
                        is not null
            )
            .QuickCheckThrowOnFailure();
}
