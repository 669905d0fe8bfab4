using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReputationWatch.BrowserTests;

/// <summary>From an empty installation to a page that says what to do next.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task EmptyInstallation_LeadsThroughTheSetUpToTheThreeSteps()
    {
        Assert.SkipWhen(
            Chromium.Path is null,
            "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
        );
        await using var stage = await Stage.StartAsync(history: false);
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.Browser.NewPageAsync(new BrowserNewPageOptions { Locale = "fr" });

        await page.GotoAsync(stage.Url + "/topics");
        await Expect(page).ToHaveURLAsync(stage.Url + "/setup");
        await page.FillAsync("#name", "Ada Lovelace");
        await page.FillAsync("#email", "ada@example.org");
        await page.FillAsync("#password", "une phrase assez longue");
        await page.FillAsync("#again", "une phrase assez longue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer le compte" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Trois étapes jusqu’à la première mention");
        await page.GotoAsync(stage.Url + "/setup");
        await Expect(page).ToHaveURLAsync(stage.Url + "/");
    }

    [Fact]
    public async Task Answers_CarryTheSecurityHeaders_AndPostsNeedTheToken()
    {
        await using var stage = await Stage.StartAsync(history: false);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(stage.Url + "/setup");
        var policy = string.Join("", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", string.Join("", answer.Headers.GetValues("X-Content-Type-Options")));

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Name"] = "x" });
        using var refused = await client.PostAsync(stage.Url + "/setup", form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task SetUp_FromAnotherMachine_AsksForTheTokenOfTheLog()
    {
        await using var stage = await Stage.StartAsync(history: false);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        var page = await client.GetStringAsync(stage.Url + "/setup");

        Assert.Contains("name=\"Token\"", page, StringComparison.Ordinal);
    }
}
