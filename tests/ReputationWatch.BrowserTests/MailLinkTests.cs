using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Tests.Notifications;

namespace ReputationWatch.BrowserTests;

/// <summary>The buttons of a mail over plain HTTP, by somebody who is not signed in; no browser is needed.</summary>
public sealed class MailLinkTests
{
    /// <summary>The form of the page; that of the language has an address.</summary>
    private const string Form = "<form method=\"post\">";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Get_AsOftenAsScannersLike_ChangesNothing()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, person) = await PrepareAsync(stage);
        using var client = new HttpClient();
        var link = await LinkAsync(stage, LinkPurpose.Take, episode, person);

        using var first = await client.GetAsync(link);
        using var second = await client.GetAsync(link);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var page = WebUtility.HtmlDecode(await second.Content.ReadAsStringAsync());
        Assert.Contains("Hôtel Nestor", page, StringComparison.Ordinal);
        Assert.Contains(Form, page, StringComparison.Ordinal);
        Assert.True(second.Headers.CacheControl!.NoStore);
        Assert.Null((await FindAsync(stage, episode)).OwnerId);
    }

    [Fact]
    public async Task Post_ActsOnceAsThePersonOfTheLink()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, person) = await PrepareAsync(stage);
        using var client = new HttpClient();
        var link = await LinkAsync(stage, LinkPurpose.FalseAlarm, episode, person);
        var form = await FormAsync(client, link);

        using var first = await client.PostAsync(link, new FormUrlEncodedContent(form));
        await stage
            .Services.GetRequiredService<IEpisodeStore>()
            .ActAsync(episode, new EpisodeAction.Judge(Verdict.Real), person, Now, null, default);
        using var second = await client.PostAsync(link, new FormUrlEncodedContent(form));
        using var again = await client.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        // What was decided afterwards stands: the link has served.
        Assert.Equal(Verdict.Real, (await FindAsync(stage, episode)).Verdict);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (second.StatusCode, again.StatusCode));
        Assert.Contains("This link was used before", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutTheTokenOfThePage_IsRefused()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, person) = await PrepareAsync(stage);
        using var client = new HttpClient();
        var link = await LinkAsync(stage, LinkPurpose.Take, episode, person);

        using var answer = await client.PostAsync(link, new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null((await FindAsync(stage, episode)).OwnerId);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("AQEAAAAAAAAAEQAAAAAAAAAC")]
    public async Task Forged_IsAnsweredByThePageThatSaysSo_With404(string token)
    {
        await using var stage = await Stage.StartAsync(history: false);
        await PrepareAsync(stage);
        using var client = new HttpClient();

        using var answer = await client.GetAsync($"{stage.Url}/alerts/act/{token}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link is not one of ours", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Form, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Altered_ShowsNothingOfTheEpisode()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, person) = await PrepareAsync(stage);
        using var client = new HttpClient();
        var link = (await LinkAsync(stage, LinkPurpose.Take, episode, person)).AbsoluteUri;
        var altered = link[..^4] + (link[^4] == 'A' ? 'B' : 'A') + link[^3..];

        using var answer = await client.GetAsync(altered);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Nestor", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_SaysSoWith410_AndDoesNotAct()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, person) = await PrepareAsync(stage);
        using var client = new HttpClient();
        var form = await FormAsync(client, await LinkAsync(stage, LinkPurpose.Take, episode, person));
        var old = await LinkAsync(stage, LinkPurpose.Take, episode, person, Now.AddSeconds(-1));

        using var looked = await client.GetAsync(old);
        using var acted = await client.PostAsync(old, new FormUrlEncodedContent(form));

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (looked.StatusCode, acted.StatusCode));
        Assert.Contains("expired", await looked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await FindAsync(stage, episode)).OwnerId);
    }

    [Fact]
    public async Task OfAReader_IsRefusedWith403()
    {
        await using var stage = await Stage.StartAsync(history: false);
        var (episode, _) = await PrepareAsync(stage);
        var reader = await AddAsync(stage, "reader@example.org", UserRole.Reader);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(await LinkAsync(stage, LinkPurpose.Take, episode, reader));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(Form, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>An open episode, and the person to whom its mail was written.</summary>
    private static async Task<(long Episode, long Person)> PrepareAsync(Stage stage)
    {
        var person = await AddAsync(stage, "person@example.org", UserRole.Manager);
        var topic = await stage
            .Services.GetRequiredService<ITopicStore>()
            .AddAsync(
                new Topic
                {
                    Name = "Hôtel Nestor",
                    Kind = TopicKind.Brand,
                    Query = "nestor",
                    CreatedAt = Now,
                },
                default
            );
        var sample = SampleAlert.Episode().Episode with { Id = 0, TopicId = topic, ClosedAt = null };
        var opened = await stage
            .Services.GetRequiredService<IEpisodeStore>()
            .OpenAsync(sample, _ => EpisodeNews.None, default);
        return (opened!.Id, person);
    }

    private static async Task<long> AddAsync(Stage stage, string email, UserRole role)
    {
        var users = stage.Services.GetRequiredService<IUserStore>();
        await users.AddAsync(
            new User
            {
                Email = email,
                Name = "Ada",
                Role = role,
                SecurityStamp = "first",
                PasswordHash = "none",
            },
            default
        );
        return (await users.FindByEmailAsync(email, default))!.Id;
    }

    private static async Task<Episode> FindAsync(Stage stage, long episode) =>
        (await stage.Services.GetRequiredService<IEpisodeStore>().FindAsync(episode, default))!;

    private static async Task<Uri> LinkAsync(
        Stage stage,
        LinkPurpose purpose,
        long episode,
        long person,
        DateTimeOffset? expires = null
    )
    {
        var link = await stage
            .Services.GetRequiredService<EpisodeLinks>()
            .CreateAsync(purpose, episode, person, expires ?? Now + EpisodeLinks.Lifetime, default);
        return new Uri($"{stage.Url}/alerts/act/{link.Segments[^1]}");
    }

    /// <summary>The fields of the page's form: only the token that proves that the page was seen.</summary>
    private static async Task<Dictionary<string, string>> FormAsync(HttpClient client, Uri page)
    {
        var token = Regex
            .Match(
                await client.GetStringAsync(page),
                "__RequestVerificationToken\"[^>]*value=\"([^\"]+)",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Groups[1]
            .Value;
        return new Dictionary<string, string> { ["__RequestVerificationToken"] = token };
    }
}
