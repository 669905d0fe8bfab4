using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Tests.Notifications.Email;

public sealed class MimeWriterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    [InlineData("a=b", "a=3Db")]
    [InlineData("été", "=C3=A9t=C3=A9")]
    [InlineData("-- \nx", "--=20\r\nx")]
    [InlineData("tab\tend\t", "tab=09end=09")]
    [InlineData("a\r\nb\rc\n", "a\r\nb\r\nc\r\n")]
    public void QuotedPrintable_Encodes(string text, string expected) =>
        Assert.Equal(expected, QuotedPrintable.Encode(text));

    [Fact]
    public void QuotedPrintable_OfLongLines_StaysNarrowAndComesBack()
    {
        var random = new Random(3);
        var text = string.Concat(
            Enumerable
                .Range(0, 4000)
                .Select(_ =>
                    random.Next(9) == 0 ? "é"
                    : random.Next(5) == 0 ? " "
                    : "x"
                )
        );

        var encoded = QuotedPrintable.Encode(text);

        Assert.All(encoded.Split("\r\n"), l => Assert.True(l.Length <= 76));
        var joined = encoded.Replace("=\r\n", "", StringComparison.Ordinal);
        Assert.Equal(text, Regex.Replace(joined, "=C3=A9|=20", m => m.Value == "=20" ? " " : "é"));
    }

    [Fact]
    public void Headers_WithAccentsAndLongSubject_AreFoldedEncodedWords()
    {
        var subject = string.Concat(Enumerable.Repeat("Hôtel 👩‍👩‍👧 ", 12)).TrimEnd();

        var lines = Write(subject, "Veille é <a@exämple.ch>").Split("\r\n");

        Assert.All(lines.TakeWhile(l => l.Length > 0), l => Assert.True(l.Length <= 76, l));
        var folded = string.Join(
            "\n",
            lines
                .SkipWhile(l => !l.StartsWith("Subject:", StringComparison.Ordinal))
                .TakeWhile(l => !l.StartsWith("References", StringComparison.Ordinal))
        );
        var decoded = string.Concat(
            Regex
                .Matches(folded, @"=\?utf-8\?B\?([^?]+)\?=")
                .Select(m => new UTF8Encoding(false, true).GetString(Convert.FromBase64String(m.Groups[1].Value)))
        );
        Assert.Equal(subject, decoded);
        Assert.Contains(lines, l => l.Contains("<a@xn--exmple-cua.ch>", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_SameMail_GivesTheSameBytesInSevenBits()
    {
        var mail = Write("é", "a@b.example");

        Assert.Equal(mail, Write("é", "a@b.example"));
        Assert.All(mail, c => Assert.True(c < 128));
        Assert.Contains("From: a@b.example\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("Content-ID: <chart@reputationwatch>", mail, StringComparison.Ordinal);
        Assert.Contains("\r\nAQID\r\n", mail, StringComparison.Ordinal);
    }

    private static string Write(string subject, string from) =>
        Encoding.ASCII.GetString(
            MimeWriter.Write(
                new AlertMail(subject, "<p>é</p>", "é", [1, 2, 3], "episode-1"),
                new MailAddress(from),
                new MailAddress("camille@hotel.example"),
                "<1@b.example>",
                "fr",
                DateTimeOffset.UnixEpoch
            )
        );
}
