using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Writes JSON for the server: text as UTF-8, not as escapes, which would double French and triple Greek.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 200,
    };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        WriteTo(buffer, write);
        return buffer.WrittenMemory;
    }

    public static void WriteTo(IBufferWriter<byte> buffer, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
    }
}
