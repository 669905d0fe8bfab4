using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Sites;

namespace ReputationWatch.Tests.Sites;

public sealed class SiteDefinitionTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static TheoryData<string> Names => [.. SiteDefinitions.Shipped.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_OnItsCapturedPage_GivesTheExpectedItems(string name)
    {
        var captures = Fuzzing.Captures("Sites").ToDictionary(c => c.Name, c => c.Bytes, StringComparer.Ordinal);
        var definition = SiteDefinitions.Shipped.Single(d => d.Name == name);

        var page = SiteReader.Read(captures[$"{name}.html"], "https://site.example/page", null, definition);

        Assert.Equal(
            JsonDocument.Parse(captures[$"{name}.json"]).RootElement.GetRawText().ReplaceLineEndings("\n").Trim(),
            JsonSerializer.Serialize(page, Json).ReplaceLineEndings("\n")
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_OfAPlatform_IsRecognised(string name) =>
        Assert.Equal(
            name,
            SiteReader.Recognise(Fuzzing.Captures("Sites").Single(c => c.Name == $"{name}.html").Bytes, null)?.Name
        );

    [Theory]
    [InlineData("name: a\ntitle: b\nlist: x", "fields is missing")]
    [InlineData("name: a\ntitle: b\nlist: x\nfields: {author: y}", "neither body nor title")]
    [InlineData("name: a\ntitle: b\nlist: 'x['\nfields: {body: y}", "no CSS selector")]
    [InlineData("name: a\ntitle: b\nlist: x\nfields: {bodi: y}", "has \"bodi\"")]
    [InlineData("name: a\ntitle: b\nlist: x\nfields: {body: {filters: [{shout: x}]}}", "known are match")]
    [InlineData("name: a\ntitle: b\nlist: x\nfields: {body: {filters: [{match: '('}]}}", "cannot be used")]
    [InlineData("name: [", "broken.yml, line")]
    [InlineData("name: \"\\ud83d\\ud83d\"", "no YAML that can be read")]
    [InlineData("name: [[[[[[[[[[[[[[[[[[[[[[[[[", "nested at most")]
    [InlineData("name: &a [*a]", "no aliases")]
    public void Definition_WithAMistake_NamesFileAndPlace(string yaml, string expected)
    {
        var failure = Assert.Throws<SiteDefinitionException>(() => SiteDefinitionReader.Read(yaml, "broken.yml"));

        Assert.Contains("broken.yml", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_WithAMistake_NamesItsLine()
    {
        var failure = Assert.Throws<SiteDefinitionException>(() =>
            SiteDefinitionReader.Read("name: a\ntitle: b\nlist: x\nfields:\n  body: y\n  bodi: z", "own.yml")
        );

        Assert.StartsWith("own.yml, line 6:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_OfAFolder_ReadsItsFilesAndSaysWhichIsBroken()
    {
        var folder = Directory.CreateTempSubdirectory("reputationwatch-sites-");
        File.WriteAllText(
            Path.Combine(folder.FullName, "own.yml"),
            "name: own\ntitle: Own\nhosts: [forum.example]\nlist: p\nfields: {body: b}"
        );
        File.WriteAllText(Path.Combine(folder.FullName, "broken.yml"), "name: [");
        var catalog = new SiteCatalog(folder.FullName);

        Assert.Equal("own", catalog.Recognise(Array.Empty<byte>(), "https://www.forum.example/t/1", null)?.Name);
        Assert.Null(catalog.Recognise(Array.Empty<byte>(), "https://notforum.example/t/1", null));
        Assert.StartsWith("broken.yml, line", Assert.Single(catalog.Problems), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Item_WithoutAnId_KeepsItsFingerprint()
    {
        var definition = SiteDefinitionReader.Read("name: a\ntitle: b\nlist: p\nfields: {body: b}", "a.yml");
        byte[] page = Encoding.UTF8.GetBytes("<p><b>Text</b></p><p>none</p>");

        var item = Assert.Single(SiteReader.Read(page, null, null, definition).Items);

        Assert.Equal(item.Id, Assert.Single(SiteReader.Read(page, null, null, definition).Items).Id);
        Assert.StartsWith("sha256:", item.Id, StringComparison.Ordinal);
    }
}
