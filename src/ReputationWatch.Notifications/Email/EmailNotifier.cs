using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Email;

/// <summary>Tells people by e-mail.</summary>
internal sealed class EmailNotifier(MailOptions options) : INotifier
{
    private readonly MailSender _sender = new(options);

    public string Name => "email";

    public async Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
    {
        if (!MailAddress.TryCreate(notification.Recipient, out var recipient))
        {
            return new SendOutcome.Failed($"“{CleanText.Shortened(notification.Recipient, 80)}” is no mail address.");
        }
        if (!MailAddress.TryCreate(options.From, out var from))
        {
            return new SendOutcome.Failed(options.Validate().First());
        }
        var mail = MailComposer.Compose(notification.Kind, content, notification.Language, options.Zone);
        using var message = CreateMessage(mail, notification, from, recipient);
        return await _sender.SendAsync(message, FileName(notification), cancel);
    }

    private MailMessage CreateMessage(
        AlertMail mail,
        Notification notification,
        MailAddress from,
        MailAddress recipient
    )
    {
        var message = new MailMessage(from, recipient)
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", MessageId(notification, from));
        message.Headers.Add("References", $"<{mail.Conversation}@{from.Host}>");
        // RFC 3834: no vacation message shall answer this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add("Content-Language", notification.Language);
        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(HtmlView(mail));
        return message;
    }

    private static AlternateView HtmlView(AlertMail mail)
    {
        var html = View(mail.Html, MediaTypeNames.Text.Html);
        if (mail.Chart is { } png)
        {
            var picture = new LinkedResource(new MemoryStream(png), new ContentType("image/png") { Name = "chart.png" })
            {
                ContentId = AlertMail.ChartId,
                TransferEncoding = TransferEncoding.Base64,
            };
            html.LinkedResources.Add(picture);
        }
        return html;
    }

    private static AlternateView View(string content, string type)
    {
        // In quoted-printable only CRLF is a line break (RFC 2045 section 6.7); a lone LF would be sent as =0A.
        var lines = content.ReplaceLineEndings("\r\n");
        var view = AlternateView.CreateAlternateViewFromString(lines, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    /// <summary>The same at every attempt, so that a mail sent twice over a crash is seen to be one.</summary>
    internal static string MessageId(Notification notification, MailAddress from)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(notification.Key));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{notification.Id}.{Convert.ToHexStringLower(key.AsSpan(0, 8))}@{from.Host}>"
        );
    }

    /// <summary>Sorts by time; one notification always gives the same file.</summary>
    private static string FileName(Notification notification) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{notification.CreatedAt.UtcDateTime:yyyyMMdd'-'HHmmss}-{notification.Id:D6}.eml"
        );
}
