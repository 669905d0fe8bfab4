using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>How the server is reached: credentials and whose certificates are believed.</summary>
internal static class ServerConnection
{
    public static HttpClient Open(SearchOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            // A redirect would carry the credentials to wherever it points.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Nodes behind one name come and go.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        Trust(handler.SslOptions, options);
        return Open(handler, options);
    }

    public static HttpClient Open(HttpMessageHandler handler, SearchOptions options)
    {
        var client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = Authorization(options);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    internal static AuthenticationHeaderValue? Authorization(SearchOptions options)
    {
        if (options.ReadApiKey() is { Length: > 0 } key)
        {
            return new AuthenticationHeaderValue("ApiKey", key);
        }
        if (options.User is { Length: > 0 } user)
        {
            return Basic($"{user}:{options.ReadPassword()}");
        }
        var inAddress = options.Nodes.Select(n => n.UserInfo).FirstOrDefault(info => info.Length > 0);
        return inAddress is null
            ? null
            : Basic(string.Join(':', inAddress.Split(':', 2).Select(Uri.UnescapeDataString)));
    }

    private static AuthenticationHeaderValue Basic(string pair) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    private static void Trust(SslClientAuthenticationOptions tls, SearchOptions options)
    {
        if (options.CertificateFingerprint is { } written)
        {
            var fingerprint = Fingerprint.Parse(written)!;
            tls.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                certificate is X509Certificate2 server && IsPinned(server, chain, errors, fingerprint);
        }
        else if (options.CaFile is { } file)
        {
            var policy = OnlyThese();
            policy.CustomTrustStore.ImportFromPemFile(file);
            tls.CertificateChainPolicy = policy;
        }
    }

    /// <summary>
    /// The pinned certificate is the server's own, whatever name it bears, or an authority's: then the server's must be signed by
    /// it and bear the server's name. That an authority's certificate is merely shown proves nothing: it is public.
    /// </summary>
    private static bool IsPinned(X509Certificate2 server, X509Chain? shown, SslPolicyErrors errors, string fingerprint)
    {
        if (Of(server) == fingerprint)
        {
            return true;
        }
        IEnumerable<X509Certificate2> all = shown is null
            ? []
            : [.. shown.ChainElements.Select(e => e.Certificate), .. shown.ChainPolicy.ExtraStore];
        var authority = all.FirstOrDefault(c => Of(c) == fingerprint);
        if (authority is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }
        using var chain = new X509Chain { ChainPolicy = OnlyThese() };
        chain.ChainPolicy.ExtraStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(shown!.ChainPolicy.ExtraStore);
        // Who vouches for the pinned one does not matter; that every signature up to it is right does.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(server) && chain.ChainElements.Any(e => Of(e.Certificate) == fingerprint);
    }

    private static string Of(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static X509ChainPolicy OnlyThese() =>
        new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
}
