using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>Runs the mention detector over a folder of collected mentions, brand by brand, on a clock made of the
/// times of collection.</summary>
internal static class MentionFiles
{
    public static void Run(DirectoryInfo input, FileInfo output)
    {
        var feeds = FeedEvents.Read(Path.Combine(input.FullName, "feeds.csv"));
        var brands = new Dictionary<string, BrandReplay>(StringComparer.Ordinal);
        using var table = new CsvTable(
            Path.Combine(input.FullName, "mentions.csv"),
            "published_at",
            "collected_at",
            "brand",
            "source",
            "source_type",
            "author",
            "sentiment",
            "text_key"
        );
        output.Directory?.Create();
        using var writer = new StreamWriter(output.FullName) { NewLine = "\n" };
        writer.WriteLine("timestamp,brand,score,window_h,effective,expected,authors,sources");
        var clock = new ReplayClock();
        while (table.Read())
        {
            var seen = table.Time("collected_at");
            foreach (var tick in clock.TicksBefore(seen))
            {
                EvaluateAll(brands, tick, writer);
            }
            var brand = table.Text("brand");
            if (!brands.TryGetValue(brand, out var replay))
            {
                brands[brand] = replay = new BrandReplay(clock.Start, feeds.GetValueOrDefault(brand, []));
            }
            replay.Add(Fact(table, seen));
        }
        foreach (var tick in clock.LastTick())
        {
            EvaluateAll(brands, tick, writer);
        }
    }

    private static void EvaluateAll(Dictionary<string, BrandReplay> brands, DateTimeOffset tick, StreamWriter writer)
    {
        foreach (var (brand, replay) in brands)
        {
            if (replay.Tick(tick) is { } e)
            {
                writer.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{tick:yyyy-MM-dd HH:mm:ss},{Quote(brand)},{e.Score:0.###},{e.WindowHours},{e.Effective:0.##},{e.Expected:0.##},{e.Authors},{e.Sources}"
                    )
                );
            }
        }
    }

    private static MentionFact Fact(CsvTable row, DateTimeOffset seen)
    {
        var published = row.Time("published_at");
        var sentiment = row.Text("sentiment");
        if (sentiment is not ("neg" or "neu" or "pos"))
        {
            throw row.Bad($"sentiment '{sentiment}' is none of neg, neu, pos.");
        }
        var (source, author, story) = (row.Text("source"), row.Text("author"), row.Text("text_key"));
        var id = string.Join('\u001f', row.Text("published_at"), source, author, story);
        return new MentionFact(id, published, seen, author, source, story, sentiment == "neg", published != seen);
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
