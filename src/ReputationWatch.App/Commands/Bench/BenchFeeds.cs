using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.App.Commands.Bench;

/// <summary><c>bench feeds</c>: how fast feeds become records, on one core, and what one very long feed costs.</summary>
internal static class BenchFeeds
{
    private const int MixFeeds = 10;
    private const int MixItems = 2_000;
    private const int LongItems = 100_000;
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("feeds", "Measure parsing of ten generated feeds, and of one with 100,000 items.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var (parseSeconds, peakMiB, items, megabytes) = LongFeed();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"long feed: {items:N0} items, {megabytes:F0} MB in {parseSeconds:F2} s, peak of the process {peakMiB:F0} MiB"
            )
        );
        var mix = Enumerable.Range(0, MixFeeds).Select(Generate).ToArray();
        Measure(mix, TimeSpan.FromSeconds(1));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"mix: {Measure(mix, MixTime):F0} MB/s on one core ({MixFeeds} feeds, {mix.Sum(f => f.Length) / 1e6:F0} MB)"
            )
        );
        return 0;
    }

    private static (double Seconds, double PeakMiB, int Items, double Megabytes) LongFeed()
    {
        var feed = Rss(LongItems, words: 20, content: false);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var result = FeedParser.Parse(feed, "https://example.org/feed", "application/rss+xml");
        watch.Stop();
        using var process = Process.GetCurrentProcess();
        return (
            watch.Elapsed.TotalSeconds,
            process.PeakWorkingSet64 / 1048576.0,
            result.Feed!.Entries.Count,
            feed.Length / 1e6
        );
    }

    private static double Measure(byte[][] feeds, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        long bytes = 0;
        while (watch.Elapsed < time)
        {
            foreach (var feed in feeds)
            {
                var result = FeedParser.Parse(feed, "https://example.org/feed", null);
                bytes += result.Feed is { Entries.Count: > 0 }
                    ? feed.Length
                    : throw new InvalidOperationException("A generated feed was not read.");
            }
        }
        return bytes / 1e6 / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Four RSS feeds with HTML content, three Atom feeds, three JSON feeds.</summary>
    private static byte[] Generate(int index) =>
        (index % MixFeeds) switch
        {
            < 4 => Rss(MixItems, words: 150 + index * 50, content: true),
            < 7 => Atom(MixItems, words: 100 + index * 30),
            _ => Json(MixItems, words: 100 + index * 30),
        };

    private static byte[] Rss(int items, int words, bool content)
    {
        var bytes = new MemoryStream();
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
                + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Bench</title><link>https://example.org/</link>\n"
        );
        for (var i = 0; i < items; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<item><title>Item {i} &amp; more</title><link>https://example.org/{i}</link><guid>https://example.org/{i}</guid>"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"<pubDate>{Time(i):R}</pubDate><dc:creator>Jane Doe</dc:creator><category>news</category>"
            );
            text.Append("<description>").Append(Words(i, 20)).Append("</description>");
            if (content)
            {
                text.Append("<content:encoded><![CDATA[").Append(Paragraphs(i, words)).Append("]]></content:encoded>");
            }
            text.Append("</item>\n");
            Drain(text, bytes);
        }
        text.Append("</channel></rss>");
        Drain(text, bytes);
        return bytes.ToArray();
    }

    private static void Drain(StringBuilder text, MemoryStream bytes)
    {
        bytes.Write(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }

    private static byte[] Atom(int items, int words)
    {
        var text = new StringBuilder(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Bench</title><id>urn:bench</id>\n"
        );
        for (var i = 0; i < items; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<entry><title>Entry {i}</title><link href=\"/{i}\"/><id>urn:bench:{i}</id><updated>{Time(i):yyyy-MM-dd'T'HH:mm:ss'Z'}</updated>"
            );
            text.Append("<author><name>Jane Doe</name></author><content type=\"html\">");
            text.Append(Paragraphs(i, words).Replace("<", "&lt;", StringComparison.Ordinal))
                .Append("</content></entry>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("</feed>").ToString());
    }

    private static byte[] Json(int items, int words) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                version = "https://jsonfeed.org/version/1.1",
                title = "Bench",
                items = Enumerable
                    .Range(0, items)
                    .Select(i => new
                    {
                        id = i,
                        url = $"https://example.org/{i}",
                        title = $"Item {i}",
                        content_html = Paragraphs(i, words),
                        date_published = Time(i),
                    }),
            },
            JsonLines.Options
        );

    private static DateTimeOffset Time(int i) => DateTimeOffset.UnixEpoch.AddMinutes(25_000_000 + i);

    private static string Paragraphs(int seed, int words) =>
        string.Concat(
            Enumerable
                .Range(0, Math.Max(1, words / 60))
                .Select(p => $"<p>{Words(seed + p, 60)} <a href=\"/l/{seed}\">link</a></p>\n")
        );

    private static readonly string[] Vocabulary =
        "the hotel was très agréable and we would come back un séjour parfait but breakfast arrived late le personnel est souriant".Split(
            ' '
        );

    private static string Words(int seed, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => Vocabulary[(seed * 7 + i * 13) % Vocabulary.Length]));
}
