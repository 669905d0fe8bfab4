using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Email;

/// <summary>Tells people by e-mail.</summary>
internal sealed class EmailNotifier(MailOptions options, TimeProvider clock) : INotifier
{
    private readonly MailSender _sender = new(options);

    public string Name => "email";

    public async Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
    {
        if (!MailAddress.TryCreate(notification.Recipient, out var to) || !IsPlain(to))
        {
            return Wrong(TroubleKind.AddressWrong, notification.Recipient);
        }
        if (!MailAddress.TryCreate(options.From, out var from) || !IsPlain(from))
        {
            return Wrong(TroubleKind.SenderWrong, options.From);
        }
        var mail = MailComposer.Compose(
            notification.Kind,
            content,
            notification.Language,
            notification.Zone ?? options.Zone
        );
        var id = MessageId(notification, from);
        var message = MimeWriter.Write(mail, from, to, id, notification.Language, clock.GetUtcNow());
        return options.HasServer
            ? await _sender.DeliverAsync(OnTheWire(from), OnTheWire(to), message, cancel)
            : await _sender.PickUpAsync(FileName(notification), message, cancel);
    }

    private static SendOutcome.Failed Wrong(TroubleKind kind, string address) =>
        new(new SendTrouble(kind, CleanText.Shortened(address, 80)));

    /// <summary>The same at every attempt, so that a mail sent twice over a crash is seen to be one.</summary>
    private static string MessageId(Notification notification, MailAddress from)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(notification.Key));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{notification.Id}.{Convert.ToHexStringLower(key.AsSpan(0, 8))}@{MimeWriter.Domain(from)}>"
        );
    }

    // What stands before the @ outside ASCII needs SMTPUTF8 all the way, which hardly any server has.
    private static bool IsPlain(MailAddress address) => address.User.All(c => c is > ' ' and <= '~');

    private static string OnTheWire(MailAddress address) => $"{address.User}@{MimeWriter.Domain(address)}";

    /// <summary>Sorts by time; one notification always gives the same file.</summary>
    private static string FileName(Notification notification) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{notification.CreatedAt.UtcDateTime:yyyyMMdd'-'HHmmss}-{notification.Id:D6}.eml"
        );
}
