using System.IO.Compression;
using System.Text;

namespace ReputationWatch.Tests.Fuzz;

/// <summary>What is damaged: a little of each kind of input.</summary>
internal static class Samples
{
    private static readonly string[] Way =
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
        "10.1.0.0/16",
    ];

    private static readonly string[] Data =
    [
        // reddit
        """[{"kind":"Listing","data":{"after":"t3_b","children":[{"kind":"t3","data":{"name":"t3_a","title":"H&amp;M","selftext":"x","created_utc":1763719200.0,"permalink":"/r/a/","score":1}}]}},{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"name":"t1_1","body":"b","replies":{"kind":"Listing","data":{"children":[{"kind":"more","data":{}}]}}}}]}}]""",
        // mastodon
        """{"statuses":[{"id":"1","uri":"https://m.example/1","content":"<p>a <span>b</span></p>","created_at":"2026-11-20T08:30:00.000Z","account":{"id":"2","acct":"a@b","display_name":"A"},"favourites_count":1,"reblog":{"id":"3","content":"x"},"language":"fr"}]}""",
        // bluesky
        """{"feed":[{"post":{"uri":"at://did:plc:abc/app.bsky.feed.post/3k","author":{"did":"did:plc:abc","handle":"lea.example"},"record":{"text":"gr\u00e8ve","createdAt":"2026-11-20T08:30:00.123Z","langs":["fr"]},"likeCount":1}}],"cursor":"x"}""",
        // x
        """{"data":[{"id":"10","text":"cut\ud83d","author_id":"5","created_at":"2026-11-20T08:30:00.000Z","public_metrics":{"retweet_count":4},"referenced_tweets":[{"type":"replied_to","id":"8"}]}],"includes":{"users":[{"id":"5","username":"ada"}]}}""",
        // discourse
        """{"id":7,"slug":"delivery","post_stream":{"posts":[{"id":1,"username":"a","cooked":"<p>first</p>","actions_summary":[{"id":2,"count":5}]},{"id":3,"user_deleted":true}]}}""",
        // youtube
        """{"items":[{"id":"U1","snippet":{"videoId":"v","topLevelComment":{"id":"U1","snippet":{"textDisplay":"tr&egrave;s <b>bien</b>","authorChannelId":{"value":"UC1"},"likeCount":6}}},"replies":{"comments":[{"id":"U1.r","snippet":{"textOriginal":"non"}}]}}]}""",
        // app store, both forms
        """{"feed":{"entry":[{"author":{"name":{"label":"Luc"}},"im:rating":{"label":"2"},"id":{"label":"99"},"content":{"label":"Plante","attributes":{"type":"text"}}}]}}""",
        "<?xml version=\"1.0\"?><feed xmlns:im=\"http://itunes.apple.com/rss\" xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>t</title><im:rating>4</im:rating><content type=\"text\">x</content></entry></feed>",
        // hacker news
        """{"hits":[{"objectID":"2","comment_text":"It&#x27;s <i>fine</i>","story_id":1,"created_at_i":1795163400,"author":"sam"}],"children":[{"id":2,"text":null,"children":[]}]}""",
        // trustpilot, google, stack exchange
        """{"reviews":[{"id":"r1","stars":1,"text":"x","createdAt":"2026-11-20T08:30:00Z","status":"active","consumer":{"displayName":"N"}},{"name":"a/b","reviewId":"r","starRating":"FOUR","comment":"c","createTime":"2026-11-20T08:30:00Z"}]}""",
        """{"items":[{"question_id":1,"title":"Why &#39;x&#39;?","body":"<p>a</p>","creation_date":1795163400,"owner":{"user_id":8}}],"has_more":false}""",
        // inbound delivery
        """{"items":[{"id":"r-1","text":"Bien","publishedAt":"2026-03-01T10:00:00+01:00","author":{"id":"a1"},"rating":{"value":4,"best":5},"nps":9,"kind":"review","likes":3}]}""",
        // files
        "Commentaire;Date;Note;Auteur\r\n\"a, \"\"b\"\"\nc\";02/01/2026;4,5;Zo\u00e9\r\n;;;\r\nx;13/02/2026;★★★☆☆;B",
        "text\trating\tdate\na\t4/5\t2026-01-02\n",
        "{\"text\":\"a\",\"user\":{\"name\":\"Anna\"}}\n\n{\"text\":\"b\",\"nps\":11}\n",
        // definition
        "name: a\ntitle: b\nhosts: [forum.example]\nlist: p.x > a\nfields:\n  body: {selector: b, filters: [{match: '(\\d+)'}]}\n  rating: {attribute: data-x, filters: [{divide: 20}]}\n",
    ];

    /// <summary>Feeds and pages as captured.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> OfPages { get; } =
    [.. new[] { "Feeds", "Reviews", "Articles", "Sites" }.SelectMany(Fuzzing.Captures)];

    public static IReadOnlyList<(string Name, byte[] Bytes)> OfTheWay { get; } = Named(Way);

    public static IReadOnlyList<(string Name, byte[] Bytes)> OfData { get; } =
    [
        .. Named(Data),
        ("a workbook", Workbook(CompressionLevel.Optimal)),
        ("a workbook not packed", Workbook(CompressionLevel.NoCompression)),
    ];

    private static IReadOnlyList<(string, byte[])> Named(IEnumerable<string> texts) =>
        [.. texts.Select((text, index) => ($"sample {index}", Encoding.UTF8.GetBytes(text)))];

    /// <summary>Not packed, damage reaches the XML inside; the reader does not ask for the checksum first.</summary>
    private static byte[] Workbook(CompressionLevel level)
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                zip,
                level,
                "xl/workbook.xml",
                $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            );
            Add(
                zip,
                level,
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            );
            Add(
                zip,
                level,
                "xl/sharedStrings.xml",
                $"<sst {Main}><si><t>Verbatim</t></si><si><r><t>Rich</t></r></si></sst>"
            );
            Add(
                zip,
                level,
                "xl/styles.xml",
                $"<styleSheet {Main}><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            );
            Add(
                zip,
                level,
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Date</t></is></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>46096</v></c></row></sheetData></worksheet>"
            );
        }
        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, CompressionLevel level, string name, string text)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
