using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReputationWatch.IntegrationTests.Notifications.EndToEnd;

/// <summary>Debian's aiosmtpd as a process of its own on loopback. Tests that need it are skipped, visibly, where it is missing.</summary>
internal sealed class RealMailServer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process _process;

    private RealMailServer(Process process, string folder, int port)
    {
        _process = process;
        Folder = folder;
        Port = port;
    }

    public string Folder { get; }

    public int Port { get; }

    /// <summary>Accepted messages, oldest first, with the moment of their acceptance.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Text)> Accepted =>
        [
            .. Directory
                .GetFiles(Folder, "*.eml")
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    (
                        DateTimeOffset.FromUnixTimeMilliseconds(
                            long.Parse(
                                Path.GetFileName(file).AsSpan(0, 13),
                                System.Globalization.CultureInfo.InvariantCulture
                            )
                        ),
                        File.ReadAllText(file)
                    )
                ),
        ];

    public static void SkipWhereMissing()
    {
        if (!File.Exists(Python))
        {
            Assert.Skip("There is no /usr/bin/python3 for a real SMTP server.");
        }
        using var probe = Process.Start(
            new ProcessStartInfo(Python, ["-c", "import aiosmtpd"])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        probe.WaitForExit();
        Assert.SkipWhen(probe.ExitCode != 0, "python3-aiosmtpd is not installed: no real SMTP server.");
    }

    /// <param name="secured">Certificate, key, user and password: STARTTLS and AUTH are demanded.</param>
    public static async Task<RealMailServer> StartAsync(string folder, int port, params string[] secured)
    {
        Directory.CreateDirectory(folder);
        var script = Path.Combine(AppContext.BaseDirectory, "smtp_server.py");
        var info = new ProcessStartInfo(
            Python,
            [script, folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. secured]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(info)!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return new RealMailServer(process, folder, port);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Writes a certificate that it signed itself, and its key, for localhost.</summary>
    public static (string Certificate, string Key) WriteCertificate(string folder, string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var files = (Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }
}
