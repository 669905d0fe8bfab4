using System.Globalization;
using System.Text;

namespace ReputationWatch.Tests;

/// <summary>
/// Damages captures at random, by seed. REPUTATIONWATCH_FUZZ_ROUNDS=100000 makes the bounded tests long ones; a failure names
/// the seed, and the seed alone brings it back.
/// </summary>
internal static class Fuzzing
{
    private static readonly byte[][] Splices =
    [
        .. new[]
        {
            "<",
            ">",
            "&",
            "\"",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "</",
            "<item>",
            "</channel>",
            "<entry>",
            "&#x0;",
            "&#xD800;",
            "&nbsp",
            "xml:base=\"::\"",
            "xmlns=\"x\"",
            "<!DOCTYPE a [<!ENTITY b \"c\">",
            "{",
            "}",
            "[",
            "\\u",
            "\\uD800",
            ",,",
            "itemscope",
            "itemref=\"a\"",
            " id=\"a\" ",
            "typeof=\"v:Review\"",
            "<table><tr><td>",
            "<b><p></b>",
            "<svg>",
            "99999999999999999999",
            "\0",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE],
        [0xEF, 0xBB, 0xBF],
        [0xC3],
    ];

    public static int Rounds(int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable("REPUTATIONWATCH_FUZZ_ROUNDS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var rounds
        )
            ? rounds
            : usual;

    public static byte[] Damage(byte[] capture, int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(capture);
        for (var changes = random.Next(1, 12); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Splices[random.Next(Splices.Length)]);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>The captures of a folder of this project, by name.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Captures(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder, "Captures"))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)));
}
