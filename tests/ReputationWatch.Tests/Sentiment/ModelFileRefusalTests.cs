using System.Buffers.Binary;
using System.Text;
using ReputationWatch.Sentiment.ModelFiles;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>A refused file says what is wrong with it.</summary>
public sealed class ModelFileRefusalTests
{
    private static byte[] Written(int length = 3000)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, [.. Enumerable.Range(0, length).Select(i => (byte)(i * i))]);
        return stream.ToArray();
    }

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(bytes))).Message;

    [Fact]
    public void Header_CutShort() =>
        Assert.Contains("shorter than its header", Refusal(Written()[..20]), StringComparison.Ordinal);

    [Fact]
    public void Magic_Wrong()
    {
        var bytes = Written();
        bytes[0] = (byte)'X';

        Assert.Contains("RWSM", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_CutShort() => Assert.Contains("cut short", Refusal(Written()[..^1]), StringComparison.Ordinal);

    [Fact]
    public void Content_Altered()
    {
        var bytes = Written();
        bytes[^1] ^= 1;

        Assert.Contains("altered", Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, -1)]
    [InlineData(8, int.MaxValue)]
    [InlineData(12, -1)]
    [InlineData(12, int.MaxValue)]
    public void Lengths_Impossible(int at, int length)
    {
        var bytes = Written();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), length);

        Assert.Contains("altered", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_Empty_IsRead()
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, []);
        stream.Position = 0;

        Assert.Empty(ModelFile.Read(stream));
    }

    [Fact]
    public void Content_IsPacked() => Assert.True(Written(100_000).Length < 20_000);

    private static byte[] Section(string name, int length, params byte[] bytes)
    {
        var section = new byte[8 + bytes.Length];
        Encoding.ASCII.GetBytes(name, section);
        BinaryPrimitives.WriteInt32LittleEndian(section.AsSpan(4), length);
        bytes.CopyTo(section, 8);
        return section;
    }

    private static string Broken(params byte[][] sections) =>
        Assert.Throws<ModelFileException>(() => new SectionReader(sections.SelectMany(s => s).ToArray())).Message;

    [Fact]
    public void Section_CutShort()
    {
        Assert.Contains("do not fit", Broken([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("do not fit", Broken(Section("AAAA", 1, 7), [1, 2, 3, 4, 5, 6, 7]), StringComparison.Ordinal);
        Assert.Contains("do not fit", Broken(Section("AAAA", 5, 1, 2)), StringComparison.Ordinal);
        Assert.Contains("do not fit", Broken(Section("AAAA", -1, 1, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Section_Twice() =>
        Assert.Contains("do not fit", Broken(Section("AAAA", 0), Section("AAAA", 0)), StringComparison.Ordinal);

    [Fact]
    public void Section_Empty_IsAPart()
    {
        var sections = new SectionReader(Section("AAAA", 0));

        Assert.Empty(sections.Take<int>("AAAA", 0));
        sections.ExpectEnd();
    }

    [Fact]
    public void Section_Whole_IsReadOnce()
    {
        var sections = new SectionReader(Section("AAAA", 4, 1, 0, 0, 0));

        Assert.Equal([1], sections.Take<int>("AAAA", 1));
        Assert.Throws<ModelFileException>(() => sections.Take<int>("AAAA"));
    }

    [Fact]
    public void Sections_Unknown_TheFirstIsNamed()
    {
        var sections = new SectionReader(Section("ZZZZ", 0).Concat(Section("BBBB", 0)).ToArray());

        Assert.Contains(
            "BBBB",
            Assert.Throws<ModelFileException>(sections.ExpectEnd).Message,
            StringComparison.Ordinal
        );
    }
}
