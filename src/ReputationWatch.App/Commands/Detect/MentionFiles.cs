using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>Runs the mention detector over a folder of collected mentions, brand by brand, on a clock made of the
/// times of collection.</summary>
internal static class MentionFiles
{
    public static void Run(DirectoryInfo input, FileInfo output, AlertSignals watched = AlertSignalNames.Usual)
    {
        var feeds = FeedEvents.Read(Path.Combine(input.FullName, "feeds.csv"));
        using var table = new CsvTable(Path.Combine(input.FullName, "mentions.csv"), CollectedMentions.Columns);
        output.Directory?.Create();
        using var writer = new StreamWriter(output.FullName) { NewLine = "\n" };
        writer.WriteLine("timestamp,brand,score,window_h,effective,expected,authors,sources");
        var brands = new Dictionary<string, BrandReplay>(StringComparer.Ordinal);
        var clock = new ReplayClock();
        var signals = watched.Signals();
        foreach (var (brand, fact) in new CollectedMentions(table).Read())
        {
            foreach (var tick in clock.TicksBefore(fact.SeenAt))
            {
                EvaluateAll(brands, tick, writer);
            }
            if (!brands.TryGetValue(brand, out var replay))
            {
                brands[brand] = replay = new BrandReplay(clock.Start, feeds.GetValueOrDefault(brand, []), signals);
            }
            replay.Add(fact);
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
            if (replay.Tick(tick) is { } mail)
            {
                Write(writer, tick, brand, mail);
            }
        }
    }

    private static void Write(StreamWriter writer, DateTimeOffset tick, string brand, SpikeEvidence e)
    {
        var culture = CultureInfo.InvariantCulture;
        var name =
            brand.AsSpan().IndexOfAny(",\"\n") < 0
                ? brand
                : $"\"{brand.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        writer.WriteLine(
            string.Join(
                ',',
                tick.ToString("yyyy-MM-dd HH:mm:ss", culture),
                name,
                e.Score.ToString("0.###", culture),
                e.WindowHours.ToString(culture),
                e.Effective.ToString("0.##", culture),
                e.Expected.ToString("0.##", culture),
                e.Authors.ToString(culture),
                e.Sources.ToString(culture)
            )
        );
    }
}
