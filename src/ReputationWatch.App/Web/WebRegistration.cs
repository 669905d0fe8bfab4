using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Mentions;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Pages.Topics;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Health;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web;

/// <summary>The pages' part of the composition root.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services, WebSettings settings)
    {
        services.AddSingleton(settings);
        services.Configure<KestrelServerOptions>(server => server.AddServerHeader = false);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        // Letters of every script stay themselves in the markup; only what could be markup is encoded.
        services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        services.AddRazorPages(options => options.Conventions.ConfigureFilter(new RoleFilterFactory()));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            // Never pages: a compressed page with a secret and an echoed input leaks the secret by its length (BREACH).
            options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "rw.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAccess(settings);
        services.AddSingleton<DeliveryRate>();
        services.AddSingleton<InboundEndpoint>();
        services.AddScoped<Viewer>();
        services.AddScoped<Wording>();
        services.AddScoped<Frame>();
        services.AddScoped<Names>();
        services.AddHttpContextAccessor();
        services.AddScoped<ScopeReader>();
        services.AddScoped<Charts.Charts>();
        services.AddScoped<InboxReader>();
        services.AddScoped<TopicPreview>();
        services.AddSingleton<BacktestRuns>();
        services.AddScoped<BacktestReader>();
        services.AddScoped<MentionReader>();
        services.AddScoped<HealthReader>();
        services.AddSingleton<TopicHighlighter>();
        services.AddSingleton<WebFiles>();
        return services;
    }

    public static WebApplication MapWeb(this WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.UseResponseCompression();
        app.UseWebFiles();
        app.UseRouting();
        app.UseMiddleware<FirstRunMiddleware>();
        app.UseAuthentication();
        app.UseMiddleware<ViewerMiddleware>();
        app.UseAuthorization();
        InboundEndpoint.Map(app);
        app.MapRazorPages();
        return app;
    }

    private static void AddAccess(this IServiceCollection services, WebSettings settings)
    {
        // It warns at every first start that the keys are not encrypted at rest, which the data folder's permissions answer.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        var keys = services.AddDataProtection().SetApplicationName("ReputationWatch");
        if (settings.SharesKeys)
        {
            services.AddSingleton<SharedKeys>();
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SharedKeys.Use>();
        }
        else if (settings.KeysDirectory is { } directory)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(directory));
        }
        else
        {
            keys.UseEphemeralDataProtectionProvider();
        }
        services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = "rw.session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromDays(14);
                options.SlidingExpiration = true;
                options.LoginPath = "/sign-in";
                options.LogoutPath = "/sign-out";
                options.AccessDeniedPath = "/not-allowed";
                options.ReturnUrlParameter = "then";
                options.EventsType = typeof(SessionCookie);
            });
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddScoped<SessionCookie>();
        services.AddScoped<PasswordCheck>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<FirstRun>();
        services.AddHostedService<FirstRunNotice>();
    }
}
