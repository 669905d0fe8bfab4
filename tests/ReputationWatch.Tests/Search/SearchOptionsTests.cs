using ReputationWatch.Search;

namespace ReputationWatch.Tests.Search;

public sealed class SearchOptionsTests
{
    private static readonly SearchOptions Right = new()
    {
        Engine = SearchEngine.Elasticsearch,
        Url = "https://a.example:9200; http://ann:secret@b.example",
    };

    [Fact]
    public void Problems_OfTheDefaultsAndOfACompleteSection_AreNone()
    {
        Assert.Empty(new SearchOptions().Problems());
        Assert.Empty(Right.Problems());
        Assert.Equal(["a.example", "b.example"], Right.Nodes.Select(n => n.Host));
    }

    [Fact]
    public void Problems_OfEachWrongSetting_NameItAndHoldNoSecret()
    {
        (SearchOptions Options, string Names)[] wrong =
        [
            (Right with { Url = null }, "Search:Url"),
            (Right with { Url = "ann:secret@a.example:9200" }, "Search:Url"),
            (Right with { User = "ann" }, "Search:PasswordFile"),
            (Right with { User = "ann", Password = "secret", ApiKey = "secret" }, "Search:User"),
            (Right with { ApiKeyFile = "no-such-file" }, "Search:ApiKeyFile"),
            (Right with { CaFile = "no-such-file" }, "Search:CaFile"),
            (Right with { CertificateFingerprint = "12:34" }, "Search:CertificateFingerprint"),
            (Right with { IndexPrefix = "Upper" }, "Search:IndexPrefix"),
            (Right with { IndexPrefix = "_x" }, "Search:IndexPrefix"),
            (Right with { Shards = 0 }, "Search:Shards"),
            (Right with { Timeout = TimeSpan.Zero }, "Search:Timeout"),
            (Right with { BulkBytes = 1 }, "Search:BulkBytes"),
        ];
        Assert.All(
            wrong,
            w =>
            {
                var problem = Assert.Single(w.Options.Problems());
                Assert.Contains(w.Names, problem, StringComparison.Ordinal);
                Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("a?c", "a𐐨c", true)]
    [InlineData("a??c", "a𐐨c", false)]
    [InlineData("*??", "𐐨", false)]
    [InlineData("?*?", "𐐨𐐨", true)]
    public void Wildcard_QuestionMark_IsOneCharacterHoweverManyUnitsItTakes(string pattern, string word, bool matches)
    {
        Assert.Equal(matches, Core.Matching.Wildcard.Matches(word, pattern));
    }
}
