using System.Text.Json;

namespace ReputationWatch.Connectors.Social;

/// <summary>What a network's connector needs beside the address: <see cref="Core.Sources.Source.Settings"/> as JSON.</summary>
/// <param name="Token">The API's key or bearer token; null where the address is public.</param>
public sealed record SocialSettings(string? Token = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Unreadable settings are no settings: the network's own answer then says what is missing.</summary>
    public static SocialSettings Parse(string? json)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json)
                ? new SocialSettings()
                : JsonSerializer.Deserialize<SocialSettings>(json, Options) ?? new SocialSettings();
        }
        catch (JsonException)
        {
            return new SocialSettings();
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
