using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReputationWatch.Storage;

/// <summary>How records with figures are written as documents: words for enumerations, and figures that are none.</summary>
internal static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };
}
