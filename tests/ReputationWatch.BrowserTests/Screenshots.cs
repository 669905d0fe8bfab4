using System.Globalization;
using Microsoft.Playwright;
using ReputationWatch.App.Demo;

namespace ReputationWatch.BrowserTests;

/// <summary>What the pictures show: the demo's world, overlong names and texts, or corrections and what was learned from them.</summary>
internal enum PictureWorld
{
    Demo,
    Hostile,
    Judged,
}

/// <summary>Pictures of every page in both languages and themes, on a desktop and on a phone.</summary>
internal static class Screenshots
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/"),
        ("overview-90d", "/?period=90d"),
        ("inbox", "/inbox"),
        ("trends", "/trends?period=90d"),
        ("alerts", "/alerts"),
        ("alerts-calendar", "/alerts/calendar"),
        ("alerts-calendar-new", "/alerts/calendar/new"),
        ("alerts-ledger", "/alerts/ledger"),
        ("alerts-rules", "/alerts/rules"),
        ("alerts-forged-link", "/alerts/act/nothing"),
        ("topics", "/topics"),
        ("topic-new", "/topics/new"),
        ("sources", "/sources"),
        ("source-new", "/sources/new"),
        ("jobs", "/jobs"),
        ("settings", "/settings"),
        ("model", "/settings/model"),
        ("person-new", "/settings/people/new"),
        ("preferences", "/preferences"),
        ("channel-new", "/channels/new"),
        ("deliveries", "/deliveries"),
        ("search", "/search?q=hotel&period=90d"),
        ("search-error", "/search?q=nestor+AND+(chambre"),
        ("help", "/help"),
        ("not-found", "/nothing-here"),
    ];

    /// <summary>Pages behind the first link of a kind on another page.</summary>
    private static readonly (string Name, string From, string Selector)[] Details =
    [
        ("inbox-mention", "/inbox", "a.rw-row-link"),
        ("mention", "/search?period=90d", "a.rw-row-link"),
        ("alert", "/alerts", "article h2 a"),
        ("topic", "/topics", "tbody a"),
        ("source", "/sources", "tbody a"),
    ];

    public static async Task<int> TakeAsync(string folder, string? url, string? only, string? one, PictureWorld world)
    {
        if (Chromium.Path is null)
        {
            await Console.Error.WriteLineAsync(
                "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
            );
            return 1;
        }
        Directory.CreateDirectory(folder);
        await using var stage = url is null ? await Stage.StartAsync(history: world == PictureWorld.Demo) : null;
        if (world == PictureWorld.Hostile)
        {
            await HostileWorld.AddToAsync(stage!.Services);
        }
        if (world == PictureWorld.Judged)
        {
            await JudgedWorld.LearnAsync(stage!.Services);
        }
        await using var chromium = await Chromium.LaunchAsync();
        var root = (url ?? stage!.Url).TrimEnd('/');
        foreach (var (look, width, height) in new[] { ("desktop", 1440, 900), ("phone", 390, 844) })
        {
            foreach (
                var (language, theme) in new[] { ("fr", "light"), ("en", "dark"), ("en", "light"), ("fr", "dark") }
            )
            {
                var prefix = $"{look}-{language}-{theme}";
                if (only is null || prefix.Contains(only, StringComparison.Ordinal))
                {
                    await using var context = await ContextAsync(chromium, root, width, height, theme);
                    await PicturesAsync(context, root, language, Path.Combine(folder, prefix), one);
                }
            }
        }
        return 0;
    }

    private static async Task<IBrowserContext> ContextAsync(
        Chromium chromium,
        string root,
        int width,
        int height,
        string theme
    )
    {
        var context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
                HasTouch = width < 600,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(root + "/sign-in");
        await page.FillAsync("#email", DemoSetup.Account.Email);
        await page.FillAsync("#password", DemoSetup.Account.Password);
        await page.ClickAsync("form:has(#password) button");
        await page.CloseAsync();
        return context;
    }

    private static async Task PicturesAsync(
        IBrowserContext context,
        string root,
        string language,
        string prefix,
        string? one
    )
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Console.WriteLine($"{prefix}: {page.Url}: {message.Text}");
            }
        };
        await page.GotoAsync(root + "/");
        if (await page.GetAttributeAsync("html", "lang") != language)
        {
            await page.ClickAsync("button.rw-lang");
        }
        foreach (var (name, path) in Pages.Where(p => one is null || p.Name == one))
        {
            await page.GotoAsync(root + path);
            await SaveAsync(page, prefix, name);
        }
        foreach (var (name, from, selector) in Details.Where(d => one is null || d.Name == one))
        {
            await page.GotoAsync(root + from);
            if (await page.Locator(selector).CountAsync() > 0)
            {
                await page.Locator(selector).First.ClickAsync();
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await SaveAsync(page, prefix, name);
            }
        }
    }

    private static async Task SaveAsync(IPage page, string prefix, string name)
    {
        await page.WaitForTimeoutAsync(250);
        var overflow = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        if (overflow > 0)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{prefix}-{name}: {overflow} pixels too wide")
            );
        }
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{prefix}-{name}.png", FullPage = true });
    }
}
