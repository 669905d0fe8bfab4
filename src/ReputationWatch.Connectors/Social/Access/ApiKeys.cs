using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>
/// The installation's own keys, by network and field: section <c>Social</c> of the settings, for example
/// <c>Social:reddit:client_id</c>. A name with <c>_FILE</c> behind it holds the path of a file with the key.
/// </summary>
public sealed class SocialOptions
{
    private const string FileSuffix = "_FILE";

    public Dictionary<string, Dictionary<string, string>> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems() =>
        from network in Keys
        from key in network.Value
        where key.Key.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) && !System.IO.File.Exists(key.Value)
        select $"Social:{network.Key}:{key.Key} names the file {key.Value}, which does not exist. Write the path of a file that holds the key alone.";

    public string? Find(string network, string name)
    {
        if (!Keys.TryGetValue(network, out var keys))
        {
            return null;
        }
        var byName = new Dictionary<string, string>(keys, StringComparer.OrdinalIgnoreCase);
        return byName.TryGetValue(name, out var value) ? Filled(value)
            : byName.TryGetValue(name + FileSuffix, out var file) ? Filled(System.IO.File.ReadAllText(file))
            : null;
    }

    private static string? Filled(string value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>Where an API's keys come from: a source's own first, then the installation's.</summary>
public sealed class ApiKeys(ISecretBox box, SocialOptions options)
{
    public string? Find(string network, SocialSettings settings, string name) =>
        settings.Secrets.TryGetValue(name, out var sealedKey) ? box.Open(sealedKey) : options.Find(network, name);

    /// <summary>Whether a source may leave this key out because the installation has one.</summary>
    public bool HasInstallation(string network, string name) => options.Find(network, name) is not null;

    /// <summary>A key is there but cannot be opened: the data folder's own keys were lost or exchanged.</summary>
    public bool IsLocked(SocialSettings settings) => settings.Secrets.Values.Any(s => box.Open(s) is null);

    public string Seal(string secret) => box.Seal(secret);
}
