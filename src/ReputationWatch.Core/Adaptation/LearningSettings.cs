using System.Text.Json;

namespace ReputationWatch.Core.Adaptation;

/// <summary>From whom the model learns. Kept in the store under <see cref="Key"/>.</summary>
public sealed record LearningSettings
{
    public const string Key = "learning";

    /// <summary>People from whose corrections nothing is learned; on the mentions the corrections stand.</summary>
    public IReadOnlyList<long> LeftOut { get; init; } = [];

    public LearningSettings With(long person, bool leftOut) =>
        this with
        {
            LeftOut = [.. LeftOut.Where(p => p != person), .. leftOut ? new[] { person } : []],
        };

    public static LearningSettings Read(string? json)
    {
        try
        {
            var read = json is null ? null : JsonSerializer.Deserialize<LearningSettings>(json);
            return read is { LeftOut: not null } ? read : new LearningSettings();
        }
        catch (JsonException)
        {
            return new LearningSettings();
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
