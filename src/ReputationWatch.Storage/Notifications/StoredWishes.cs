using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReputationWatch.Storage.Notifications;

/// <summary>Wishes as documents: they are read whole and never searched. A property that is not in the text has its default.</summary>
internal static class StoredWishes
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static string Write<T>(T wishes) => JsonSerializer.Serialize(wishes, Json).Clean();

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;
}
