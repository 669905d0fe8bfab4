using ReputationWatch.Connectors.Social;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Api.Inbound;

/// <summary>The settings of an inbound address: its secret, sealed, and where the sender's fields stand.</summary>
internal static class InboundSource
{
    private const string Secret = "secret";

    public static string? SecretOf(Source source, ISecretBox box) =>
        SocialSettings.Parse(source.Settings).Secrets.GetValueOrDefault(Secret) is { } sealedSecret
            ? box.Open(sealedSecret)
            : null;

    public static IReadOnlyDictionary<string, string> PathsOf(Source source) =>
        SocialSettings.Parse(source.Settings).Values;

    public static string Settings(string secret, IReadOnlyDictionary<string, string> paths, ISecretBox box) =>
        new SocialSettings
        {
            Form = DirectIntake.InboundConnector,
            Values = paths.Where(p => p.Value.Length > 0).ToDictionary(),
            Secrets = new Dictionary<string, string> { [Secret] = box.Seal(secret) },
        }.ToJson();

    public static string WithPaths(Source source, IReadOnlyDictionary<string, string> paths) =>
        (
            SocialSettings.Parse(source.Settings) with
            {
                Values = paths.Where(p => p.Value.Length > 0).ToDictionary(),
            }
        ).ToJson();
}
