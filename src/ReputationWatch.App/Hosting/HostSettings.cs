namespace ReputationWatch.App.Hosting;

/// <summary>What the command line decides; everything else comes from <c>appsettings.json</c> and the environment.</summary>
internal sealed record HostSettings
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Everything the installation keeps: the store, the index, keys, logs, mails.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrls;

    /// <summary>What this process does; null leaves it to the setting <c>Role</c>, whose default is everything.</summary>
    public ProcessRole? Role { get; init; }

    /// <summary>Further settings that win over files and environment (the demo's own).</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Shown on the sign-in page of the demo.</summary>
    public (string Email, string Password)? DemoAccount { get; init; }

    /// <summary>One process holds a data folder at a time, so the folder names the process, over its restarts too.</summary>
    public string ProcessName => $"{Environment.MachineName}:{Data.FullName}";

    public string Path(string name) => System.IO.Path.Combine(Data.FullName, name);
}
