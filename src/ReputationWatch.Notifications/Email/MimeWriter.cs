using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;

namespace ReputationWatch.Notifications.Email;

/// <summary>
/// A mail as bytes (RFC 5322, 2045 to 2047, 2387): text and HTML as alternatives, the picture beside the HTML. Seven-bit throughout,
/// so that every server takes it; the same mail always gives the same bytes.
/// </summary>
internal static class MimeWriter
{
    private const string NewLine = "\r\n";

    // With the frame of the word and “Subject: ” before it, still under 76 columns.
    private const int EncodedWordBytes = 39;

    public static byte[] Write(
        AlertMail mail,
        MailAddress from,
        MailAddress to,
        string messageId,
        string language,
        DateTimeOffset at
    )
    {
        var inner = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 12));
        // A quoted-printable line never holds “=_”, so no line of the content can be taken for a boundary.
        var (alternative, related) = ($"=_a_{inner}", $"=_r_{inner}");
        var text = new StringBuilder();
        Header(text, "Message-ID", messageId);
        Header(text, "Date", at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        Header(text, "From", Address(from));
        Header(text, "To", Address(to));
        Header(text, "Subject", Words(mail.Subject, "Subject: ".Length));
        Header(text, "References", $"<{mail.Conversation}@{Domain(from)}>");
        // RFC 3834: no vacation message shall answer this.
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "X-Auto-Response-Suppress", "All");
        Header(text, "Content-Language", language);
        Header(text, "MIME-Version", "1.0");
        Header(text, "Content-Type", $"multipart/alternative;{NewLine} boundary=\"{alternative}\"");
        text.Append(NewLine);
        Part(text, alternative, "text/plain; charset=utf-8", mail.Text);
        if (mail.Chart is { } png)
        {
            text.Append("--").Append(alternative).Append(NewLine);
            Header(text, "Content-Type", $"multipart/related; type=\"text/html\";{NewLine} boundary=\"{related}\"");
            text.Append(NewLine);
            Part(text, related, "text/html; charset=utf-8", mail.Html);
            Picture(text, related, png);
            text.Append("--").Append(related).Append("--").Append(NewLine);
        }
        else
        {
            Part(text, alternative, "text/html; charset=utf-8", mail.Html);
        }
        text.Append("--").Append(alternative).Append("--").Append(NewLine);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>The domain in the form that goes over the wire (xn--…).</summary>
    public static string Domain(MailAddress address)
    {
        try
        {
            return new IdnMapping().GetAscii(address.Host);
        }
        catch (ArgumentException)
        {
            // Address literals like [127.0.0.1] are no names.
            return address.Host;
        }
    }

    private static void Part(StringBuilder text, string boundary, string type, string content)
    {
        text.Append("--").Append(boundary).Append(NewLine);
        Header(text, "Content-Type", type);
        Header(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append(NewLine).Append(QuotedPrintable.Encode(content)).Append(NewLine);
    }

    private static void Picture(StringBuilder text, string boundary, byte[] png)
    {
        text.Append("--").Append(boundary).Append(NewLine);
        Header(text, "Content-Type", "image/png; name=\"chart.png\"");
        Header(text, "Content-Transfer-Encoding", "base64");
        Header(text, "Content-ID", $"<{AlertMail.ChartId}>");
        Header(text, "Content-Disposition", "inline; filename=\"chart.png\"");
        text.Append(NewLine);
        text.Append(Convert.ToBase64String(png, Base64FormattingOptions.InsertLineBreaks)).Append(NewLine);
    }

    private static void Header(StringBuilder text, string name, string value) =>
        text.Append(name).Append(": ").Append(value).Append(NewLine);

    private static string Address(MailAddress address)
    {
        var bare = $"{address.User}@{Domain(address)}";
        var plain = $"<{bare}>";
        return address.DisplayName.Length == 0 ? bare
            : IsPlain(address.DisplayName) ? $"\"{Quoted(address.DisplayName)}\" {plain}"
            : $"{Words(address.DisplayName, "From: ".Length)}{NewLine} {plain}";
    }

    private static string Quoted(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>RFC 2047: as it is when short and plain, else encoded words that never split a character.</summary>
    private static string Words(string value, int already)
    {
        if (IsPlain(value) && already + value.Length <= 76 && !value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }
        var words = new List<string>();
        var chunk = new List<byte>();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (chunk.Count + length > EncodedWordBytes)
            {
                words.Add(Word(chunk));
                chunk.Clear();
            }
            chunk.AddRange(bytes[..length]);
        }
        words.Add(Word(chunk));
        return string.Join(NewLine + " ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static bool IsPlain(string value) => value.All(c => c is >= ' ' and <= '~');
}
