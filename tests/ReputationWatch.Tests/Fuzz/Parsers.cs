using System.Text;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.Connectors.Articles;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Connectors.Sites;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Tests.Fuzz;

/// <summary>Everything that reads bytes of strangers.</summary>
internal static class Parsers
{
    private const string Page = "https://example.org/page";
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly PrivateNetworkGuard Guard = new(new CrawlOptions());

    /// <summary>Of documents: feeds and pages.</summary>
    public static readonly IReadOnlyList<FuzzedParser> OfPages =
    [
        new("the feed parser", ReadFeed),
        new("the review reader", bytes => ReviewReader.Read(bytes, Page, null)),
        new("the article reader", bytes => ArticleReader.Read(bytes, Page, null)),
        new("feed discovery", bytes => FeedDiscovery.Find(Text(bytes), Page)),
        new("safe HTML", CleanHtml),
        new("the site reader", ReadSite),
        new("the charset detector", bytes => CharsetDetector.Decode(bytes, Text(bytes))),
        new("the challenge detector", bytes => ChallengePage.VendorOf(403, new Dictionary<string, string>(), bytes)),
    ];

    /// <summary>Of what stands on the way to a document: addresses, robots.txt, headers.</summary>
    public static readonly IReadOnlyList<FuzzedParser> OfTheWay =
    [
        new("the URL parser", ReadUrl),
        new("the guard of addresses", bytes => Guard.Allows(Text(bytes), _ => [])),
        new("robots.txt", bytes => RobotsRules.Parse(bytes).JudgeUrl("foobot", "https://h/aaabbbccc?x=*$%41")),
        new(
            "robots.txt asked of an address",
            bytes => RobotsRules.Parse("User-agent: *\nDisallow: /*a*b$"u8).JudgeUrl(Text(bytes), Text(bytes))
        ),
        new("the charset detector", bytes => CharsetDetector.Decode(bytes, Text(bytes))),
        new("Content-Type", bytes => ContentType.Parse(Text(bytes))),
        new("Cache-Control", bytes => ReadFreshness(Text(bytes))),
        new("Retry-After", bytes => RetryAfter.Parse(Text(bytes), Now)),
        new("allowed places", bytes => AllowedPlace.Parse(Text(bytes))),
    ];

    /// <summary>Of data: answers of networks, files, deliveries, definitions.</summary>
    public static readonly IReadOnlyList<FuzzedParser> OfData =
    [
        .. SocialItems.Networks.Select(network => new FuzzedParser(
            $"the items of {network}",
            bytes => SocialItems.Read(network, bytes, Page)
        )),
        new("import files", ReadImport),
        new("inbound deliveries", bytes => InboundBody.Read(bytes, new Dictionary<string, string>(), "inbound:x", Now)),
        new("site definitions", ReadDefinition),
    ];

    public static readonly IReadOnlyList<FuzzedParser> All = [.. OfPages, .. OfTheWay, .. OfData];

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static void ReadFeed(byte[] bytes)
    {
        foreach (var entry in FeedParser.Parse(bytes, "https://example.org/feed", null).Feed?.Entries ?? [])
        {
            Assert.DoesNotContain("<script", entry.Content?.ToSafeHtml() ?? "", StringComparison.OrdinalIgnoreCase);
            _ = entry.Summary?.ToPlainText();
        }
    }

    private static void CleanHtml(byte[] bytes) =>
        Assert.DoesNotContain("<script", SafeHtml.Clean(Text(bytes), Page), StringComparison.OrdinalIgnoreCase);

    private static void ReadSite(byte[] bytes)
    {
        var shipped = SiteDefinitions.Shipped;
        SiteReader.Read(bytes, Page, null, SiteReader.Recognise(bytes, null) ?? shipped[bytes.Length % shipped.Count]);
    }

    private static void ReadUrl(byte[] bytes)
    {
        var url = WebUrl.Parse(Text(bytes), WebUrl.Parse("http://h/a/b"));
        Assert.True(
            url is null || WebUrl.Parse(url.Href)?.Href == url.Href,
            "a serialised address must stay what it is"
        );
    }

    private static void ReadFreshness(string text) => Freshness.MaxAge(text, text, text, text, Now);

    /// <summary>Refusing with <see cref="ImportException"/> is its answer to a file that is none; no other may leave it.</summary>
    private static void ReadImport(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var table = ImportFile.Open(path);
            var reader = new ImportReader(table, ImportGuess.Of(table), "import:x", Now);
            foreach (var row in table.Rows())
            {
                reader.Read(row);
            }
        }
        catch (ImportException) { }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>As with files: a sentence that names the mistake is the answer.</summary>
    private static void ReadDefinition(byte[] bytes)
    {
        try
        {
            SiteDefinitionReader.Read(Text(bytes), "fuzzed.yml");
        }
        catch (SiteDefinitionException) { }
    }
}
