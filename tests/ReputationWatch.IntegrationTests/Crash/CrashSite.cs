using System.Globalization;
using System.Text;
using System.Xml;

namespace ReputationWatch.IntegrationTests.Crash;

/// <summary>
/// A site on loopback with 20 Atom feeds of 1,000 entries each, paged by RFC 5005: chatter, praise and complaints about an invented
/// brand, copies across feeds, and a burst of complaints in the last half hour.
/// </summary>
internal sealed class CrashSite(DateTimeOffset end) : IAsyncDisposable
{
    public const int Feeds = 20;
    public const int EntriesPerFeed = 1000;
    private const int PageSize = 100;
    private const int BurstEntries = 40;

    private static readonly string[] Complaints =
    [
        "The {0} at Orvanne was dirty and the staff rude, never again",
        "Waited two hours for the {0} at Orvanne, nobody apologised, awful",
        "Orvanne charged me twice for the {0} and refuses to refund, scandalous",
        "La {0} chez Orvanne était sale et le personnel désagréable, à fuir",
        "Orvanne : {0} en panne, aucun remboursement, service client nul",
    ];

    private static readonly string[] Praise =
    [
        "Lovely {0} at Orvanne, warm welcome and great value",
        "Excellent séjour chez Orvanne, {0} impeccable, je recommande",
        "The {0} at Orvanne is simply perfect, thank you all",
    ];

    private static readonly string[] Chatter =
    [
        "The town council met on Tuesday about the {0}",
        "Le marché du samedi déménage près de la {0}",
        "Orvanne opens a new {0} next month",
        "Does anyone know when the {0} closes?",
    ];

    private static readonly string[] Things =
    [
        "room",
        "breakfast",
        "terrace",
        "pool",
        "car park",
        "lift",
        "spa",
        "bar",
        "lobby",
        "garden",
    ];

    private WebApplication? _app;

    public Uri Root { get; private set; } = new("http://127.0.0.1");

    public Uri Feed(int feed) => new(Root, string.Create(CultureInfo.InvariantCulture, $"feeds/{feed}"));

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nAllow: /\n"));
        _app.MapGet(
            "/feeds/{feed:int}",
            (int feed, int? page) => Results.Text(Page(feed, page ?? 0), "application/atom+xml")
        );
        await _app.StartAsync();
        Root = new Uri(_app.Urls.Single());
    }

    private string Page(int feed, int page)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            Element(xml, "id", Feed(feed).AbsoluteUri);
            Element(xml, "title", string.Create(CultureInfo.InvariantCulture, $"Feed {feed}"));
            if ((page + 1) * PageSize < EntriesPerFeed)
            {
                xml.WriteStartElement("link");
                xml.WriteAttributeString("rel", "next");
                xml.WriteAttributeString(
                    "href",
                    string.Create(CultureInfo.InvariantCulture, $"{Feed(feed)}?page={page + 1}")
                );
                xml.WriteEndElement();
            }
            for (var entry = page * PageSize; entry < (page + 1) * PageSize; entry++)
            {
                Entry(xml, feed, entry);
            }
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    private void Entry(XmlWriter xml, int feed, int entry)
    {
        var burst = entry < BurstEntries / Feeds;
        // Every fiftieth entry says what the same entry of the first feed says: a copy.
        var random = new Random(entry % 50 == 7 ? entry : (feed * EntriesPerFeed) + entry + 1);
        var templates = burst
            ? Complaints
            : random.Next(10) switch
            {
                0 => Complaints,
                < 4 => Praise,
                _ => Chatter,
            };
        var sentence = string.Format(
            CultureInfo.InvariantCulture,
            templates[random.Next(templates.Length)],
            Things[random.Next(Things.Length)]
        );
        var at = burst
            ? end.AddMinutes(-1 - random.Next(25))
            : end.AddHours(-3).AddMinutes(-entry * 75 - random.Next(70));
        xml.WriteStartElement("entry");
        Element(xml, "id", string.Create(CultureInfo.InvariantCulture, $"urn:crash:{feed}:{entry}"));
        Element(xml, "title", string.Create(CultureInfo.InvariantCulture, $"Entry {entry}"));
        Element(xml, "updated", at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        xml.WriteStartElement("author");
        Element(xml, "name", string.Create(CultureInfo.InvariantCulture, $"author{random.Next(4000)}"));
        xml.WriteEndElement();
        Element(
            xml,
            "content",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sentence}. Note {random.Next(1_000_000)} of {random.Next(1_000_000)}."
            )
        );
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(name, value);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
