using System.Globalization;
using System.IO.Compression;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Reads labelled sets: <c>SET/train.tsv.gz</c> and <c>SET/val.tsv.gz</c>, tab separated with a header.</summary>
public static class DataFolder
{
    private const int Columns = 6;

    // Sets whose publisher states a permissive licence for them, and no stricter original is known.
    private static readonly string[] Permissive = ["umsab_", "semeval_", "hutto_", "allocine_", "tp_en_rings"];

    public static bool IsPermissive(string set) => Permissive.Any(p => set.StartsWith(p, StringComparison.Ordinal));

    public static IReadOnlyList<Example> Read(string folder, string part, bool permissiveOnly = false)
    {
        var examples = new List<Example>();
        foreach (var set in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(set, part + ".tsv.gz");
            if (File.Exists(file) && (!permissiveOnly || IsPermissive(Path.GetFileName(set))))
            {
                using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
                examples.AddRange(ReadSet(stream, Path.GetFileName(set)));
            }
        }
        return examples;
    }

    public static IEnumerable<Example> ReadSet(Stream stream, string set)
    {
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t', Columns);
            if (
                fields.Length == Columns
                && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var label)
                && label is >= 0 and <= 2
            )
            {
                yield return new Example(
                    set,
                    (SentimentLabel)label,
                    Number(fields[1]),
                    Number(fields[2]),
                    fields[3],
                    fields[4],
                    fields[5]
                );
            }
        }
    }

    private static float Number(string field) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;
}
