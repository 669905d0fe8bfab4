using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Notifications.Email;

/// <summary>Hands a message to the SMTP server, or puts it into the pickup folder.</summary>
internal sealed class MailSender(MailOptions options)
{
    public async Task<SendOutcome> DeliverAsync(string from, string to, byte[] message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Timeout);
        try
        {
            await SmtpConversation.SendAsync(options, from, to, message, patience.Token);
            return new SendOutcome.Sent();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Again(TroubleKind.MailTimedOut, null);
        }
        catch (SmtpRefusal refusal)
        {
            var trouble = new SendTrouble(refusal.Kind, options.Server, refusal.Message);
            return refusal.IsFinal ? new SendOutcome.Failed(trouble) : new SendOutcome.TryAgain(trouble);
        }
        catch (AuthenticationException failure)
        {
            return Again(TroubleKind.MailCertificate, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            return Again(TroubleKind.MailUnreachable, failure.Message);
        }
    }

    private SendOutcome.TryAgain Again(TroubleKind kind, string? said) =>
        new(new SendTrouble(kind, $"{options.Server}:{options.Port.ToString(CultureInfo.InvariantCulture)}", said));

    /// <summary>Written elsewhere and moved: whoever watches the folder never sees half a message, also not after a crash.</summary>
    public async Task<SendOutcome> PickUpAsync(string fileName, byte[] message, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(options.PickupFolder);
        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(unfinished, message, cancel);
            File.Move(unfinished, Path.Combine(folder, fileName), overwrite: true);
            return new SendOutcome.Sent();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome.TryAgain(new SendTrouble(TroubleKind.FolderUnwritable, folder, failure.Message));
        }
    }
}
