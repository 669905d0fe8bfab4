using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Crash;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Notifications.EndToEnd;

/// <summary>The program as it is installed, with default intervals, from a post on a forum to a message in the on-call's mailbox.</summary>
public sealed class AlertEndToEndTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-alert-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_AtDefaultSettings_FromTheTippingMentionToTheAcceptedMailWithinAMinute()
    {
        RealMailServer.SkipWhereMissing();
        using var mail = await RealMailServer.StartAsync(
            Path.Combine(_folder.FullName, "mail"),
            RealMailServer.FreePort()
        );
        await using var forum = await Forum.StartAsync();
        await SeedAsync(forum);
        using var server = ServerProcess.Start(Data, Settings(mail.Port));
        await UntilAsync(server, () => Number("select count(*) from mentions") >= OrvanneMentions.UsualCount);

        forum.StormsSince = TimeProvider.System.GetUtcNow();
        Run("update sources set next_check_at = 0");
        await UntilAsync(server, () => mail.Accepted.Count > 0);

        var arrived = DateTimeOffset.FromUnixTimeMilliseconds(Number("select max(seen_at) from mentions"));
        var (accepted, text) = mail.Accepted[0];
        output.WriteLine(
            $"from the arrival of the tipping mention to the accepted message: {(accepted - arrived).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
        );
        Assert.InRange(accepted - arrived, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Contains("X-To: on.call@example.org", text, StringComparison.Ordinal);
        Assert.Single(mail.Accepted);
    }

    [Fact]
    public async Task Serve_KilledBetweenClaimAndSend_IsOneMailAfterTheRestart()
    {
        RealMailServer.SkipWhereMissing();
        var port = RealMailServer.FreePort();
        await using var forum = await Forum.StartAsync();
        await SeedAsync(forum);
        using (var silent = new TcpListener(IPAddress.Loopback, port))
        {
            // Takes the connection and says nothing: the message is claimed and cannot leave.
            silent.Start();
            forum.StormsSince = TimeProvider.System.GetUtcNow();
            using var doomed = ServerProcess.Start(Data, Settings(port));
            await UntilAsync(doomed, () => Number("select count(*) from notifications where claimed_at > 0") == 1);
            Assert.Equal(0, Number("select count(*) from notifications where sent_at > 0"));
            doomed.Kill();
        }
        using var mail = await RealMailServer.StartAsync(Path.Combine(_folder.FullName, "mail"), port);
        // As if the two minutes of the claim had passed.
        Run("update notifications set claimed_at = claimed_at - 120000");
        using var server = ServerProcess.Start(Data, Settings(port));
        await UntilAsync(server, () => Number("select count(*) from notifications where sent_at > 0") == 1);

        Assert.Single(mail.Accepted);
        Assert.Equal(1, Number("select count(*) from notifications"));
    }

    private static Dictionary<string, string> Settings(int mailPort) =>
        new()
        {
            ["REPUTATIONWATCH_Crawl__AllowedPrivate__0"] = "127.0.0.1",
            ["REPUTATIONWATCH_Mail__Server"] = "127.0.0.1",
            ["REPUTATIONWATCH_Mail__Port"] = mailPort.ToString(CultureInfo.InvariantCulture),
            ["REPUTATIONWATCH_Mail__Security"] = "None",
            ["REPUTATIONWATCH_Mail__From"] = "ReputationWatch <alerts@watch.example>",
        };

    private async Task SeedAsync(Forum forum)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var stores = await StoreSet.OpenAsync(new StorageOptions { DataDirectory = Data });
        await stores.Users.AddAsync(
            new User
            {
                Email = "on.call@example.org",
                Name = "On call",
                CreatedAt = now,
            },
            CancellationToken.None
        );
        await stores.Topics.AddAsync(
            new Topic
            {
                Name = "Orvanne",
                Kind = TopicKind.Brand,
                Query = "Orvanne",
                CreatedAt = now.AddDays(-60),
            },
            CancellationToken.None
        );
        await stores.Sources.AddAsync(
            new Source
            {
                Name = "Forum",
                Url = forum.Feed.AbsoluteUri,
                Connector = "feed",
                CreatedAt = now.AddDays(-60),
                Health = new SourceHealth { NextCheckAt = now },
            },
            CancellationToken.None
        );
    }

    private static async Task UntilAsync(ServerProcess server, Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.False(server.HasExited, server.Output);
            Assert.True(TimeProvider.System.GetElapsedTime(began) < GiveUp, server.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    private long Number(string sql) => Convert.ToInt64(Run(sql), CultureInfo.InvariantCulture);

    private object? Run(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Data, "reputationwatch.db")};Mode=ReadWrite;Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 20;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>A feed with weeks of usual posts, and a storm of complaints when it is asked for.</summary>
    private sealed class Forum(WebApplication app) : IAsyncDisposable
    {
        public DateTimeOffset? StormsSince { get; set; }

        public Uri Feed => new(new Uri(app.Urls.Single()), "feed");

        public static async Task<Forum> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var forum = new Forum(app);
            app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nAllow: /\n"));
            app.MapGet("/feed", () => Results.Text(forum.Write(), "application/rss+xml"));
            await app.StartAsync();
            return forum;
        }

        private string Write()
        {
            var text = new StringBuilder("<rss version=\"2.0\"><channel><title>Forum</title>");
            foreach (var post in Posts())
            {
                Append(text, post);
            }
            return text.Append("</channel></rss>").ToString();
        }

        private IEnumerable<RawItem> Posts() =>
            [
                .. StormsSince is { } since ? OrvanneMentions.Storm(since) : [],
                .. OrvanneMentions.Usual(TimeProvider.System.GetUtcNow()),
            ];

        private static void Append(StringBuilder text, RawItem post) =>
            text.Append(
                CultureInfo.InvariantCulture,
                $"<item><guid isPermaLink=\"false\">{post.ExternalId}</guid><author>{post.AuthorName}</author><description>{WebUtility.HtmlEncode(post.Text)}</description><pubDate>{post.PublishedAt:r}</pubDate></item>"
            );

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
