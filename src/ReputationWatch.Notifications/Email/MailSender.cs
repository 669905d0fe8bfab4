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
            var seconds = options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            return new SendOutcome.TryAgain(
                $"The mail server {options.Server} did not take the message within {seconds} seconds."
            );
        }
        catch (SmtpRefusal refusal)
        {
            var said = $"The mail server {options.Server} refused: {refusal.Message}";
            return refusal.IsFinal ? new SendOutcome.Failed(said) : new SendOutcome.TryAgain(said);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return new SendOutcome.TryAgain($"The mail server {options.Server} could not be used: {failure.Message}");
        }
    }

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
            return new SendOutcome.TryAgain(
                $"The message could not be written to {folder}: {failure.Message} Make the folder writable."
            );
        }
    }
}
