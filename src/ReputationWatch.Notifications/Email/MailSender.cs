using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Email;

/// <summary>Hands a message to the SMTP server, or puts it into the pickup folder.</summary>
internal sealed partial class MailSender(MailOptions options)
{
    /// <param name="fileName">For the pickup folder: the same message always has the same name.</param>
    public Task<SendOutcome> SendAsync(MailMessage message, string fileName, CancellationToken cancel) =>
        options.HasServer ? DeliverAsync(message, cancel) : PickUpAsync(message, fileName, cancel);

    private async Task<SendOutcome> DeliverAsync(MailMessage message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Timeout);
        try
        {
            using var client = CreateClient();
            await client.SendMailAsync(message, patience.Token);
            return new SendOutcome.Sent();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SendOutcome.TryAgain(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The mail server {options.Server} did not take the message within {options.Timeout.TotalSeconds:0} seconds."
                )
            );
        }
        catch (SmtpException failure)
        {
            return Judge(failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return new SendOutcome.TryAgain($"The mail server {options.Server} could not be used: {failure.Message}");
        }
    }

    private SmtpClient CreateClient()
    {
        var client = new SmtpClient(options.Server!, options.Port)
        {
            EnableSsl = options.Security == MailSecurity.StartTls,
        };
        if (options.User is { Length: > 0 } user)
        {
            client.Credentials = new NetworkCredential(user, options.ReadPassword());
        }
        return client;
    }

    /// <summary>RFC 5321 section 4.2.1: 4yz may pass, 5yz will not.</summary>
    private SendOutcome Judge(SmtpException failure)
    {
        // The status of a recipient's refusal is on the inner one when there are several.
        var status = failure is SmtpFailedRecipientsException { InnerExceptions: [var first, ..] }
            ? first.StatusCode
            : failure.StatusCode;
        var words = failure.InnerException is { } inner and not SmtpException
            ? $"{failure.Message} {inner.Message}"
            : failure.Message;
        var said = $"The mail server {options.Server} said: {CleanText.Shortened(words, 300)}";
        return (int)status is >= 500 and < 600 ? new SendOutcome.Failed(said) : new SendOutcome.TryAgain(said);
    }

    /// <summary>Written elsewhere and moved: whoever watches the folder never sees half a message, also not after a crash.</summary>
    private async Task<SendOutcome> PickUpAsync(MailMessage message, string fileName, CancellationToken cancel)
    {
        // A path that SmtpClient accepts has to be absolute.
        var folder = Path.GetFullPath(options.PickupFolder);
        var workshop = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(workshop);
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = workshop,
            };
            await client.SendMailAsync(message, cancel);
            var written = Directory.EnumerateFiles(workshop).Single();
            await TidyAsync(written, cancel);
            File.Move(written, Path.Combine(folder, fileName), overwrite: true);
            return new SendOutcome.Sent();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new SendOutcome.TryAgain(
                $"The message could not be written to {folder}: {(failure.InnerException ?? failure).Message} Make the folder writable."
            );
        }
        finally
        {
            TryDelete(workshop);
        }
    }

    /// <summary>
    /// Takes off the envelope (X-Sender, X-Receiver) that is put on top for servers that watch the folder, and writes line breaks
    /// as RFC 2045 section 6.7 has them and people can read them: the framework encodes them like any other control character.
    /// </summary>
    private static async Task TidyAsync(string file, CancellationToken cancel)
    {
        var message = await File.ReadAllTextAsync(file, Encoding.Latin1, cancel);
        while (
            message.StartsWith("X-Sender:", StringComparison.Ordinal)
            || message.StartsWith("X-Receiver:", StringComparison.Ordinal)
        )
        {
            do
            {
                message = message[(message.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            } while (message[0] is ' ' or '\t');
        }
        // A space before a line break would be lost on the way, so it stays encoded.
        message = EncodedLineBreak().Replace(message, m => (m.Value[0] == ' ' ? "=20" : "") + "\r\n");
        await File.WriteAllTextAsync(file, message, Encoding.Latin1, cancel);
    }

    [GeneratedRegex(@" ?=0D(?:=\r\n)?=0A(?:=\r\n)?", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EncodedLineBreak();

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Left over and harmless: its name begins with a dot and nobody reads it.
        }
    }
}
