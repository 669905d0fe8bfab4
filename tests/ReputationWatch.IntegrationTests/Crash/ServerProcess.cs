using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ReputationWatch.IntegrationTests.Crash;

/// <summary>The product as a process of its own, that can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    private ServerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static ServerProcess Start(
        string dataFolder,
        IReadOnlyDictionary<string, string> settings,
        params IReadOnlyList<string> further
    )
    {
        var program = Path.Combine(AppContext.BaseDirectory, "reputationwatch.dll");
        var info = new ProcessStartInfo(
            "dotnet",
            [program, "serve", "--data", dataFolder, "--urls", $"http://127.0.0.1:{FreePort()}", .. further]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }
        return new ServerProcess(Process.Start(info)!);
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        lock (_output)
        {
            if (line is not null)
            {
                _output.Add(line);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
