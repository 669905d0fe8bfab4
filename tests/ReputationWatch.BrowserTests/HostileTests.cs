using Microsoft.Playwright;
using ReputationWatch.App.Demo;
using static Microsoft.Playwright.Assertions;

namespace ReputationWatch.BrowserTests;

/// <summary>Overlong and hostile names and texts neither break the layout nor run.</summary>
public sealed class HostileTests
{
    private static readonly string[] Paths =
    [
        "/",
        "/inbox?view=all",
        "/trends",
        "/topics",
        "/topics/1",
        "/sources",
        "/sources/1",
        "/mentions/1",
        "/mentions/2",
        "/mentions/3",
        "/search",
        "/settings",
        "/preferences",
        "/channels/new",
        "/deliveries",
        "/jobs",
    ];

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task OverlongNamesAndTexts_StayInsideTheScreen_AndNothingRuns(int width)
    {
        Assert.SkipWhen(
            Chromium.Path is null,
            "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
        );
        await using var stage = await Stage.StartAsync(history: false);
        await HostileWorld.AddToAsync(stage.Services);
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.Browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 844 },
                Locale = "en",
            }
        );
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        page.Dialog += (_, dialog) =>
        {
            complaints.Add("a script ran: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(stage.Url + "/sign-in");
        await page.FillAsync("#email", DemoSetup.Account.Email);
        await page.FillAsync("#password", DemoSetup.Account.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(stage.Url + "/");

        foreach (var path in Paths)
        {
            Assert.Equal(200, (await page.GotoAsync(stage.Url + path))!.Status);
            var excess = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(excess <= 0, $"{path} is {excess} pixels too wide");
        }
        Assert.Empty(complaints);
        Assert.Equal(0, await page.Locator("a[href^='javascript']").CountAsync());
    }
}
