using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Imports;

/// <summary>A list of JSON objects, or one object on each line. Members of members are columns with a dot: <c>user.name</c>.</summary>
internal static class JsonTable
{
    private const int SampleRows = 100;

    /// <summary>A list is held in memory while it is read; lines are not.</summary>
    private const long MostListBytes = 100L * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    public static ImportTable Open(string path)
    {
        var isList = IsList(path);
        if (isList && new FileInfo(path).Length > MostListBytes)
        {
            throw new ImportException(
                "TooLarge",
                $"A JSON list may have {MostListBytes / (1024 * 1024)} MiB. Write one object on each line (JSON Lines), or split it.",
                MostListBytes / (1024 * 1024)
            );
        }
        IEnumerable<JsonElement> Objects() => isList ? List(path) : Lines(path);
        var columns = Objects().Take(SampleRows).SelectMany(o => Members(o).Select(m => m.Name)).Distinct().ToList();
        if (columns.Count is 0 or > ImportLimits.MostColumns)
        {
            throw new ImportException("NoRows", "The file holds no list of objects.");
        }
        return new ImportTable(columns, isList ? "JSON" : "JSON Lines", () => Rows(Objects(), columns));
    }

    private static IEnumerable<ImportRow> Rows(IEnumerable<JsonElement> objects, List<string> columns)
    {
        var number = 0;
        foreach (var row in objects)
        {
            var members = Members(row).GroupBy(m => m.Name).ToDictionary(g => g.Key, g => g.First().Value);
            yield return new ImportRow(++number, [.. columns.Select(c => members.GetValueOrDefault(c, ""))]);
        }
    }

    private static IEnumerable<(string Name, string Value)> Members(
        JsonElement owner,
        string prefix = "",
        int depth = 0
    )
    {
        if (owner.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }
        foreach (var member in owner.EnumerateObject())
        {
            var name = prefix + member.ReadName();
            if (member.Value.ValueKind == JsonValueKind.Object && depth < 2)
            {
                foreach (var inner in Members(member.Value, name + ".", depth + 1))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return (name, member.Value.AsText() ?? "");
            }
        }
    }

    private static bool IsList(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        int read;
        while ((read = reader.Read()) >= 0 && char.IsWhiteSpace((char)read)) { }
        return read == '[';
    }

    private static IEnumerable<JsonElement> List(string path)
    {
        using var document = Parse(File.ReadAllBytes(path), 1);
        foreach (var element in document.RootElement.EnumerateArray())
        {
            yield return element;
        }
    }

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            using var document = Parse(Encoding.UTF8.GetBytes(line), number);
            yield return document.RootElement;
        }
    }

    private static JsonDocument Parse(byte[] utf8, int line)
    {
        try
        {
            var start = utf8.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
            return JsonDocument.Parse(utf8.AsMemory(start), Options);
        }
        catch (JsonException broken)
        {
            var at = line + (broken.LineNumber ?? 0);
            throw new ImportException("BrokenJson", $"Line {at} is no valid JSON: {broken.Message}", at);
        }
    }
}
