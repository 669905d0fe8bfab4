using System.Runtime.InteropServices;
using System.Text;

namespace ReputationWatch.Sentiment.ModelFiles;

/// <summary>Writes the named parts of a model: a name of four letters, a length, the bytes.</summary>
internal sealed class SectionWriter
{
    private readonly List<byte> _content = [];

    public byte[] ToArray() => [.. _content];

    public void Add<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _content.AddRange(Encoding.ASCII.GetBytes(name));
        _content.AddRange(length);
        _content.AddRange(bytes);
    }

    public void Add<T>(string name, T[] values)
        where T : unmanaged => Add(name, (ReadOnlySpan<T>)values);

    public void Add(string name, string text) => Add<byte>(name, Encoding.UTF8.GetBytes(text));
}

/// <summary>Reads the parts that <see cref="SectionWriter"/> wrote, and insists that each is there and all are known.</summary>
internal sealed class SectionReader
{
    private const int NameLength = 4;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _sections = [];

    public SectionReader(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            if (content.Length < NameLength + sizeof(int))
            {
                throw Broken();
            }
            var name = Encoding.ASCII.GetString(content.Span[..NameLength]);
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(content.Span[NameLength..]);
            content = content[(NameLength + sizeof(int))..];
            if (length < 0 || length > content.Length || !_sections.TryAdd(name, content[..length]))
            {
                throw Broken();
            }
            content = content[length..];
        }
    }

    public T[] Take<T>(string name, int? count = null)
        where T : unmanaged
    {
        if (!_sections.Remove(name, out var bytes))
        {
            throw new ModelFileException(
                $"The model file lacks its part {name}. Use the model that came with this program."
            );
        }
        var values = MemoryMarshal.Cast<byte, T>(bytes.Span).ToArray();
        return count is { } expected && values.Length != expected ? throw Broken() : values;
    }

    public string TakeText(string name) => Encoding.UTF8.GetString(Take<byte>(name));

    public void ExpectEnd()
    {
        if (_sections.Count > 0)
        {
            throw new ModelFileException(
                $"The model file has a part that this program does not know ({_sections.Keys.Order().First()}). Update the program."
            );
        }
    }

    private static ModelFileException Broken() =>
        new("The parts of the model file do not fit together. Copy it again.");
}
