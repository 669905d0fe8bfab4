namespace ReputationWatch.Search;

public enum SearchEngine
{
    /// <summary>One file in the data folder; nothing to install.</summary>
    Embedded,

    /// <summary>Elasticsearch 7.17 to 9 or OpenSearch 1 to 3, shared by any number of web and worker processes.</summary>
    Elasticsearch,
}

/// <summary>Where mentions are searched. Section <c>Search</c> of the configuration.</summary>
public sealed record SearchOptions
{
    public SearchEngine Engine { get; init; } = SearchEngine.Embedded;

    /// <summary>Addresses of the server's nodes, separated by semicolons; the next one is asked when one does not answer.</summary>
    public string? Url { get; init; }

    /// <summary>All names on the server start with it, so that several installations can share one.</summary>
    public string IndexPrefix { get; init; } = "reputationwatch";

    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>A file that holds the password; wins over <see cref="Password"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>An API key as the server gives it out (<c>encoded</c>); in place of user and password.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A file that holds the API key; wins over <see cref="ApiKey"/>.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>PEM file with the only certificate authorities that are believed; null believes those of the machine.</summary>
    public string? CaFile { get; init; }

    /// <summary>SHA-256 of the server's certificate or of its authority's, in hexadecimal; nothing else is believed then.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>Primary shards of an index; takes effect at the next <c>reindex</c>.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>For one request, from connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most bytes of one bulk request; a larger single mention goes alone.</summary>
    public int BulkBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>What is wrong with these options, each with how to mend it; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Engine == SearchEngine.Embedded)
        {
            return [];
        }
        return [.. AddressProblems(), .. CredentialProblems(), .. FileProblems(), .. IndexProblems()];
    }

    internal IReadOnlyList<Uri> Nodes =>
        [
            .. (Url ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Node)
                .OfType<Uri>(),
        ];

    internal string? ReadPassword() => PasswordFile is null ? Password : File.ReadAllText(PasswordFile).Trim();

    internal string? ReadApiKey() => ApiKeyFile is null ? ApiKey : File.ReadAllText(ApiKeyFile).Trim();

    private IEnumerable<string> AddressProblems()
    {
        var written = (Url ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (written.Length == 0)
        {
            yield return "Search:Engine is Elasticsearch, but Search:Url is empty. Set it to the server's address, for example https://search.example.org:9200.";
        }
        if (written.Any(node => Node(node) is null))
        {
            // The address is not repeated: it may hold a password.
            yield return "Search:Url holds an address that is no http:// or https:// URL. Write for example https://search.example.org:9200; several are separated by semicolons.";
        }
        if (CertificateFingerprint is not null && Fingerprint.Parse(CertificateFingerprint) is null)
        {
            yield return "Search:CertificateFingerprint is no SHA-256 fingerprint. Write its 64 hexadecimal digits, with or without colons.";
        }
    }

    private IEnumerable<string> CredentialProblems()
    {
        var key = ApiKey ?? ApiKeyFile;
        if (key is not null && User is not null)
        {
            yield return "Search:User and an API key are both set. Remove one of them.";
        }
        if (User is not null && Password is null && PasswordFile is null)
        {
            yield return "Search:User is set without a password. Set Search:PasswordFile to a file that holds it.";
        }
    }

    private IEnumerable<string> FileProblems() =>
        new (string Name, string? Path)[]
        {
            ("PasswordFile", PasswordFile),
            ("ApiKeyFile", ApiKeyFile),
            ("CaFile", CaFile),
        }
            .Where(f => f.Path is not null && !File.Exists(f.Path))
            .Select(f => $"Search:{f.Name} names {f.Path}, which does not exist. Create the file or correct the path.");

    private IEnumerable<string> IndexProblems()
    {
        if (!IsName(IndexPrefix))
        {
            yield return "Search:IndexPrefix must be lower-case letters, digits and hyphens, and start with a letter.";
        }
        if (Shards is < 1 or > 64)
        {
            yield return "Search:Shards must be from 1 to 64.";
        }
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return "Search:Timeout must be from 00:00:01 to 00:10:00.";
        }
        if (BulkBytes is < 100_000 or > 90_000_000)
        {
            yield return "Search:BulkBytes must be from 100000 to 90000000; servers refuse requests above 100 MB.";
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Uri? Node(string written) =>
        Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;
}
