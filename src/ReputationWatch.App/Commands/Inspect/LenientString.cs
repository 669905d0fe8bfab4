using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary>Reads JSON strings with escaped lone surrogates, which the framework refuses and hostile addresses contain.</summary>
internal sealed class LenientString : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a string was expected");
        }
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var raw = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
            return JsonText.Unescape(Encoding.UTF8.GetString(raw));
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
