using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReputationWatch.App.Demo;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Topics;
using ReputationWatch.Tests.Notifications;
using static Microsoft.Playwright.Assertions;

namespace ReputationWatch.BrowserTests;

/// <summary>One server with history and one browser for all tests; skipped visibly where no browser is installed.</summary>
public sealed class PagesFixture : IAsyncLifetime
{
    private Chromium? _chromium;
    private Stage? _stage;

    internal string Url => _stage!.Url;

    internal IServiceProvider Services => _stage!.Services;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is not null)
        {
            _chromium = await Chromium.LaunchAsync();
            _stage = await Stage.StartAsync(history: true);
        }
    }

    internal Task<IBrowserContext> ContextAsync(BrowserNewContextOptions? options = null) =>
        _chromium!.Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
    }
}

/// <summary>What people do, in a real browser on the real product.</summary>
public sealed class PagesTests(PagesFixture fixture) : IClassFixture<PagesFixture>, IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private IBrowserContext? _context;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(
            Chromium.Path is null,
            "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
        );
        _context = await fixture.ContextAsync(new BrowserNewContextOptions { Locale = "en" });
        _page = await _context.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                _complaints.Add(message.Text);
            }
        };
        _page.PageError += (_, error) => _complaints.Add(error);
        _page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(fixture.Url, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                _complaints.Add("a request went outside: " + request.Url);
            }
        };
        await SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }
    }

    [Fact]
    public async Task EveryPage_OpensWithoutAComplaintOfTheBrowser()
    {
        string[] paths =
        [
            "/",
            "/?period=today",
            "/?period=year&compare=year",
            "/inbox",
            "/inbox?view=all",
            "/trends",
            "/alerts",
            "/topics",
            "/topics/new",
            "/sources",
            "/sources/new",
            "/jobs",
            "/settings",
            "/preferences",
            "/channels/new",
            "/deliveries",
            "/settings/people/new",
            "/search?q=hotel",
            "/help",
        ];
        foreach (var path in paths)
        {
            var answer = await _page.GotoAsync(fixture.Url + path);
            Assert.Equal(200, answer!.Status);
        }

        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Search_WordThatStandsOut_NarrowsTheSearchAndIsNoLongerListed()
    {
        await _page.GotoAsync(fixture.Url + "/search?q=h%C3%B4tel+OR+hotel&period=90d");
        var first = _page.Locator(".rw-standing a").First;
        var word = await first.Locator(".rw-clip").InnerTextAsync();

        await first.ClickAsync();

        await Expect(_page.Locator(".rw-head code")).ToHaveTextAsync($"(hôtel OR hotel) \"{word}\"");
        Assert.NotEqual(0, await _page.Locator(".rw-rows > *").CountAsync());
        Assert.DoesNotContain(word, await _page.Locator(".rw-standing .rw-clip").AllInnerTextsAsync());
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Overview_DrawsTheChart_AndHasItsFiguresAsATable()
    {
        await _page.GotoAsync(fixture.Url + "/");

        await Expect(_page.Locator("[data-chart=volume][data-drawn='1'] canvas")).ToBeVisibleAsync();
        var painted = await _page.EvaluateAsync<bool>(
            """
            () => {
              const canvas = document.querySelector("[data-chart=volume] canvas");
              const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              const colors = new Set();
              for (let i = 0; i < pixels.length; i += 40) colors.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`);
              return colors.size > 3;
            }
            """
        );
        Assert.True(painted);
        Assert.True(await _page.Locator("figure.rw-chart table tbody tr").CountAsync() >= 7);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Inbox_FilteredByPositive_ShowsPositiveOnly()
    {
        await _page.GotoAsync(fixture.Url + "/inbox?view=all");
        await _page.SelectOptionAsync("select[name=sentiment]", "positive");
        await Expect(_page).ToHaveURLAsync(new Regex("sentiment=positive", RegexOptions.None, TimeSpan.FromSeconds(1)));

        var rows = _page.Locator("#inbox-list .rw-row");
        Assert.True(await rows.CountAsync() > 3);
        Assert.Equal(await rows.CountAsync(), await _page.Locator("#inbox-list .rw-tag-pos").CountAsync());
    }

    [Fact]
    public async Task Mention_TakenResolvedAndUndone_LeavesAVisibleTrace()
    {
        await _page.GotoAsync(fixture.Url + "/inbox");
        await _page.Locator("a.rw-row-link").First.ClickAsync();
        await Expect(_page.Locator("#pane [data-mention]")).ToBeVisibleAsync();
        var id = await _page.Locator("#pane [data-mention]").GetAttributeAsync("data-mention");

        await _page.Keyboard.PressAsync("a");
        await Expect(_page.Locator("#toasts")).ToContainTextAsync("Assigned to");
        await Expect(_page.Locator("#pane .rw-trace")).ToContainTextAsync("took it");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await Expect(_page.Locator("#pane .rw-trace")).ToContainTextAsync("from open to resolved");
        await Expect(_page.Locator($"#row-{id}")).ToContainTextAsync("resolved");

        await _page.Locator("#toasts").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(_page.Locator("#pane .rw-trace")).ToContainTextAsync("from resolved to open");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Mention_NotedSnoozedAndCorrected_WithoutJavaScript()
    {
        await using var plain = await fixture.ContextAsync(
            new BrowserNewContextOptions { Locale = "en", JavaScriptEnabled = false }
        );
        _page = await plain.NewPageAsync();
        await SignInAsync();
        await _page.GotoAsync(fixture.Url + "/inbox");
        await _page.Locator("a.rw-row-link").Nth(1).ClickAsync();

        await _page.FillAsync("textarea[name=note]", "Called the guest <b>back</b>.");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Add the note" }).ClickAsync();
        await Expect(_page.Locator("#pane .rw-note")).ToHaveTextAsync("Called the guest <b>back</b>.");

        await _page.Locator("form[action*='handler=Label'] button[value=Positive]").ClickAsync();
        await Expect(_page.Locator("#pane .rw-trace")).ToContainTextAsync("corrected the label");
        await _page.Locator("summary[data-key=s]").ClickAsync();
        await _page.Locator("button[name=until][value=tomorrow]").ClickAsync();
        await Expect(_page.Locator("#pane .rw-trace")).ToContainTextAsync("snoozed it until");
    }

    [Fact]
    public async Task Language_Switched_IsFrenchEverywhereAndStays()
    {
        await _page.GotoAsync(fixture.Url + "/inbox");
        await _page.Locator("button.rw-lang").ClickAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await _page.GotoAsync(fixture.Url + "/");
        await Expect(_page.Locator("nav.rw-nav")).ToContainTextAsync("Vue d’ensemble");
        await _page.Locator("button.rw-lang").ClickAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task Topic_PreviewedWhileTyping_PointsAtTheWrongCharacter()
    {
        await _page.GotoAsync(fixture.Url + "/topics/new");
        await _page.Locator("#query").PressSequentiallyAsync("hotel");
        await Expect(_page.Locator("#preview mark").First).ToBeVisibleAsync();

        await _page.Locator("#query").PressSequentiallyAsync(" AND (room");
        await Expect(_page.Locator("#preview .rw-at")).ToHaveTextAsync("(");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Source_TestedNow_ComesBackWithItsResult()
    {
        await _page.GotoAsync(fixture.Url + "/sources");
        await _page.Locator("form[action*='handler=Check'] button").First.ClickAsync();

        await Expect(_page.Locator("tr .spinner-border")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Expect(_page.Locator("tbody tr").First).ToContainTextAsync("next try");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Overview_EpisodeFoundInHistory_SaysThatNobodyWasTold_AndItsBandIsAsWideAsItLasted()
    {
        var topic = await RecordEpisodeAsync(TimeSpan.FromHours(4));

        await _page.GotoAsync($"{fixture.Url}/?topic={topic}&period=90d");

        await Expect(_page.GetByText("found in history, nobody was told").First).ToBeVisibleAsync();
        await Expect(_page.Locator("[data-chart=volume][data-drawn='1'] canvas")).ToBeVisibleAsync();
        var columns = await _page.EvaluateAsync<double>(
            """
            () => {
              const chart = echarts.getInstanceByDom(document.querySelector("[data-chart=volume] canvas").closest("[_echarts_instance_]"));
              const column = chart.convertToPixel({ xAxisIndex: 0 }, 1) - chart.convertToPixel({ xAxisIndex: 0 }, 0);
              const bands = chart.getZr().storage.getDisplayList(true).filter((shape) => shape.type === "polygon");
              return Math.max(...bands.map((band) => band.getBoundingRect().width)) / column;
            }
            """
        );
        Assert.InRange(columns, 0.9, 1.1);
    }

    /// <summary>A topic with one episode found in its history: noon of a day twelve days ago. Judged, so that it stays.</summary>
    private async Task<long> RecordEpisodeAsync(TimeSpan lasted)
    {
        var topics = fixture.Services.GetRequiredService<ITopicStore>();
        var episodes = fixture.Services.GetRequiredService<IEpisodeStore>();
        var brand = (await topics.ListAsync(default))[0];
        var topic = await topics.AddAsync(brand with { Id = 0, Name = "Of the past" }, default);
        var opened = new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddDays(-12).AddHours(12), TimeSpan.Zero);
        var sample = SampleAlert.Episode().Episode with
        {
            Id = 0,
            TopicId = topic,
            Origin = EpisodeOrigin.History,
            OpenedAt = opened,
            ClosedAt = opened + lasted,
        };
        await episodes.RecordHistoryAsync(topic, [sample], default);
        var found = await episodes.PageAsync(new EpisodeFilter([topic]), null, 1, default);
        await episodes.ActAsync(found[0].Id, new EpisodeAction.Judge(Verdict.Real), 1, opened, null, default);
        return topic;
    }

    [Fact]
    public async Task Phone_NoPageIsWiderThanTheScreen()
    {
        await _page.SetViewportSizeAsync(390, 844);
        foreach (
            var path in new[]
            {
                "/",
                "/inbox",
                "/trends",
                "/alerts",
                "/topics",
                "/sources",
                "/jobs",
                "/settings",
                "/preferences",
                "/channels/new",
                "/deliveries",
                "/search",
                "/help",
            }
        )
        {
            await _page.GotoAsync(fixture.Url + path);
            var excess = await _page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(excess <= 0, $"{path} is {excess} pixels too wide");
        }
    }

    private async Task SignInAsync()
    {
        await _page.GotoAsync(fixture.Url + "/sign-in");
        await _page.FillAsync("#email", DemoSetup.Account.Email);
        await _page.FillAsync("#password", DemoSetup.Account.Password);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(_page).ToHaveURLAsync(fixture.Url + "/");
    }
}
