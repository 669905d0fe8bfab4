using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications;
using ReputationWatch.Notifications.Email;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.IntegrationTests.Notifications.Email;

public sealed class EmailNotifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mail-");
    private readonly AlertContent.OfTest _content = new(new Uri("https://watch.example/settings"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Send_WithoutServer_LeavesOneWholeMessageInTheFolder()
    {
        var outcome = await Notifier(new MailOptions { PickupFolder = _folder.FullName })
            .SendAsync(Notification(), _content, default);

        Assert.IsType<SendOutcome.Sent>(outcome);
        var file = Assert.Single(_folder.GetFileSystemInfos());
        Assert.Equal("20261121-130500-000007.eml", file.Name);
        var mail = await File.ReadAllTextAsync(file.FullName);
        Assert.Contains("To: camille@hotel.example", mail, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("Message-ID:", mail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("=0A", mail, StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Regex.Matches(mail, "(?im)^date:"));
        Assert.Single(Regex.Matches(mail, "(?im)^message-id:"));
    }

    [Fact]
    public async Task Send_SameNotificationTwice_IsOneFileWithOneIdentity()
    {
        var notifier = Notifier(new MailOptions { PickupFolder = Path.Combine(_folder.FullName, "new", "mail") });
        await notifier.SendAsync(Notification(), _content, default);
        var first = MessageId(Assert.Single(_folder.GetFiles("*", SearchOption.AllDirectories)));
        await notifier.SendAsync(Notification() with { Attempts = 3 }, _content, default);

        Assert.Equal(first, MessageId(Assert.Single(_folder.GetFiles("*", SearchOption.AllDirectories))));
        await notifier.SendAsync(Notification() with { Id = 8, Key = "other" }, _content, default);
        Assert.Equal(2, _folder.GetFiles("*", SearchOption.AllDirectories).Select(MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Send_WhereTheFolderIsAFile_CanBeTriedAgain()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var outcome = await Notifier(new MailOptions { PickupFolder = file })
            .SendAsync(Notification(), _content, default);

        Assert.Contains(
            file,
            Assert.IsType<SendOutcome.TryAgain>(outcome).Trouble.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Send_ThroughServer_IsTakenWithIdentityAndBothParts()
    {
        await using var server = new SmtpStub();

        var outcome = await Notifier(Plain(server))
            .SendAsync(Notification() with { Language = "fr" }, _content, default);

        Assert.IsType<SendOutcome.Sent>(outcome);
        var mail = Assert.Single(server.Messages);
        Assert.Contains("text/plain; charset=utf-8", mail, StringComparison.Ordinal);
        Assert.Contains("text/html; charset=utf-8", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<camille@hotel.example>", server.Commands);
        Assert.Matches(@"(?im)^message-id: <7\.[0-9a-f]{16}@watch\.example>", mail);
        Assert.Single(Regex.Matches(mail, "(?im)^date:"));
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", true)]
    [InlineData("RCPT", "450 mailbox busy", false)]
    [InlineData("RCPT", "452 no room", false)]
    [InlineData("MAIL", "554 go away", true)]
    [InlineData("MAIL", "421 shutting down", false)]
    [InlineData("DATA", "451 greylisted, come back", false)]
    [InlineData(".", "554 looks like spam", true)]
    [InlineData(".", "421 out of order", false)]
    public async Task Send_Refused_IsFinalOnlyWhenWaitingCannotHelp(string command, string answer, bool isFinal)
    {
        await using var server = new SmtpStub { Answers = { [command] = answer } };

        var outcome = await Notifier(Plain(server)).SendAsync(Notification(), _content, default);

        Assert.IsType(isFinal ? typeof(SendOutcome.Failed) : typeof(SendOutcome.TryAgain), outcome);
    }

    [Fact]
    public async Task Send_WithWrongPassword_FailsWithoutTellingIt()
    {
        await using var server = new SmtpStub
        {
            Answers = { ["AUTH"] = "535 5.7.8 no", ["MAIL"] = "530 5.7.0 authenticate first" },
        };
        var options = Plain(server) with { User = "watch", Password = "very-secret" };

        var failed = Assert.IsType<SendOutcome.Failed>(
            await Notifier(options).SendAsync(Notification(), _content, default)
        );

        Assert.DoesNotContain("very-secret", failed.Trouble.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToBase64String("very-secret"u8),
            failed.Trouble.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Send_WithPasswordFile_UsesItsContent()
    {
        await using var server = new SmtpStub();
        server.Answers["AUTH"] = "334 VXNlcm5hbWU6";
        server.Answers[Convert.ToBase64String("watch"u8)] = "334 UGFzc3dvcmQ6";
        server.Answers[Convert.ToBase64String("from-file"u8)] = "235 welcome";
        var file = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(file, "from-file\n");
        var options = Plain(server) with { User = "watch", Password = "unused", PasswordFile = file };

        Assert.IsType<SendOutcome.Sent>(await Notifier(options).SendAsync(Notification(), _content, default));

        Assert.Contains(Convert.ToBase64String("from-file"u8), server.Commands);
    }

    [Fact]
    public async Task Send_WhereTlsIsWantedAndNotOffered_SendsNothing()
    {
        await using var server = new SmtpStub();
        var options = Plain(server) with { Security = MailSecurity.StartTls, User = "watch", Password = "secret" };

        Assert.IsType<SendOutcome.TryAgain>(await Notifier(options).SendAsync(Notification(), _content, default));

        Assert.Empty(server.Messages);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ToASilentServer_GivesUpAfterTheTimeOut()
    {
        await using var server = new SmtpStub { Silent = true };
        var options = Plain(server) with { Timeout = TimeSpan.FromMilliseconds(300) };

        Assert.IsType<SendOutcome.TryAgain>(await Notifier(options).SendAsync(Notification(), _content, default));
    }

    [Fact]
    public async Task Send_WhereNobodyListens_CanBeTriedAgain()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var outcome = await Notifier(Plain(null) with { Port = port }).SendAsync(Notification(), _content, default);

        Assert.Contains(
            "127.0.0.1",
            Assert.IsType<SendOutcome.TryAgain>(outcome).Trouble.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@c")]
    [InlineData("")]
    [InlineData("x@example.com\r\nBcc: all@example.com")]
    public async Task Send_ToNoAddress_FailsAndSaysSo(string recipient)
    {
        var outcome = await Notifier(new MailOptions { PickupFolder = _folder.FullName })
            .SendAsync(Notification() with { Recipient = recipient }, _content, default);

        Assert.IsType<SendOutcome.Failed>(outcome);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Registration_WithWrongSettings_SaysHowToMendThem()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            new ServiceCollection().AddNotifications(
                new MailOptions { From = "x" },
                new WebhookOptions(),
                new SocketsHttpHandler()
            )
        );

        Assert.Contains("Mail:From", failure.Message, StringComparison.Ordinal);
    }

    private static EmailNotifier Notifier(MailOptions options) => new(options, TimeProvider.System);

    private static MailOptions Plain(SmtpStub? server) =>
        new()
        {
            Server = "127.0.0.1",
            Port = server?.Port ?? 1,
            Security = MailSecurity.None,
            From = "ReputationWatch <alerts@watch.example>",
        };

    private static Notification Notification() =>
        new()
        {
            Id = 7,
            Key = "test:7",
            Kind = NotificationKind.Test,
            Notifier = "email",
            Recipient = "camille@hotel.example",
            Language = "en",
            SubjectId = 0,
            CreatedAt = new DateTimeOffset(2026, 11, 21, 13, 5, 0, TimeSpan.Zero),
        };

    private static string MessageId(FileInfo file) =>
        Regex.Match(File.ReadAllText(file.FullName, Encoding.Latin1), "(?im)^message-id: *(.+)$").Groups[1].Value;
}
