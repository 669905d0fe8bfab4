using Microsoft.Playwright;

namespace ReputationWatch.BrowserTests;

/// <summary>A headless browser that is installed on the machine; nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    /// <summary>The browser to use: named by the environment, else found by the path; null when there is none.</summary>
    public static string? Path =>
        Environment.GetEnvironmentVariable("REPUTATIONWATCH_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : new[] { "chromium", "chromium-browser", "google-chrome" }
                .SelectMany(name =>
                    (Environment.GetEnvironmentVariable("PATH") ?? "")
                        .Split(System.IO.Path.PathSeparator)
                        .Select(folder => System.IO.Path.Combine(folder, name))
                )
                .FirstOrDefault(File.Exists);

    public static async Task<Chromium> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Path,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                ],
            }
        );
        return new Chromium(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
