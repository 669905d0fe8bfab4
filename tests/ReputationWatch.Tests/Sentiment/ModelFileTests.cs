using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.ModelFiles;

namespace ReputationWatch.Tests.Sentiment;

public sealed class ModelFileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, Content);
        return stream.ToArray();
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheContent() =>
        Assert.Equal(Content, ModelFile.Read(new MemoryStream(Written())));

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        var written = Written();
        for (var i = 0; i < written.Length; i++)
        {
            var altered = (byte[])written.Clone();
            altered[i] ^= 0x10;
            Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(altered)));
        }
    }

    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        var written = Written();
        for (var length = 0; length < written.Length; length++)
        {
            Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(written[..length])));
        }
    }

    [Fact]
    public void Read_BytesAfterTheEnd_IsRefused() =>
        Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream([.. Written(), 0])));

    [Fact]
    public void Read_NewerFormat_SaysSo()
    {
        var written = Written();
        written[4] = 9;

        var refused = Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(written)));

        Assert.Contains("format 9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_MissingPart_SaysWhich()
    {
        var sections = new SectionReader(new SectionWriter().ToArray());

        var refused = Assert.Throws<ModelFileException>(() => sections.Take<int>("BITS"));

        Assert.Contains("BITS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpectEnd_UnknownPart_IsRefused()
    {
        var writer = new SectionWriter();
        writer.Add("WHAT", [1, 2, 3]);

        var refused = Assert.Throws<ModelFileException>(() => new SectionReader(writer.ToArray()).ExpectEnd());

        Assert.Contains("WHAT", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_WrongCount_IsRefused()
    {
        var writer = new SectionWriter();
        writer.Add("BITS", [1, 2, 3]);

        Assert.Throws<ModelFileException>(() => new SectionReader(writer.ToArray()).Take<int>("BITS", 1));
    }

    [Fact]
    public void Load_MissingFile_SaysWhatToDo()
    {
        var refused = Assert.Throws<ModelFileException>(() => SentimentModel.Load("no-such-file.model"));

        Assert.Contains("no-such-file.model", refused.Message, StringComparison.Ordinal);
    }
}
