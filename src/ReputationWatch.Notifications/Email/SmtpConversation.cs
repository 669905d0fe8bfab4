using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Email;

/// <summary>The server's no: its code tells whether waiting helps (RFC 5321 section 4.2.1).</summary>
/// <param name="isFinal">Whether the same message would be refused tomorrow.</param>
internal sealed class SmtpRefusal(string said, bool isFinal, TroubleKind kind = TroubleKind.MailRefused)
    : Exception(said)
{
    public bool IsFinal { get; } = isFinal;

    public TroubleKind Kind { get; } = kind;
}

/// <summary>
/// One mail over SMTP (RFC 5321) with STARTTLS (RFC 3207) or TLS from the start (RFC 8314), and AUTH (RFC 4954). The framework's
/// client sends mechanism names in small letters, which some servers refuse, and has no time-out of its own here.
/// </summary>
internal sealed class SmtpConversation : IDisposable
{
    private const int LongestLine = 4096;
    private const int MostLines = 100;

    private readonly TcpClient _tcp = new();
    private readonly byte[] _buffer = new byte[LongestLine];
    private readonly string _host;
    private Stream _stream = Stream.Null;
    private int _from;
    private int _to;
    private IReadOnlyList<string> _offers = [];

    private SmtpConversation(string host) => _host = host;

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }

    public static async Task SendAsync(
        MailOptions options,
        string from,
        string to,
        ReadOnlyMemory<byte> message,
        CancellationToken cancel
    )
    {
        using var smtp = new SmtpConversation(options.Server!);
        await smtp.GreetAsync(options, cancel);
        if (options.User is { Length: > 0 } user)
        {
            try
            {
                await smtp.SignInAsync(user, options.ReadPassword() ?? "", cancel);
            }
            catch (SmtpRefusal refusal) when (refusal.Kind == TroubleKind.MailRefused)
            {
                throw new SmtpRefusal(refusal.Message, refusal.IsFinal, TroubleKind.MailSignInRefused);
            }
        }
        await smtp.AskAsync($"MAIL FROM:<{from}>", 250, mayBeFinal: true, cancel);
        await smtp.AskAsync($"RCPT TO:<{to}>", 250, mayBeFinal: true, cancel);
        await smtp.AskAsync("DATA", 354, mayBeFinal: true, cancel);
        await smtp._stream.WriteAsync(Stuffed(message.Span), cancel);
        await smtp.ExpectAsync(250, mayBeFinal: true, cancel);
        await smtp.LeaveAsync(cancel);
    }

    private async Task GreetAsync(MailOptions options, CancellationToken cancel)
    {
        await _tcp.ConnectAsync(_host, options.Port, cancel);
        _stream = _tcp.GetStream();
        if (options.Security == MailSecurity.Tls)
        {
            await EncryptAsync(options.TrustedCertificate, cancel);
        }
        await ExpectAsync(220, mayBeFinal: false, cancel);
        await HelloAsync(cancel);
        if (options.Security != MailSecurity.StartTls)
        {
            return;
        }
        if (!_offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
        {
            throw new SmtpRefusal("no STARTTLS", isFinal: false, TroubleKind.MailNoTls);
        }
        await AskAsync("STARTTLS", 220, mayBeFinal: false, cancel);
        if (_from < _to)
        {
            // Words put in before the encryption began are not the server's (CVE-2011-0411).
            throw new SmtpRefusal("spoke before TLS", isFinal: false, TroubleKind.MailNoTls);
        }
        await EncryptAsync(options.TrustedCertificate, cancel);
        await HelloAsync(cancel);
    }

    private async Task EncryptAsync(string? trustedFile, CancellationToken cancel)
    {
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        var settings = new SslClientAuthenticationOptions { TargetHost = _host };
        if (trustedFile is { Length: > 0 })
        {
            settings.RemoteCertificateValidationCallback = (_, shown, between, wrong) =>
                IsTrusted(shown, between, wrong, trustedFile);
        }
        await encrypted.AuthenticateAsClientAsync(settings, cancel);
    }

    /// <summary>An unknown issuer is made good by the file; a wrong name never is.</summary>
    private static bool IsTrusted(X509Certificate? shown, X509Chain? between, SslPolicyErrors wrong, string trustedFile)
    {
        if (wrong is not SslPolicyErrors.RemoteCertificateChainErrors || shown is not X509Certificate2 certificate)
        {
            return wrong == SslPolicyErrors.None;
        }
        using var trusted = X509CertificateLoader.LoadCertificateFromFile(trustedFile);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(trusted);
        // Those that the server showed besides its own: an authority seldom signs a server's itself.
        chain.ChainPolicy.ExtraStore.AddRange(between?.ChainPolicy.ExtraStore ?? []);
        // A company's own authority seldom publishes what it revoked.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private async Task HelloAsync(CancellationToken cancel)
    {
        var name = Environment.MachineName;
        var own =
            name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && name.Length > 0 ? name : "[127.0.0.1]";
        var lines = await AskAsync($"EHLO {own}", 250, mayBeFinal: false, cancel);
        _offers = lines.Skip(1).ToList();
    }

    private async Task SignInAsync(string user, string password, CancellationToken cancel)
    {
        var offer = _offers.FirstOrDefault(o => o.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)) ?? "";
        var ways = offer.ToUpperInvariant().Split(' ', '=');
        if (ways.Contains("PLAIN"))
        {
            await AskAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 235, mayBeFinal: true, cancel);
        }
        else if (ways.Contains("LOGIN"))
        {
            await AskAsync("AUTH LOGIN", 334, mayBeFinal: true, cancel);
            await AskAsync(Base64(user), 334, mayBeFinal: true, cancel);
            await AskAsync(Base64(password), 235, mayBeFinal: true, cancel);
        }
        else
        {
            throw new SmtpRefusal("neither AUTH PLAIN nor AUTH LOGIN", isFinal: true, TroubleKind.MailNoSignIn);
        }
    }

    /// <summary>The message is taken; a server that is gone by now changes nothing.</summary>
    private async Task LeaveAsync(CancellationToken cancel)
    {
        try
        {
            await AskAsync("QUIT", 221, mayBeFinal: false, cancel);
        }
        catch (Exception failure) when (failure is IOException or SmtpRefusal or OperationCanceledException)
        {
            return;
        }
    }

    private async Task<List<string>> AskAsync(string command, int expected, bool mayBeFinal, CancellationToken cancel)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancel);
        return await ExpectAsync(expected, mayBeFinal, cancel);
    }

    /// <summary>The text of each line of the reply.</summary>
    private async Task<List<string>> ExpectAsync(int expected, bool mayBeFinal, CancellationToken cancel)
    {
        var lines = new List<string>();
        string line;
        do
        {
            line = await ReadLineAsync(cancel);
            lines.Add(line.Length > 4 ? line[4..] : "");
        } while (line.Length > 3 && line[3] == '-' && lines.Count < MostLines);

        var isCode = int.TryParse(
            line.AsSpan(0, Math.Min(3, line.Length)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var code
        );
        // 251 and 252 are as good as 250 (RFC 5321 section 4.2.3).
        if (isCode && (code == expected || (expected == 250 && code is 251 or 252)))
        {
            return lines;
        }
        throw new SmtpRefusal(
            CleanText.Shortened($"{(isCode ? code : "no reply code")} {string.Join(' ', lines)}", 300),
            mayBeFinal && code is >= 500 and < 600 and not 552
        );
    }

    private async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _from, end).TrimEnd('\r');
                _from += end + 1;
                return line;
            }
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            var read = _to < _buffer.Length ? await _stream.ReadAsync(_buffer.AsMemory(_to), cancel) : 0;
            if (read == 0)
            {
                throw new IOException("the connection ended in the middle of the conversation.");
            }
            _to += read;
        }
    }

    /// <summary>A line that begins with a dot gets another one; a dot alone ends the message (RFC 5321 section 4.5.2).</summary>
    private static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        var output = new List<byte>(message.Length + 64);
        var lineStart = true;
        foreach (var b in message)
        {
            if (lineStart && b == '.')
            {
                output.Add(b);
            }
            output.Add(b);
            lineStart = b == '\n';
        }
        output.AddRange(lineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return [.. output];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
