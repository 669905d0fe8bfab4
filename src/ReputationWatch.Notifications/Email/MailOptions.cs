using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReputationWatch.Notifications.Email;

public enum MailSecurity
{
    /// <summary>STARTTLS, and no mail at all when the server does not offer it.</summary>
    StartTls,

    /// <summary>TLS from the first byte, usual on port 465.</summary>
    Tls,

    /// <summary>In the clear: for a server on this machine or a trusted network.</summary>
    None,
}

/// <summary>How mail leaves. Without a <see cref="Server"/> every message becomes a file in <see cref="PickupFolder"/>.</summary>
public sealed record MailOptions
{
    /// <summary>Host name of the SMTP server; null or empty: none, use the pickup folder.</summary>
    public string? Server { get; init; }

    /// <summary>587 is submission with STARTTLS, 465 submission with TLS from the start.</summary>
    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>A file that holds the password; wins over <see cref="Password"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>
    /// A file with a certificate (PEM) that is trusted besides those of this machine: that of a mail server which signed its own, or of
    /// the authority that a company runs. The name in the certificate must still be the server's.
    /// </summary>
    public string? TrustedCertificate { get; init; }

    /// <summary>The sender: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public string From { get; init; } = "ReputationWatch <reputationwatch@localhost>";

    /// <summary>For one message, from connecting to its acceptance.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where messages are put as <c>.eml</c> files when there is no server.</summary>
    public string PickupFolder { get; init; } = "mail";

    /// <summary>The zone of the times in messages, e.g. <c>Europe/Zurich</c>; empty: this machine's.</summary>
    public string TimeZone { get; init; } = "";

    public bool HasServer => !string.IsNullOrWhiteSpace(Server);

    /// <summary>What is wrong with the settings, in sentences that say how to mend it. Empty: nothing.</summary>
    public IEnumerable<string> Validate()
    {
        if (!MailAddress.TryCreate(From, out _))
        {
            yield return $"Mail:From is “{From}”, which is no mail address. Write e.g. ReputationWatch <alerts@your-domain>.";
        }
        if (HasServer && Port == 465 && Security != MailSecurity.Tls)
        {
            yield return "Mail:Port is 465, where TLS starts with the first byte. Set Mail:Security to Tls, or use port 587.";
        }
        if (Port is < 1 or > 65535)
        {
            yield return $"Mail:Port is {Port}; a port lies between 1 and 65535. Submission is 587.";
        }
        if (Timeout <= TimeSpan.Zero || Timeout > Longest)
        {
            yield return "Mail:Timeout must be longer than nothing and at most 00:00:35. 00:00:30 is usual.";
        }
        if (User is { Length: > 0 } && Security == MailSecurity.None && HasServer && !IsHere(Server!))
        {
            yield return $"Mail:User is set and Mail:Security is None: the password would go to {Server} in the clear. Set Mail:Security to StartTls or Tls, or remove Mail:User.";
        }
        if (User is { Length: > 0 } && ReadPasswordOrNull() is not { Length: > 0 })
        {
            yield return "Mail:User is set without a password. Set Mail:PasswordFile (or Mail:Password), or remove Mail:User.";
        }
        if (TrustedCertificate is { Length: > 0 } trusted && !IsCertificate(trusted))
        {
            yield return $"Mail:TrustedCertificate names {trusted}, which is no file with a certificate in PEM form. Export the server's certificate as .pem or .crt, or remove the setting.";
        }
        if (PasswordFile is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"Mail:PasswordFile names {file}, which does not exist. Create it, or remove the setting.";
        }
        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return $"Mail:TimeZone is “{TimeZone}”, which this machine does not know. Write e.g. Europe/Zurich.";
        }
    }

    /// <summary>A message must be sent before the claim on it runs out (two minutes for three messages), or it would be sent twice.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(35);

    private static bool IsHere(string server) =>
        server.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address));

    private static bool IsCertificate(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return true;
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string? ReadPasswordOrNull() =>
        PasswordFile is { Length: > 0 } file && !File.Exists(file) ? "unreadable" : ReadPassword();

    internal string? ReadPassword() =>
        PasswordFile is { Length: > 0 } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : Password;

    internal TimeZoneInfo Zone =>
        TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone)
            ? zone
            : TimeZoneInfo.Local;
}
