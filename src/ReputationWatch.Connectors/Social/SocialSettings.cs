using System.Text.Json;

namespace ReputationWatch.Connectors.Social;

/// <summary>
/// What a person filled in for a network's source: <see cref="Core.Sources.Source.Settings"/> as JSON. The address is worked out
/// from the values once, when they are saved; the secrets are sealed.
/// </summary>
public sealed record SocialSettings
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Which of the network's forms: <c>hashtag</c>, <c>search</c>, ….</summary>
    public string? Form { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>By field, sealed with <see cref="Core.Sources.ISecretBox"/>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

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
