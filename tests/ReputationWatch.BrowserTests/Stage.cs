using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.App.Demo;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Storage;

namespace ReputationWatch.BrowserTests;

/// <summary>The whole product on a free port and an empty data folder; with history, on a small invented world.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int EnoughMentions = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;
    private readonly DemoWorld? _world;

    private Stage(DirectoryInfo folder, WebApplication app, DemoWorld? world)
    {
        (_folder, _app, _world) = (folder, app, world);
    }

    public IServiceProvider Services => _app.Services;

    public string Url => _app.Urls.First().TrimEnd('/');

    /// <param name="settings">What differs from the settings of every stage.</param>
    public static async Task<Stage> StartAsync(bool history, Dictionary<string, string?>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("rw-browser-");
        var host = new HostSettings
        {
            Data = folder,
            Urls = "http://127.0.0.1:0",
            Overrides = Overrides.Concat(settings ?? []).ToDictionary(),
            DemoAccount = history ? DemoSetup.Account : null,
        };
        var app = AppHost.BuildServer(host);
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        DemoWorld? world = null;
        if (history)
        {
            world = await DemoWorld.StartAsync(new DemoWorldOptions { Days = 21 }, CancellationToken.None);
            await ActivatorUtilities
                .CreateInstance<DemoSetup>(app.Services)
                .PrepareAsync(world, CancellationToken.None);
        }
        await app.StartAsync();
        var stage = new Stage(folder, app, world);
        if (history)
        {
            await stage.WaitForMentionsAsync();
        }
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A log file may still be held for a moment; the system's temporary folder is cleaned anyway.
        }
    }

    private async Task WaitForMentionsAsync()
    {
        var mentions = _app.Services.GetRequiredService<IMentionStore>();
        var deadline = DateTimeOffset.UtcNow + Patience;
        while ((await mentions.TotalsAsync(CancellationToken.None)).Mentions < EnoughMentions)
        {
            if (DateTimeOffset.UtcNow > deadline)
            {
                throw new TimeoutException(
                    $"The crawl of the invented world brought fewer than {EnoughMentions} mentions in {Patience}."
                );
            }
            await Task.Delay(500);
        }
    }

    /// <summary>The invented world is on this machine and nobody waits.</summary>
    private static readonly Dictionary<string, string?> Overrides = new()
    {
        ["Crawl:AllowedPrivate:0"] = "127.0.0.1",
        ["Crawl:AllowedPrivate:1"] = "localhost",
        ["Crawl:MinimumGap"] = "00:00:00.050",
        ["Schedule:MinInterval"] = "00:00:05",
        ["Schedule:MaxInterval"] = "00:00:15",
    };
}
