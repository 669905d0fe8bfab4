using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ReputationWatch.App.Commands.Bench;

/// <summary><c>bench startup</c>: from process start to the first answered page, and memory when idle.</summary>
internal static class BenchStartup
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "Starts to measure.", DefaultValueFactory = _ => 5 };
        var idle = new Option<int>("--idle")
        {
            Description = "Seconds of idling before memory is read.",
            DefaultValueFactory = _ => 20,
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Data folder to start on (default: an empty one).",
        };
        var command = new Command("startup", "Time from process start to the first answered page; memory when idle.")
        {
            runs,
            idle,
            data,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetValue(runs),
                    TimeSpan.FromSeconds(parsed.GetValue(idle)),
                    parsed.GetValue(data),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(int runs, TimeSpan idle, DirectoryInfo? data, CancellationToken cancel)
    {
        var folder = data ?? Directory.CreateTempSubdirectory("reputationwatch-bench-");
        try
        {
            // The first start creates the store and warms the disk; it is shown but not counted.
            var first = await MeasureAsync(folder, TimeSpan.Zero, cancel);
            Print($"first start   {first.FirstPage.TotalSeconds:0.00} s (creates the store; not counted)");
            var starts = new List<double>();
            for (var run = 1; run <= runs; run++)
            {
                starts.Add((await MeasureAsync(folder, TimeSpan.Zero, cancel)).FirstPage.TotalSeconds);
            }
            starts.Sort();
            Print(
                $"first page    median {starts[starts.Count / 2]:0.00} s, slowest {starts[^1]:0.00} s of {runs} starts"
            );
            var (_, memory) = await MeasureAsync(folder, idle, cancel);
            Print($"idle memory   {memory:0} MiB resident after {idle.TotalSeconds:0} s");
            return 0;
        }
        finally
        {
            if (data is null)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static async Task<(TimeSpan FirstPage, double MemoryMiB)> MeasureAsync(
        DirectoryInfo folder,
        TimeSpan idle,
        CancellationToken cancel
    )
    {
        var url = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        using var server = Start(folder, url);
        try
        {
            await FirstPageAsync(client, new Uri(url), server, cancel);
            var firstPage = Stopwatch.GetElapsedTime(started);
            await Task.Delay(idle, cancel);
            server.Refresh();
            return (firstPage, server.WorkingSet64 / (1024.0 * 1024.0));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(DirectoryInfo folder, string url)
    {
        var program = Environment.ProcessPath!;
        string[] self =
            Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Program).Assembly.Location] : [];
        var process = Process.Start(
            new ProcessStartInfo(program, [.. self, "serve", "--data", folder.FullName, "--urls", url])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        // Read and thrown away, so that the pipe never fills.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task FirstPageAsync(HttpClient client, Uri url, Process server, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < GiveUp && !server.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(url, cancel);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
        }
        throw new InvalidOperationException("The server did not answer its first page.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
