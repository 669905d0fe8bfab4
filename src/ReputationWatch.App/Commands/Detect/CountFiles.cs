using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>Runs the count detector over a folder of series, one file after the other, row by row.</summary>
internal static class CountFiles
{
    private static readonly TimeSpan UsualStep = TimeSpan.FromMinutes(5);

    public static void Run(DirectoryInfo input, DirectoryInfo output)
    {
        if (!input.Exists)
        {
            throw new CsvFormatException($"{input.FullName} does not exist. Give --in a folder of CSV files.");
        }
        if (Path.GetFullPath(input.FullName) == Path.GetFullPath(output.FullName))
        {
            throw new CsvFormatException("--in and --out are the same folder: the series would be overwritten.");
        }
        output.Create();
        foreach (var file in input.EnumerateFiles("*.csv").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            using var table = new CsvTable(file.FullName, "timestamp", "value");
            using var writer = new StreamWriter(Path.Combine(output.FullName, file.Name)) { NewLine = "\n" };
            Detect(table, writer);
        }
    }

    private static void Detect(CsvTable table, StreamWriter writer)
    {
        writer.WriteLine("timestamp,value,score,alert");
        var detector = new CountSpikeDetector(CountSettings.Default, UsualStep);
        OpenEpisode? open = null;
        var last = DateTimeOffset.MinValue;
        while (table.Read())
        {
            var at = table.Time("timestamp");
            var evidence = detector.Add(at, ValueOf(table));
            var decision = EpisodeDecision.None;
            if (at > last)
            {
                (decision, open) = EpisodeTracker.Next(open, evidence.Score, at, CountSettings.Rules);
                last = at;
            }
            var alert = decision is EpisodeDecision.Open or EpisodeDecision.Escalate ? 1 : 0;
            writer.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.Text("timestamp").Trim()},{table.Text("value").Trim()},{evidence.Score:0.####},{alert}"
                )
            );
        }
    }

    /// <summary>An empty value is a time of which nothing is known.</summary>
    private static double? ValueOf(CsvTable table)
    {
        if (string.IsNullOrWhiteSpace(table.Text("value")))
        {
            return null;
        }
        var value = table.Number("value");
        return value >= 0 ? value : throw table.Bad($"value '{table.Text("value")}' is negative; counts are not.");
    }
}
