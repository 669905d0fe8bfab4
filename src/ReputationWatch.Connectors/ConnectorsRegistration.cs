using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Discovery;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Connectors.Sites;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors;

/// <summary>Everything of this project that others ask for.</summary>
public static class ConnectorsRegistration
{
    /// <summary>Needs a <see cref="TimeProvider"/>, an <see cref="ISecretBox"/>, <see cref="SocialOptions"/> and a <see cref="SiteCatalog"/>; options come from <see cref="CrawlOptions"/> when configured.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.AddOptions<CrawlOptions>();
        services.AddSingleton<IValidateOptions<CrawlOptions>, CrawlOptionsValidation>();
        services.AddSingleton(p => new PrivateNetworkGuard(p.GetRequiredService<IOptions<CrawlOptions>>().Value));
        services.AddSingleton(p => new PoliteFetcher(
            p.GetRequiredService<IOptions<CrawlOptions>>().Value,
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<ISourceReader, FeedSourceReader>();
        services.AddSingleton<ISourceReader, ReviewSourceReader>();
        services.AddSingleton<ISourceReader, SiteSourceReader>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SocialSetup>();
        foreach (var api in SocialApis.All)
        {
            services.AddSingleton(p => new SocialClient(
                api,
                p.GetRequiredService<PoliteFetcher>(),
                p.GetRequiredService<ApiKeys>(),
                p.GetRequiredService<TimeProvider>()
            ));
            services.AddSingleton<ISourceReader>(p => new SocialSourceReader(
                p.GetServices<SocialClient>().First(c => c.Api == api),
                p.GetRequiredService<TimeProvider>()
            ));
        }
        services.AddSingleton<SourceDiscovery>();
        return services;
    }

    private sealed class CrawlOptionsValidation : IValidateOptions<CrawlOptions>
    {
        public ValidateOptionsResult Validate(string? name, CrawlOptions options)
        {
            var problems = options.Validate().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
