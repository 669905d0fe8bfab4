using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using ReputationWatch.Search;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>
/// The search server that the environment names. Its certificate is pinned as it shows it the first time, so that a server with a
/// certificate of its own making serves as it is; who wants more names the authority in a variable.
/// </summary>
internal static class LiveServer
{
    public const string Variable = "REPUTATIONWATCH_TEST_ELASTICSEARCH";
    private const string KeyVariable = Variable + "_API_KEY";
    private const string AuthorityVariable = Variable + "_CA";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<SearchOptions?> Found = new(Find);

    /// <summary>How the server is reached; skips the test when none is named.</summary>
    public static SearchOptions Options(string prefix)
    {
        if (Found.Value is null)
        {
            Assert.Skip(
                $"Needs Elasticsearch 7.17 to 9 or OpenSearch 1 to 3: set {Variable} to its address, with user:password@ if it asks for them (or {KeyVariable}; {AuthorityVariable} names a file with its authority)."
            );
        }
        var options = Found.Value with { IndexPrefix = prefix };
        Assert.True(!options.Problems().Any(), $"{Variable}: {string.Join(' ', options.Problems())}");
        return options;
    }

    private static SearchOptions? Find()
    {
        var url = Given(Variable);
        return url is null ? null : Pinned(Named(url));
    }

    private static string? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;

    private static SearchOptions Named(string url) =>
        new()
        {
            Engine = SearchEngine.Elasticsearch,
            Url = url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}",
            ApiKey = Given(KeyVariable),
            CaFile = Given(AuthorityVariable),
            Timeout = TimeSpan.FromMinutes(2),
        };

    private static SearchOptions Pinned(SearchOptions named) =>
        named.CaFile is null && Uri.TryCreate(named.Url, UriKind.Absolute, out var url) && url.Scheme == "https"
            ? named with
            {
                CertificateFingerprint = FingerprintOf(url),
            }
            : named;

    /// <summary>Of the certificate that it shows; the handshake is given up.</summary>
    private static string FingerprintOf(Uri url)
    {
        string? shown = null;
        try
        {
            using var client = new TcpClient { ReceiveTimeout = (int)Patience.TotalMilliseconds };
            client.Connect(url.IdnHost, url.Port);
            using var tls = new SslStream(
                client.GetStream(),
                leaveInnerStreamOpen: false,
                (_, certificate, _, _) =>
                {
                    shown = certificate?.GetCertHashString(HashAlgorithmName.SHA256);
                    return false;
                }
            );
            tls.AuthenticateAsClient(url.IdnHost);
        }
        catch (AuthenticationException) when (shown is not null)
        {
            return shown;
        }
        catch (Exception unreachable) when (unreachable is SocketException or IOException or AuthenticationException)
        {
            throw new InvalidOperationException(
                $"{Variable} names {url.Authority}, where no TLS server answers ({unreachable.Message}).",
                unreachable
            );
        }
        throw new InvalidOperationException($"{url.Authority} showed no certificate.");
    }
}
