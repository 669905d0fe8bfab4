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

    // A text is one of each: enough combinations that two texts are copies of each other only where that is meant.
    private static readonly string[][] Complaints =
    [
        [
            "Never again at Orvanne",
            "Orvanne, quelle honte",
            "Furious with Orvanne",
            "Séjour gâché chez Orvanne",
            "Awful night in Orvanne",
            "Orvanne nous a menti",
        ],
        [
            "the bathroom was filthy and smelled of mould",
            "deux heures d'attente à l'accueil sans une excuse",
            "they charged my card twice and refuse to refund",
            "des punaises de lit dans toute la chambre",
            "rude staff who laughed at our complaint",
            "le chauffage en panne et aucun dédommagement",
            "a leaking ceiling above the children's beds",
            "réservation annulée la veille, débrouillez-vous",
            "disgusting breakfast with spoiled milk",
        ],
        [
            "avoid this place",
            "à fuir absolument",
            "worst money I ever spent",
            "service client nul et méprisant",
            "I want my money back",
            "une arnaque pure et simple",
            "we left after one hour, disgusted",
        ],
    ];

    private static readonly string[][] Praise =
    [
        ["Lovely weekend at Orvanne", "Orvanne, un bonheur", "Thank you Orvanne", "Excellent séjour chez Orvanne"],
        [
            "warm welcome and a spotless room",
            "petit déjeuner délicieux face au lac",
            "the spa alone is worth the trip",
            "personnel adorable et attentif",
            "wonderful terrace and superb cooking",
        ],
        ["we will be back", "je recommande vivement", "perfect from start to end", "bravo à toute l'équipe"],
    ];

    private static readonly string[][] Chatter =
    [
        ["On Tuesday", "Mardi prochain", "This spring", "Depuis hier", "Next week"],
        [
            "the town council meets about the harbour road",
            "le marché du samedi déménage près de la gare",
            "Orvanne opens a second building",
            "Orvanne recrute une réceptionniste",
            "the museum shows old maps of the valley",
            "la ligne de bus change d'horaire",
        ],
        ["according to the mayor", "selon la commune", "says the newsletter", "d'après le journal"],
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
        var sentence = string.Join(", ", templates.Select(part => part[random.Next(part.Length)]));
        var at = burst
            ? end.AddMinutes(-1 - random.Next(25))
            : end.AddHours(-3).AddMinutes((-entry * 75) - random.Next(70));
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
            $"{sentence}. {string.Join(' ', Enumerable.Range(0, 8).Select(_ => MadeUpWord(random)))}"
        );
        xml.WriteEndElement();
    }

    /// <summary>Generators with neighbouring seeds begin alike; the multiplication scatters them.</summary>
    private static Random RandomOf(int seed) => new(unchecked((int)((uint)seed * 2_654_435_761)));

    /// <summary>Names and places nobody knows: what makes two complaints about the same thing two texts.</summary>
    private static string MadeUpWord(Random random) =>
        string.Concat(
            Enumerable.Range(0, 3).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}")
        );

    private static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(name, value);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
