using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>
/// The installation's own keys, by network and field: section <c>Social</c> of the settings, for example
/// <c>Social:reddit:client_id</c>. A name with <c>_FILE</c> behind it holds the path of a file with the key.
/// </summary>
public sealed class SocialOptions
{
    private const string FileSuffix = "_FILE";
    private const string Server = "server";

    /// <summary>Networks of many servers, each with its own tokens: the installation's is for the server that it names.</summary>
    private static readonly HashSet<string> OfManyServers = new(StringComparer.OrdinalIgnoreCase)
    {
        "mastodon",
        "discourse",
    };

    public Dictionary<string, Dictionary<string, string>> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems() =>
        (
            from network in Keys
            from key in network.Value
            where key.Key.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) && !System.IO.File.Exists(key.Value)
            select $"Social:{network.Key}:{key.Key} names the file {key.Value}, which does not exist. Write the path of a file that holds the key alone."
        ).Concat(
            from network in Keys.Keys
            where OfManyServers.Contains(network) && Find(network, Server) is null
            select $"Social:{network} has a key and no server. Write into Social:{network}:{Server} the server that the key is for, for example mastodon.social; it is sent to no other."
        );

    /// <summary>The names of the keys that are there for a network, a file's without its ending.</summary>
    public IEnumerable<string> Names(string network) =>
        Keys.TryGetValue(network, out var keys)
            ? keys
                .Keys.Select(name =>
                    name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^FileSuffix.Length] : name
                )
                .Where(name => !name.Equals(Server, StringComparison.OrdinalIgnoreCase))
            : [];

    /// <summary>Whether the installation's keys of a network are meant for the server of this address.</summary>
    internal bool AreFor(string network, string url) =>
        !OfManyServers.Contains(network)
        || (
            Find(network, Server) is { } server
            && FormReading.OriginOf(server) is { } origin
            && WebUrl.Parse(url)?.Origin == origin
        );

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
    /// <param name="url">What is asked with it.</param>
    public string? Find(string network, SocialSettings settings, string name, string url) =>
        settings.Secrets.TryGetValue(name, out var sealedKey) ? box.Open(sealedKey)
        : options.AreFor(network, url) ? options.Find(network, name)
        : null;

    /// <summary>All keys that a request to this address could carry: none of them is ever shown.</summary>
    public IEnumerable<string> All(string network, SocialSettings settings, string url) =>
        settings
            .Secrets.Keys.Concat(options.Names(network))
            .Select(name => Find(network, settings, name, url))
            .OfType<string>();

    /// <summary>Whether a source may leave this key out because the installation has one.</summary>
    public bool HasInstallation(string network, string name) => options.Find(network, name) is not null;

    /// <summary>A key is there but cannot be opened: the data folder's own keys were lost or exchanged.</summary>
    public bool IsLocked(SocialSettings settings) => settings.Secrets.Values.Any(s => box.Open(s) is null);

    public string Seal(string secret) => box.Seal(secret);
}
