using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;
using static ReputationWatch.BrowserTests.People;

namespace ReputationWatch.BrowserTests;

/// <summary>Roles over plain HTTP, as a script would try them; no browser is needed.</summary>
public sealed class RolesTests
{
    [Theory]
    [InlineData(UserRole.Reader, "/jobs?handler=Run", "/not-allowed?role=Manager")]
    [InlineData(UserRole.Reader, "/topics/new", "/not-allowed?role=Manager")]
    [InlineData(UserRole.Manager, "/settings/people/new", "/not-allowed?role=Admin")]
    [InlineData(UserRole.Manager, "/settings?handler=TestMail", "/not-allowed?role=Admin")]
    [InlineData(UserRole.Manager, "/channels/new", "/not-allowed?role=Admin")]
    [InlineData(UserRole.Reader, "/deliveries?handler=Retry&id=1", "/not-allowed?role=Manager")]
    [InlineData(UserRole.Reader, "/preferences?handler=Alerts&person=1", "/not-allowed?role=Admin")]
    [InlineData(UserRole.Manager, "/preferences?handler=Unsubscribe&person=1&id=1", "/not-allowed?role=Admin")]
    public async Task Post_BeyondTheRole_LeadsToThePageThatSaysWhoCan(UserRole role, string path, string expected)
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "boss@example.org", "Grace", UserRole.Admin);
        await AddAsync(stage, "person@example.org", "Ada", role);
        using var client = await SignedInAsync(stage, "person@example.org");

        using var answer = await PostAsync(client, stage.Url + path, new() { ["job"] = "crawl" });
        var page = await client.GetStringAsync(stage.Url + "/");

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        using var refused = await client.GetAsync(stage.Url + expected);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Grace", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("not-allowed", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preferences_OfAReader_AreTheReadersOwn()
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "boss@example.org", "Grace", UserRole.Admin);
        await AddAsync(stage, "person@example.org", "Ada", UserRole.Reader);
        using var client = await SignedInAsync(stage, "person@example.org");
        var wishes = new Dictionary<string, string>
        {
            ["receivesAlerts"] = "true",
            ["allTopics"] = "false",
            ["topics"] = "4711",
            ["step"] = "2",
            ["quiet"] = "true",
            ["quietFrom"] = "22:30",
            ["quietTo"] = "06:45",
            ["perHour"] = "3",
        };

        using var saved = await PostAsync(client, stage.Url + "/preferences?handler=Alerts", wishes);
        wishes["perHour"] = "0";
        using var refused = await PostAsync(client, stage.Url + "/preferences?handler=Alerts", wishes);
        var page = await client.GetStringAsync(stage.Url + "/preferences");

        Assert.Equal("/preferences", saved.Headers.Location?.OriginalString);
        var users = stage.Services.GetRequiredService<IUserStore>();
        var all = await stage.Services.GetRequiredService<IAlertPreferenceStore>().ListAsync(default);
        var person = (await users.FindByEmailAsync("person@example.org", default))!;
        Assert.Equal([person.Id], all.Keys);
        var kept = all[person.Id];
        Assert.Equal(new QuietHours(new TimeOnly(22, 30), new TimeOnly(6, 45)), kept.Quiet);
        Assert.Equal((2, 3, false), (kept.EscalationStep, kept.PerHour, kept.ByMail));
        // A topic that does not exist is not kept.
        Assert.Empty(kept.Topics.TopicIds);
        Assert.Contains("value=\"22:30\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_Saved_NeverShowsItsSecretsAgain()
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "boss@example.org", "Grace", UserRole.Admin);
        using var client = await SignedInAsync(stage, "boss@example.org");
        var form = new Dictionary<string, string>
        {
            ["name"] = "On call <b>chat</b>",
            ["kind"] = "Json",
            ["url"] = "https://127.0.0.1:9/hooks/swordfish-path",
            ["secret"] = "swordfish-key",
            ["language"] = "fr",
            ["enabled"] = "true",
            ["allTopics"] = "true",
            ["perHour"] = "5",
        };

        using var saved = await PostAsync(client, stage.Url + "/channels/new", form);
        var address = stage.Url + saved.Headers.Location!.OriginalString;
        var pages = await client.GetStringAsync(address) + await client.GetStringAsync(stage.Url + "/settings");
        (form["url"], form["secret"], form["name"]) = ("", "", "Renamed");
        using var renamed = await PostAsync(client, address, form);
        using var tested = await PostAsync(client, address + "?handler=Test", []);
        var notice = await client.GetStringAsync(address);

        Assert.DoesNotContain("swordfish", pages, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>chat", pages, StringComparison.Ordinal);
        var channel = Assert.Single(await stage.Services.GetRequiredService<IChannelStore>().ListAsync(default));
        Assert.Equal(
            ("Renamed", "https://127.0.0.1:9/hooks/swordfish-path", "swordfish-key"),
            (channel.Name, channel.Url, channel.Secret)
        );
        Assert.Contains("Webhook:AllowedPrivate", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_OfAPersonWhoseRoleChanged_EndsAtOnce()
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "person@example.org", "Ada", UserRole.Admin);
        using var client = await SignedInAsync(stage, "person@example.org");
        using var before = await client.GetAsync(stage.Url + "/jobs");
        var users = stage.Services.GetRequiredService<IUserStore>();
        var user = await users.FindByEmailAsync("person@example.org", default);

        await users.UpdateAsync(user! with { SecurityStamp = "another" }, default);
        using var after = await client.GetAsync(stage.Url + "/jobs");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.StartsWith(stage.Url + "/sign-in", after.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }
}
