using System.Text;

namespace ReputationWatch.Tests.Fuzz;

/// <summary>Runs by itself: memory is the process's.</summary>
[CollectionDefinition(nameof(ParserFuzzTests), DisableParallelization = true)]
public sealed class ParserFuzzCollection;

/// <summary>
/// Whatever the bytes, parsers keep the promises of <see cref="FuzzGuard"/>. The seeds are 0, 1, 2, …, the same in each run;
/// REPUTATIONWATCH_FUZZ_ROUNDS says how far they go. A failure names its own, which is then kept below.
/// </summary>
[Collection(nameof(ParserFuzzTests))]
public sealed class ParserFuzzTests
{
    [Fact]
    public void ParsersOfPages_DamagedCaptures_KeepTheirPromises() => Rounds(Parsers.OfPages, Samples.OfPages, 400);

    [Fact]
    public void ParsersOfTheWay_DamagedInput_KeepTheirPromises() => Rounds(Parsers.OfTheWay, Samples.OfTheWay, 5000);

    [Fact]
    public void ParsersOfData_DamagedInput_KeepTheirPromises() => Rounds(Parsers.OfData, Samples.OfData, 5000);

    /// <summary>Seeds that found something, by the sample that they damage.</summary>
    [Theory]
    [InlineData("sample 15", 897)]
    [InlineData("sample 11", 33167)]
    [InlineData("sample 10", 6706)]
    public void Parsers_SeedsThatOnceFailed_KeepTheirPromises(string sample, int seed)
    {
        var (name, bytes) = Samples.OfData.Single(s => s.Name == sample);
        FuzzGuard.Hold(Parsers.All, Fuzzing.Damage(bytes, seed), $"{name}, seed {seed}");
    }

    /// <summary>A feed where an address is expected, a workbook in place of a page: bytes do not come where they belong.</summary>
    [Fact]
    public void Parsers_InputOfAnotherKind_KeepTheirPromises() =>
        Rounds(Parsers.All, [.. Samples.OfPages, .. Samples.OfTheWay, .. Samples.OfData], 150);

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<b><p></b>", 5_000)]
    [InlineData("<svg><td>", 20_000)]
    [InlineData("<div></x>", 20_000)]
    [InlineData("<ul><li>", 10_000)]
    [InlineData("<table><tr><td>", 5_000)]
    [InlineData("<a><b><i><font>", 5_000)]
    [InlineData("<item><title>", 50_000)]
    [InlineData("<rss><channel>", 50_000)]
    [InlineData("<![CDATA[", 50_000)]
    [InlineData("<!--", 50_000)]
    [InlineData("<!-- >", 50_000)]
    [InlineData("<!D[>", 50_000)]
    [InlineData("<a><![CDATA[</a>", 50_000)]
    [InlineData(" ,", 100_000)]
    [InlineData("<h2><a href=x>abcdefghij</a></h2>", 5_000)]
    [InlineData("<p class=date>x</p>", 10_000)]
    [InlineData("<x a=\"", 20_000)]
    [InlineData("&lt;", 100_000)]
    [InlineData("&", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 50_000)]
    [InlineData("<div itemscope itemprop=review id=a itemref=a>", 2_000)]
    [InlineData("<p typeof=Review rel=review>", 5_000)]
    [InlineData("<div class=\"h-review p-item\">", 3_000)]
    public void ParsersOfPages_EndlessRepetition_KeepTheirPromises(string piece, int times) =>
        Repeat(
            Parsers.OfPages,
            piece,
            times,
            "",
            "<rss version=\"2.0\"><channel><item>",
            "<!doctype html><body>",
            "<script type=application/ld+json>"
        );

    [Theory]
    [InlineData("http://", "a.", 200_000)]
    [InlineData("http://", "\u00e9", 100_000)]
    [InlineData("http://xn--", "a9", 100_000)]
    [InlineData("http://", "%41", 100_000)]
    [InlineData("http://", "9", 300_000)]
    [InlineData("http://[", "1:", 100_000)]
    [InlineData("http://", "@", 300_000)]
    [InlineData("http://h/", "../", 200_000)]
    [InlineData("http://h/", "a/", 200_000)]
    [InlineData("http://h:", "0", 300_000)]
    [InlineData("User-agent: *\nDisallow: /", "*a", 100_000)]
    [InlineData("User-agent: *\n", "Disallow: /*a*b*c$\n", 20_000)]
    [InlineData("", "User-agent: x\n", 30_000)]
    [InlineData("", "<meta ", 50_000)]
    [InlineData("", "<!--", 100_000)]
    [InlineData("<meta ", "a=\"", 50_000)]
    [InlineData("", "\"", 100_000)]
    [InlineData("", "[{\"data\":", 20_000)]
    public void ParsersOfTheWay_EndlessRepetition_KeepTheirPromises(string start, string piece, int times) =>
        Repeat(Parsers.OfTheWay, piece, times, start);

    [Theory]
    [InlineData("", "[{\"data\":", 20_000)]
    [InlineData("", "{\"children\":[", 20_000)]
    [InlineData("{\"items\":[", "{\"id\":\"a\",\"text\":\"b\"},", 20_000)]
    [InlineData("{\"statuses\":[", "{\"id\":\"1\",\"content\":\"<p>\"},", 20_000)]
    [InlineData("{\"hits\":[", "{\"children\":[", 20_000)]
    [InlineData("{\"items\":[{\"text\":\"", "\\ud83d", 50_000)]
    [InlineData("text,date\n", "\"", 300_000)]
    [InlineData("text,date\n", "a\n", 200_000)]
    [InlineData("", "a,", 300_000)]
    [InlineData("text\n", "{", 200_000)]
    [InlineData("name: a\nfields: ", "{a: ", 5_000)]
    [InlineData("name: a\nfields: ", "[", 20_000)]
    [InlineData("a: &a [x]\nb: ", "[*a, ", 5_000)]
    [InlineData("<feed>", "<entry>", 50_000)]
    public void ParsersOfData_EndlessRepetition_KeepTheirPromises(string start, string piece, int times) =>
        Repeat(Parsers.OfData, piece, times, start);

    private static void Rounds(
        IReadOnlyList<FuzzedParser> parsers,
        IReadOnlyList<(string Name, byte[] Bytes)> samples,
        int usual
    ) =>
        Parallel.For(
            0,
            Fuzzing.Rounds(usual),
            seed =>
            {
                var (name, bytes) = samples[seed % samples.Count];
                FuzzGuard.Hold(parsers, Fuzzing.Damage(bytes, seed), $"{name}, seed {seed}");
            }
        );

    private static void Repeat(IReadOnlyList<FuzzedParser> parsers, string piece, int times, params string[] starts)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        foreach (var start in starts)
        {
            FuzzGuard.Hold(parsers, Encoding.UTF8.GetBytes(start + text), $"\"{start}\" and {times} times \"{piece}\"");
        }
    }
}
