using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>Reads the lines of a robots.txt. Works on bytes: paths in no known encoding still compare with escaped ones.</summary>
internal sealed class RobotsReader
{
    private static ReadOnlySpan<byte> Blanks => " \t\v\f"u8;

    private readonly List<RobotsGroup> groups = [];
    private readonly List<string> sitemaps = [];
    private RobotsGroup? current;
    private bool rulesSeen;

    public static RobotsRules Read(ReadOnlySpan<byte> file)
    {
        var reader = new RobotsReader();
        var rest = WithoutBom(file);
        rest = WithinLimit(rest);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            reader.ReadLine(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
        return new RobotsRules(reader.groups, reader.sitemaps);
    }

    private static ReadOnlySpan<byte> WithoutBom(ReadOnlySpan<byte> file) =>
        file switch
        {
            [0xEF, 0xBB, 0xBF, ..] => file[3..],
            [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(file[2..])),
            [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(file[2..])),
            _ => file,
        };

    /// <summary>A line that the limit cuts is dropped: half a path would forbid more than its writer meant.</summary>
    private static ReadOnlySpan<byte> WithinLimit(ReadOnlySpan<byte> file)
    {
        if (file.Length <= RobotsRules.MaxBytes)
        {
            return file;
        }
        var kept = file[..(RobotsRules.MaxBytes + 1)];
        var lastEnd = kept.LastIndexOfAny((byte)'\r', (byte)'\n');
        return lastEnd < 0 ? [] : kept[..lastEnd];
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        var text = (comment < 0 ? line : line[..comment]).Trim(Blanks);
        var end = KeyLength(text);
        if (end < 0)
        {
            return;
        }
        var value = text[(end + 1)..].Trim(Blanks);
        switch (Latin1(text[..end]).TrimEnd().ToLowerInvariant())
        {
            case "user-agent" or "useragent" or "user agent":
                ReadAgent(Latin1(value));
                break;
            case "allow":
                AddRule(value, allows: true);
                break;
            case "disallow" or "dissallow" or "dissalow" or "disalow" or "diasllow" or "disallaw":
                AddRule(value, allows: false);
                break;
            case "crawl-delay" or "crawldelay" or "crawl delay":
                ReadCrawlDelay(Latin1(value));
                break;
            case "sitemap" or "site-map" when !value.IsEmpty:
                sitemaps.Add(Encoding.UTF8.GetString(value));
                break;
        }
    }

    /// <summary>A colon ends the key; Google also reads a blank between exactly two words. -1 when neither is there.</summary>
    private static int KeyLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon >= 0)
        {
            return colon;
        }
        var blank = line.IndexOfAny(Blanks);
        return blank >= 0 && line[blank..].Trim(Blanks).IndexOfAny(Blanks) < 0 ? blank : -1;
    }

    private static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private void ReadAgent(string value)
    {
        if (current is null || rulesSeen)
        {
            current = new RobotsGroup();
            groups.Add(current);
            rulesSeen = false;
        }
        current.Add(RobotsAgent.TokenOf(value));
    }

    private void AddRule(ReadOnlySpan<byte> path, bool allows)
    {
        if (current is null)
        {
            return;
        }
        // An empty path matches nothing, but its line still ends the list of agents.
        rulesSeen = true;
        if (!path.IsEmpty)
        {
            current.Rules.Add(new RobotsRule(allows, new RobotsPattern(path)));
        }
    }

    private void ReadCrawlDelay(string value)
    {
        const double Longest = 365 * 24 * 3600d;
        // The framework reads NaN and Infinity as numbers too.
        if (
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds)
        )
        {
            current?.SetCrawlDelay(TimeSpan.FromSeconds(Math.Min(seconds, Longest)));
        }
    }
}
