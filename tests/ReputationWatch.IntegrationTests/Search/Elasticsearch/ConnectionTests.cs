using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Search;
using ReputationWatch.IntegrationTests.Crawling;
using ReputationWatch.Search;
using ReputationWatch.Search.Elasticsearch;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>Over real sockets: who is spoken to, with which credentials, and whose certificate is believed.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private const string Root = """{"version":{"number":"7.17.6"}}""";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly LoopbackServer _server = LoopbackServer.Start(
        (request, stream, cancel) =>
            stream
                .WriteAsync(
                    Encoding.Latin1.GetBytes(
                        request.Path.EndsWith("position", StringComparison.Ordinal)
                            ? LoopbackServer.Ok("""{"_index":"rw-mentions-v2-000001","_source":{"position":42}}""")
                            : LoopbackServer.Ok(Root)
                    ),
                    cancel
                )
                .AsTask()
    );
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-connection-");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Credentials_OfEachKind_AreSentAndNeverSaid()
    {
        var file = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(file, "p@ss:word\n", None);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:p@ss:word"));
        Assert.Equal("ApiKey a2V5", await AuthorizationAsync(Options with { ApiKey = "a2V5" }));
        Assert.Equal(basic, await AuthorizationAsync(Options with { User = "ann", PasswordFile = file }));
        Assert.Equal(
            basic,
            await AuthorizationAsync(
                Options with
                {
                    Url = _server.Url("").Replace("//", "//ann:p%40ss:word@", StringComparison.Ordinal),
                }
            )
        );
        Assert.Null(await AuthorizationAsync(Options));
    }

    [Fact]
    public async Task Unreachable_SaysWhereWithoutThePassword()
    {
        using var index = Index(Options with { Url = $"http://ann:secret@127.0.0.1:{ClosedPort()}" });

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.PositionAsync(None));

        Assert.Equal(IndexTrouble.Unreachable, failure.Trouble);
        Assert.Contains("127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstNodeDown_NextIsAsked()
    {
        using var index = Index(Options with { Url = $"http://127.0.0.1:{ClosedPort()};{_server.Url("")}" });

        Assert.Equal(42, await index.PositionAsync(None));
    }

    [Theory]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<html>x</html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n<html>x</html>")]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"version\":")]
    public async Task AnswersOfSomethingElse_AreAnOutage(string response)
    {
        await using var other = LoopbackServer.Start(
            (_, stream, cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(response), cancel).AsTask()
        );
        using var index = Index(Options with { Url = other.Url("") });

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.PositionAsync(None));

        Assert.Equal(IndexTrouble.Unreachable, failure.Trouble);
    }

    [Fact]
    public async Task NoAnswer_EndsAfterTheTimeout()
    {
        await using var silent = LoopbackServer.Start((_, _, cancel) => Task.Delay(Timeout.Infinite, cancel));
        using var index = Index(Options with { Url = silent.Url(""), Timeout = TimeSpan.FromMilliseconds(300) });

        var failure = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.PositionAsync(None));

        Assert.Equal(IndexTrouble.Unreachable, failure.Trouble);
    }

    [Fact]
    public async Task Tls_OnlyAuthoritiesOfTheFileAreBelieved()
    {
        using var authority = Certificates.Authority("Ours", null);
        using var other = Certificates.Authority("Theirs", null);
        using var right = Certificates.Server(authority, "localhost");
        using var wrongName = Certificates.Server(authority, "elsewhere.example");
        var ca = await PemAsync("ca.pem", authority);
        var otherCa = await PemAsync("other.pem", other);

        Assert.True(await BelievesAsync(right, authority, o => o with { CaFile = ca }));
        Assert.False(await BelievesAsync(right, authority, o => o with { CaFile = otherCa }));
        Assert.False(await BelievesAsync(wrongName, authority, o => o with { CaFile = ca }));
        Assert.False(await BelievesAsync(right, authority, o => o));
    }

    [Fact]
    public async Task Tls_OnlyThePinnedCertificateOrWhatItSignedIsBelieved()
    {
        // Root certificates are known, not shown; .NET servers show those between.
        using var root = Certificates.Authority("Root", null);
        using var authority = Certificates.Authority("Ours", root);
        using var right = Certificates.Server(authority, "localhost");
        using var wrongName = Certificates.Server(authority, "elsewhere.example");

        Assert.True(await BelievesAsync(wrongName, authority, o => o with { CertificateFingerprint = Of(wrongName) }));
        Assert.True(await BelievesAsync(right, authority, o => o with { CertificateFingerprint = Of(authority) }));
        Assert.False(await BelievesAsync(wrongName, authority, o => o with { CertificateFingerprint = Of(authority) }));
        Assert.False(await BelievesAsync(right, authority, o => o with { CertificateFingerprint = Of(root) }));
    }

    [Fact]
    public async Task Tls_AuthorityShownButNotSigning_IsNotBelieved()
    {
        using var root = Certificates.Authority("Root", null);
        using var authority = Certificates.Authority("Ours", root);
        using var forger = Certificates.Authority("Ours", null);
        using var forged = Certificates.Server(forger, "localhost");

        Assert.False(await BelievesAsync(forged, authority, o => o with { CertificateFingerprint = Of(authority) }));
    }

    private SearchOptions Options => ElasticsearchIndexes.Options with { Url = _server.Url("") };

    private static ElasticsearchIndex Index(SearchOptions options) =>
        new(options, TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);

    private async Task<string?> AuthorizationAsync(SearchOptions options)
    {
        using var index = Index(options);
        Assert.Equal(42, await index.PositionAsync(None));
        return _server.Requests.Last().Headers.GetValueOrDefault("Authorization");
    }

    private static string Of(X509Certificate2 certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(b => b.ToString("x2", null)));

    private async Task<string> PemAsync(string name, X509Certificate2 certificate)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem(), None);
        return path;
    }

    /// <summary>Whether a server that shows this certificate, with an authority's beside it, is spoken to.</summary>
    private static async Task<bool> BelievesAsync(
        X509Certificate2 server,
        X509Certificate2 shown,
        Func<SearchOptions, SearchOptions> with
    )
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = ServeOnceAsync(listener, server, shown);
        using var index = Index(with(ElasticsearchIndexes.Options with { Url = $"https://localhost:{port}" }));
        try
        {
            var refused = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.PositionAsync(None));
            Assert.True(refused.Trouble is IndexTrouble.Refused or IndexTrouble.Unreachable, refused.Message);
            return refused.Trouble == IndexTrouble.Refused;
        }
        finally
        {
            await serving;
        }
    }

    private static async Task ServeOnceAsync(TcpListener listener, X509Certificate2 server, X509Certificate2 shown)
    {
        using var client = await listener.AcceptTcpClientAsync(None);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            var context = SslStreamCertificateContext.Create(server, [shown], offline: true);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = context },
                None
            );
            // Too old: whoever believes the certificate says so.
            var answer = LoopbackServer.Ok("""{"version":{"number":"6.8.0"}}""");
            if (await tls.ReadAsync(new byte[4096], None) > 0)
            {
                await tls.WriteAsync(Encoding.Latin1.GetBytes(answer), None);
                await tls.ShutdownAsync();
            }
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            // The client did not believe it.
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Certificates made for one test.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, default);

    public static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
        {
            return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, Until);
        }
        using var signed = request.Create(issuer, DateTimeOffset.UnixEpoch.AddDays(1), Until.AddDays(-1), [4, 5, 6]);
        return signed.CopyWithPrivateKey(key);
    }

    public static X509Certificate2 Server(X509Certificate2 authority, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UnixEpoch.AddDays(2), Until.AddDays(-2), [1, 2, 3]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
