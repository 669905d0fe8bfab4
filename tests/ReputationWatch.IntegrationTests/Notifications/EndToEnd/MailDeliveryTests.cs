using System.Security.Cryptography.X509Certificates;
using ReputationWatch.Core.Notifications;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.IntegrationTests.Search.Elasticsearch;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.IntegrationTests.Notifications.EndToEnd;

using Pipeline = ReputationWatch.IntegrationTests.Pipeline.Pipeline;

/// <summary>Our mail against a server that we did not write.</summary>
public sealed class MailDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-smtp-");

    public MailDeliveryTests() => RealMailServer.SkipWhereMissing();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Send_TheServerIsDownForAnHour_IsExactlyOneMailAfterwards()
    {
        var port = RealMailServer.FreePort();
        await using var pipeline = await Pipeline.StartAsync();
        var sender = pipeline.NewSender(new EmailNotifier(Plain(port), pipeline.Clock));
        await AddAsync(pipeline, "on.call@example.org");
        for (var minute = 0; minute < 60; minute++)
        {
            await sender.SendDueAsync(Cancel);
            pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        }
        var row = Assert.Single(await pipeline.Stores.Notifications.RecentAsync(9, Cancel));
        Assert.Equal(TroubleKind.MailUnreachable, SendTrouble.Read(row.LastError!).Kind);

        using var server = await RealMailServer.StartAsync(Folder("mail"), port);
        for (var minute = 0; minute < 120; minute++)
        {
            await sender.SendDueAsync(Cancel);
            pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        }

        Assert.Contains("X-To: on.call@example.org", Assert.Single(server.Accepted).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OverStartTlsWithPassword_IsTakenWhenTheCertificateIsTrusted()
    {
        var (certificate, key) = RealMailServer.WriteCertificate(_folder.FullName);
        var port = RealMailServer.FreePort();
        using var server = await RealMailServer.StartAsync(
            Folder("mail"),
            port,
            certificate,
            key,
            "watch",
            "pass word"
        );
        var options = StartTls(port) with { User = "watch", Password = "pass word" };

        Assert.Equal(TroubleKind.MailCertificate, TroubleOf(await SendAsync(options)));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(options with { TrustedCertificate = certificate }));
        var wrong = await SendAsync(options with { TrustedCertificate = certificate, Password = "wrong" });

        Assert.Single(server.Accepted);
        Assert.Equal(TroubleKind.MailSignInRefused, TroubleOf(wrong));
        Assert.IsType<SendOutcome.Failed>(wrong);
        Assert.Equal(
            TroubleKind.MailRefused,
            TroubleOf(await SendAsync(options with { Security = MailSecurity.None, User = null }))
        );
    }

    [Fact]
    public async Task Send_TrustedCertificateOfAnotherName_IsRefused()
    {
        var (certificate, key) = RealMailServer.WriteCertificate(_folder.FullName, "mail.example.org");
        var port = RealMailServer.FreePort();
        using var server = await RealMailServer.StartAsync(Folder("mail"), port, certificate, key, "watch", "secret");
        var options = StartTls(port) with { TrustedCertificate = certificate };

        Assert.Equal(TroubleKind.MailCertificate, TroubleOf(await SendAsync(options)));
    }

    [Fact]
    public async Task Send_TheServerShowsWhoSignedInBetween_ItsTrustedAuthorityIsEnough()
    {
        using var authority = Certificates.Authority("company", null);
        using var between = Certificates.Authority("department", authority);
        using var shown = Certificates.Server(between, "localhost");
        using var secret = shown.GetECDsaPrivateKey()!;
        var trusted = Write("authority.pem", authority.ExportCertificatePem());
        var chain = Write("chain.pem", $"{shown.ExportCertificatePem()}\n{between.ExportCertificatePem()}\n");
        var key = Write("chain.key", secret.ExportPkcs8PrivateKeyPem());
        var port = RealMailServer.FreePort();
        using var server = await RealMailServer.StartAsync(Folder("mail"), port, chain, key, "watch", "secret");
        var options = StartTls(port) with { User = "watch", Password = "secret" };

        Assert.Equal(TroubleKind.MailCertificate, TroubleOf(await SendAsync(options)));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(options with { TrustedCertificate = trusted }));
    }

    [Fact]
    public async Task Send_ToNobody_IsFinalAndToAGreylist_ComesAtTheSecondTry()
    {
        var port = RealMailServer.FreePort();
        using var server = await RealMailServer.StartAsync(Folder("mail"), port);
        await using var pipeline = await Pipeline.StartAsync();
        var sender = pipeline.NewSender(new EmailNotifier(Plain(port), pipeline.Clock));
        await AddAsync(pipeline, "nobody@example.org");
        await AddAsync(pipeline, "grey@example.org");

        await sender.SendDueAsync(Cancel);
        Assert.Empty(server.Accepted);
        pipeline.Clock.Move(TimeSpan.FromMinutes(1));
        await sender.SendDueAsync(Cancel);

        Assert.Contains("X-To: grey@example.org", Assert.Single(server.Accepted).Text, StringComparison.Ordinal);
        var dead = Assert.Single(await pipeline.Stores.Notifications.PageAsync(new(DeliveryState.Dead), Cancel));
        Assert.Contains("550 5.1.1 no such user here", dead.LastError, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private string Folder(string name) => Path.Combine(_folder.FullName, name);

    private static TroubleKind TroubleOf(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.TryAgain again => again.Trouble.Kind,
            SendOutcome.Failed failed => failed.Trouble.Kind,
            _ => TroubleKind.Other,
        };

    private static Task<SendOutcome> SendAsync(MailOptions options) =>
        new EmailNotifier(options, TimeProvider.System).SendAsync(
            new Notification
            {
                Id = 7,
                Key = "test:7",
                Kind = NotificationKind.Test,
                Notifier = "email",
                Recipient = "camille@hotel.example",
                Language = "fr",
                SubjectId = 0,
                CreatedAt = new DateTimeOffset(2026, 11, 21, 13, 5, 0, TimeSpan.Zero),
            },
            new AlertContent.OfTest(new Uri("https://watch.example/settings")),
            Cancel
        );

    private static MailOptions Plain(int port) =>
        new()
        {
            Server = "127.0.0.1",
            Port = port,
            Security = MailSecurity.None,
            From = "ReputationWatch <alerts@watch.example>",
        };

    private static MailOptions StartTls(int port) =>
        Plain(port) with
        {
            Server = "localhost",
            Security = MailSecurity.StartTls,
        };

    private static Task AddAsync(Pipeline pipeline, string to) =>
        pipeline.Stores.Notifications.AddAsync(
            [new NewNotification($"test:{to}", NotificationKind.Test, "email", to, "en", 1)],
            pipeline.Clock.GetUtcNow(),
            Cancel
        );
}
