using ReputationWatch.App.Imports;
using ReputationWatch.App.Jobs;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Health;
using ReputationWatch.Connectors;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Sites;
using ReputationWatch.Core;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Notifications;
using ReputationWatch.Notifications.Email;
using ReputationWatch.Notifications.Webhook;
using ReputationWatch.Search;
using ReputationWatch.Sentiment;
using ReputationWatch.Storage;
using Serilog;
using Serilog.Events;
using Serilog.Filters;

namespace ReputationWatch.App.Hosting;

/// <summary>The composition root: every part of the product is put together here and nowhere else.</summary>
internal static class AppHost
{
    private const string EnvironmentPrefix = "REPUTATIONWATCH_";

    /// <summary>The console of a server is its log; who types a command wants a sentence, and the stack trace is in the file.</summary>
    private const string ServerLine = ToolLine + "{Exception}";
    private const string ToolLine = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}";

    /// <summary>The whole product: pages, pipeline and jobs.</summary>
    public static WebApplication BuildServer(HostSettings settings)
    {
        var builder = CreateBuilder(settings, ServerLine);
        var place = ProcessPlace.Of(builder.Configuration, settings);
        builder.WebHost.UseUrls(settings.Urls);
        builder.Services.AddPipeline(builder.Configuration, settings);
        // Before the jobs, so that it stops after them.
        builder.Services.AddHostedService<ProcessSigns>();
        builder.Services.AddJobs(
            Settings.Read<JobOptions>(builder.Configuration, "Jobs", o => o.Problems()),
            place,
            builder.Configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions()
        );
        builder.Services.AddWeb(WebSettingsOf(builder.Configuration, settings));
        builder.Services.AddTrustedProxies(
            Settings.Read<ProxyOptions>(builder.Configuration, "Proxy", o => o.Problems())
        );
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.MapHealth();
        if (place.ServesPages)
        {
            app.MapWeb();
        }
        return app;
    }

    /// <summary>The pipeline without pages and jobs, for commands.</summary>
    public static WebApplication BuildTools(HostSettings settings)
    {
        var builder = CreateBuilder(settings, ToolLine);
        builder.Services.AddPipeline(builder.Configuration, settings);
        return builder.Build();
    }

    private static WebApplicationBuilder CreateBuilder(HostSettings settings, string consoleLine)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(AppHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddEnvironmentVariables(EnvironmentPrefix);
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(CreateLogger(builder.Configuration, settings, consoleLine), dispose: true);
        return builder;
    }

    private static IServiceCollection AddPipeline(
        this IServiceCollection services,
        IConfiguration configuration,
        HostSettings settings
    )
    {
        var place = ProcessPlace.Of(configuration, settings);
        services.AddSingleton(place).AddSingleton(new SingleRunnerOptions(place.Name, Alone: !place.Clustered));
        var model = ModelFile(configuration);
        services.AddSingleton(new HealthPlaces(place, settings.Data, model));
        return services
            .AddCore(
                model,
                new PublicAddress(PublicRoot(configuration, settings)),
                Settings.Read<SourceScheduleOptions>(configuration, "Schedule", o => o.Problems()),
                Settings.Read<CrawlerOptions>(configuration, "Crawler", o => o.Problems()) with
                {
                    Owner = settings.ProcessName,
                }
            )
            .Configure<StorageOptions>(configuration.GetSection("Storage"))
            .Configure<StorageOptions>(storage => storage.DataDirectory = settings.Data.FullName)
            .AddStorage()
            .AddMentionIndex(
                Settings.Read<SearchOptions>(configuration, "Search", o => o.Problems()),
                settings.Path("index.db")
            )
            .AddSecrets(configuration, settings.Path("keys"), place.Clustered)
            .AddSingleton(new SiteCatalog(settings.Path("sites")))
            .AddSingleton<ImportFolder>()
            .AddSingleton<ImportRunner>()
            .AddSingleton<UploadSweep>()
            .AddSingleton(Settings.Read<SourceNoticeOptions>(configuration, "SourceNotices", o => o.Problems()))
            .Configure<CrawlOptions>(configuration.GetSection("Crawl"))
            .AddConnectors()
            .AddNotifications(configuration, settings);
    }

    private static IServiceCollection AddNotifications(
        this IServiceCollection services,
        IConfiguration configuration,
        HostSettings settings
    )
    {
        var webhook = Settings.Read<WebhookOptions>(
            configuration,
            "Webhook",
            o =>
                o.Validate()
                    .Concat(
                        GuardedHandler
                            .Unreadable(o.AllowedPrivate)
                            .Select(entry =>
                                $"Webhook:AllowedPrivate holds \"{entry}\", which is no host, address or network. Write for example chat.corp.example:8065 or 10.1.0.0/16."
                            )
                    )
        );
        return services.AddNotifications(
            MailOf(configuration, settings),
            webhook,
            GuardedHandler.Create(webhook.AllowedPrivate)
        );
    }

    private static string ModelFile(IConfiguration configuration) =>
        configuration["Model"] ?? System.IO.Path.Combine(AppContext.BaseDirectory, SentimentModel.FileName);

    private static MailOptions MailOf(IConfiguration configuration, HostSettings settings) =>
        Settings.Read<MailOptions>(configuration, "Mail", o => o.Validate()) with
        {
            PickupFolder = settings.Path("mail"),
        };

    private static WebSettings WebSettingsOf(IConfiguration configuration, HostSettings settings)
    {
        var mail = MailOf(configuration, settings);
        var place = ProcessPlace.Of(configuration, settings);
        return new WebSettings(settings.Path("keys"))
        {
            SharesKeys = place.Clustered,
            ServesPages = place.ServesPages,
            DemoAccount = settings.DemoAccount,
            Mail = new MailSummary(
                mail.HasServer ? $"{mail.Server}:{mail.Port}" : null,
                mail.HasServer ? null : mail.PickupFolder,
                mail.From
            ),
        };
    }

    /// <summary>Where people reach the pages: a setting behind a proxy, else the first address listened on.</summary>
    private static Uri PublicRoot(IConfiguration configuration, HostSettings settings)
    {
        var listening = Settings.Addresses(settings.Urls);
        return configuration["PublicUrl"] is { Length: > 0 } root ? Settings.PublicUrl(root) : listening[0];
    }

    private static Serilog.Core.Logger CreateLogger(
        IConfiguration configuration,
        HostSettings settings,
        string consoleLine
    ) =>
        new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            // It warns at every start that the keys lie unencrypted in the data folder; deploy/README.md says so once.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .ReadFrom.Configuration(configuration)
            .WriteTo.Logger(console =>
                console
                    // Why the host did not start is said in a sentence; its stack trace is in the file.
                    .Filter.ByExcluding(Matching.FromSource("Microsoft.Extensions.Hosting"))
                    .WriteTo.Console(
                        restrictedToMinimumLevel: LogEventLevel.Warning,
                        outputTemplate: consoleLine,
                        standardErrorFromLevel: LogEventLevel.Verbose,
                        formatProvider: System.Globalization.CultureInfo.InvariantCulture
                    )
            )
            .WriteTo.File(
                settings.Path(System.IO.Path.Combine("logs", "reputationwatch-.log")),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14,
                fileSizeLimitBytes: 50 * 1024 * 1024,
                rollOnFileSizeLimit: true,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture
            )
            .CreateLogger();
}
