using System.Globalization;
using System.Text;

namespace ReputationWatch.Connectors.Urls.Idna;

/// <summary>
/// The Unicode properties that UTS 46 needs, from the tables embedded beside this file: the platform's own IDNA is
/// transitional, checks no Bidi rule and follows whatever ICU the machine has.
/// </summary>
internal static class IdnaTables
{
    /// <summary>The mark of a code point that stays as it is; no mapping contains NUL.</summary>
    public const string Valid = "\0";

    private static readonly Lazy<RangeTable> Mappings = new(() => RangeTable.Load("mapping.txt", ReadMapping));
    private static readonly Lazy<RangeTable> BidiClasses = new(() => RangeTable.Load("bidi.txt", string.Intern));
    private static readonly Lazy<RangeTable> JoiningTypes = new(() => RangeTable.Load("joining.txt", string.Intern));
    private static readonly Lazy<RangeTable> Viramas = new(() => RangeTable.Load("viramas.txt", string.Intern));

    /// <summary><see cref="Valid"/>, the replacement (empty when ignored), or null when disallowed.</summary>
    public static string? Mapping(int codePoint) => Mappings.Value.Find(codePoint);

    /// <summary>The Bidi_Class: "L" where the table says nothing.</summary>
    public static string BidiClass(int codePoint) => BidiClasses.Value.Find(codePoint) ?? "L";

    /// <summary>The Joining_Type (L, R, D, T), "U" where the table says nothing.</summary>
    public static string JoiningType(int codePoint) => JoiningTypes.Value.Find(codePoint) ?? "U";

    public static bool IsVirama(int codePoint) => Viramas.Value.Find(codePoint) is not null;

    private static string ReadMapping(string value) =>
        value switch
        {
            "" => Valid,
            "-" => "",
            _ => string.Concat(value.Split(' ').Select(hex => new Rune(RangeTable.Hex(hex)).ToString())),
        };
}

/// <summary>Values of code point ranges, read from lines <c>from-to;value</c> in ascending order.</summary>
internal sealed class RangeTable
{
    private readonly int[] starts;
    private readonly int[] ends;
    private readonly string[] values;

    private RangeTable(IReadOnlyList<(int Start, int End, string Value)> rows)
    {
        starts = [.. rows.Select(r => r.Start)];
        ends = [.. rows.Select(r => r.End)];
        values = [.. rows.Select(r => r.Value)];
    }

    public string? Find(int codePoint)
    {
        var at = Array.BinarySearch(starts, codePoint);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && codePoint <= ends[at] ? values[at] : null;
    }

    public static RangeTable Load(string name, Func<string, string> readValue)
    {
        using var stream =
            typeof(RangeTable).Assembly.GetManifestResourceStream(typeof(RangeTable), name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        var rows = new List<(int, int, string)>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                rows.Add(ReadRow(line, readValue));
            }
        }
        return new RangeTable(rows);
    }

    public static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static (int Start, int End, string Value) ReadRow(string line, Func<string, string> readValue)
    {
        var parts = line.Split(';');
        var range = parts[0].Split('-');
        return (Hex(range[0]), Hex(range[^1]), readValue(parts.ElementAtOrDefault(1) ?? ""));
    }
}
