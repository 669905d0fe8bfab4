using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReputationWatch.IntegrationTests.Notifications.Email;

/// <summary>Enough of RFC 5321 to take a message, or to refuse it at a chosen command.</summary>
internal sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpStub()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers by the first word of a command; a missing word is answered with success.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accepts connections and then says nothing.</summary>
    public bool Silent { get; set; }

    public List<string> Commands { get; } = [];

    public List<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception failure)
                when (failure
                        is OperationCanceledException
                            or IOException
                            or SocketException
                            or InvalidOperationException
                ) { }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        if (Silent)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
        await writer.WriteLineAsync("220 stub ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Add(line);
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = Answers.GetValueOrDefault(word) ?? Default(word);
            await writer.WriteLineAsync(answer);
            if (word == "DATA" && answer.StartsWith('3'))
            {
                Messages.Add(await ReadMessageAsync(reader));
                await writer.WriteLineAsync(Answers.GetValueOrDefault(".") ?? "250 taken");
            }
            if (word == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            message.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        }
        return message.ToString();
    }

    private static string Default(string word) =>
        word switch
        {
            "EHLO" => "250-stub\r\n250-AUTH LOGIN\r\n250 8BITMIME",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            "AUTH" => "235 welcome",
            _ => "250 fine",
        };
}
