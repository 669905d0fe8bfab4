using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using ReputationWatch.App.Demo;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.IntegrationTests.Demo;

/// <summary>The invented world over real HTTP, its clock standing still ten seconds after the start.</summary>
public sealed class DemoWorldTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 14, 30, 0, TimeSpan.Zero);
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private readonly StoppedClock _clock = new(Start.AddSeconds(10));
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private DemoWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await DemoWorld.StartAsync(Options(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Feeds_FollowedToTheirEnd_GiveAllOfTheHistory()
    {
        foreach (var source in _world.Sources.Where(s => s.Kind == DemoSourceKind.Feed))
        {
            var site = SiteCatalog.All.First(s => s.Name == source.Name);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var next = source.Url; next is not null; )
            {
                var (ids, older) = Read(await _http.GetByteArrayAsync(next));
                seen.UnionWith(ids);
                next = older;
            }

            Assert.Equal(Published(site).Select(p => $"tag:{site.Key}.example,2026:{p.Id}").Order(), seen.Order());
        }
    }

    [Fact]
    public async Task ReviewPages_FollowedToTheirEnd_GiveAllReviews()
    {
        foreach (var source in _world.Sources.Where(s => s.Kind == DemoSourceKind.ReviewPage))
        {
            var ids = new List<string>();
            for (var next = source.Url; next is not null; )
            {
                var page = await new HtmlParser().ParseDocumentAsync(await _http.GetStringAsync(next));
                ids.AddRange(page.QuerySelectorAll("[itemprop=review]").Select(r => r.GetAttribute("itemid")!));
                foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
                {
                    using var json = JsonDocument.Parse(script.TextContent);
                    ids.AddRange(
                        json.RootElement.GetProperty("review")
                            .EnumerateArray()
                            .Select(r => r.GetProperty("@id").GetString()!)
                    );
                }
                var link = page.QuerySelector("link[rel=next]")?.GetAttribute("href");
                next = link is null ? null : new Uri(next, link);
            }

            var site = SiteCatalog.All.First(s => source.Name.StartsWith(s.Name, StringComparison.Ordinal));
            var expected = Published(site).Where(p => source.Url.AbsolutePath == $"/h/{p.Subject.Key}");
            Assert.Equal(expected.Select(p => $"tag:{site.Key}.example,2026:{p.Id}").Order(), ids.Order());
        }
    }

    [Fact]
    public async Task Source_AskedAgainWithItsTag_Answers304()
    {
        foreach (var source in _world.Sources)
        {
            using var first = await _http.GetAsync(source.Url);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var byTag = new HttpRequestMessage(HttpMethod.Get, source.Url);
            byTag.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var byDate = new HttpRequestMessage(HttpMethod.Get, source.Url);
            byDate.Headers.IfModifiedSince = first.Content.Headers.LastModified;

            using var unchanged = await _http.SendAsync(byTag);
            using var unchangedSince = await _http.SendAsync(byDate);

            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, unchangedSince.StatusCode);
        }
    }

    [Fact]
    public async Task Source_AfterANewPost_AnswersTheOldTagWithTheNewDocument()
    {
        var source = _world.Sources.First(s => s.Name == "Piaf");
        using var first = await _http.GetAsync(source.Url);
        _clock.Now = Start.AddMinutes(6);
        using var request = new HttpRequestMessage(HttpMethod.Get, source.Url);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        request.Headers.IfModifiedSince = first.Content.Headers.LastModified;

        using var second = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        Assert.Contains("unaises", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HomePages_LeadToTheirFeeds_AndRobotsMayCome()
    {
        foreach (var source in _world.Sources.Where(s => s.Kind == DemoSourceKind.Feed))
        {
            var home = await new HtmlParser().ParseDocumentAsync(await _http.GetStringAsync(new Uri(source.Url, "/")));
            var feed = home.QuerySelector("link[rel=alternate]")!.GetAttribute("href");

            Assert.Equal(source.Url, new Uri(source.Url, feed));
            Assert.Contains(
                "Allow: /\n",
                await _http.GetStringAsync(new Uri(source.Url, "/robots.txt")),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task EveryLink_OfAFirstPage_OpensAPageThatSaysItIsInvented()
    {
        foreach (var key in new[] { "rives", "piaf", "comptoir", "avisetape" })
        {
            var site = SiteCatalog.Get(key);
            var root = _world.Sources.First(s => s.Name.StartsWith(site.Name, StringComparison.Ordinal)).Url;
            foreach (var post in Published(site).TakeLast(5))
            {
                var page = await _http.GetStringAsync(new Uri(root, post.Path));

                Assert.Contains("Monde inventé", page, StringComparison.Ordinal);
                Assert.Contains(WebUtility.HtmlEncode(post.Author), page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task TroubledSource_InItsBadMinutes_AsksToRetryLater()
    {
        var source = _world.Sources.Single(s => s.IsTroubled);
        _clock.Now = Start.AddMinutes(3);

        using var refused = await _http.GetAsync(source.Url);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(90), refused.Headers.RetryAfter!.Delta);
        _clock.Now = Start.AddMinutes(5);
        using var restored = await _http.GetAsync(source.Url);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
    }

    [Theory]
    [InlineData("/feed.xml?page=9999")]
    [InlineData("/feed.xml?page=-1")]
    [InlineData("/feed.xml?page=x")]
    [InlineData("/p/unknown")]
    [InlineData("/t/a/b")]
    [InlineData("/h/unknown")]
    [InlineData("/%00")]
    public async Task UnknownAddress_IsNotFound(string path)
    {
        using var answer = await _http.GetAsync(new Uri(_world.BaseUrl, path));

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Restart_OnTheSameStateFile_KeepsAddressesStartAndIds()
    {
        var file = Path.Combine(Path.GetTempPath(), $"demo-{Guid.NewGuid():N}", "demo.json");
        var options = new DemoWorldOptions { StateFile = file, Time = _clock };
        DateTimeOffset start;
        List<DemoSource> sources;
        string before;
        await using (var first = await DemoWorld.StartAsync(options, CancellationToken.None))
        {
            (start, sources) = (first.Start, [.. first.Sources]);
            before = await _http.GetStringAsync(sources[0].Url);
        }
        _clock.Now = _clock.Now.AddSeconds(20);
        await using var second = await DemoWorld.StartAsync(options, CancellationToken.None);

        Assert.Equal(start, second.Start);
        Assert.Equal(sources, second.Sources);
        var ids = Read(System.Text.Encoding.UTF8.GetBytes(before)).Ids;
        Assert.Subset(
            Read(await _http.GetByteArrayAsync(second.Sources[0].Url)).Ids.ToHashSet(),
            ids.Take(100).ToHashSet()
        );
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private DemoWorldOptions Options() => new() { Start = Start, Time = _clock };

    private Post[] Published(Site site) => _world.Timeline.Published(site, _clock.Now).ToArray();

    private static (List<string> Ids, Uri? Older) Read(byte[] feed)
    {
        if (feed[0] == '{')
        {
            using var json = JsonDocument.Parse(feed);
            var items = json.RootElement.GetProperty("items").EnumerateArray();
            Assert.All(
                items,
                i => Assert.True(i.GetProperty("date_published").GetDateTimeOffset() <= Start.AddMinutes(1))
            );
            var next = json.RootElement.TryGetProperty("next_url", out var url) ? new Uri(url.GetString()!) : null;
            return (items.Select(i => i.GetProperty("id").GetString()!).ToList(), next);
        }
        using var reader = XmlReader.Create(new MemoryStream(feed));
        var root = XDocument.Load(reader).Root!;
        var ids = root.Descendants("item")
            .Select(i => i.Element("guid")!.Value)
            .Concat(root.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value));
        var older = root.Descendants(Atom + "link")
            .FirstOrDefault(l => l.Attribute("rel")?.Value is "next" or "prev-archive");
        return (ids.ToList(), older is null ? null : new Uri(older.Attribute("href")!.Value));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
