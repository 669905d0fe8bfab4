using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace ReputationWatch.App.Web;

/// <summary>
/// Our own and the restored files under <c>wwwroot</c>, beside the executable whatever the working directory is. Addresses
/// carry a fingerprint of the content, so that browsers may keep them for ever.
/// </summary>
internal sealed class WebFiles : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly PhysicalFileProvider _files = new(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    public IFileProvider Files => _files;

    public string Address(string path) => _addresses.GetOrAdd(path, p => $"{p}?v={Fingerprint(p)}");

    public void Dispose() => _files.Dispose();

    private string Fingerprint(string path)
    {
        var file = _files.GetFileInfo(path);
        if (!file.Exists)
        {
            return "0";
        }
        using var content = file.CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }
}

internal static class WebFilesUse
{
    public static void UseWebFiles(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<WebFiles>();
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = files.Files,
                OnPrepareResponse = answer =>
                    answer.Context.Response.Headers.CacheControl = answer.Context.Request.Query.ContainsKey("v")
                        ? "public, max-age=31536000, immutable"
                        : "public, max-age=600",
            }
        );
    }
}
