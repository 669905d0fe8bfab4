using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded;

namespace ReputationWatch.Search;

/// <summary>The one place that registers an index.</summary>
public static class SearchRegistration
{
    /// <summary>The index of the single-machine profile, in a file of its own.</summary>
    public static IServiceCollection AddEmbeddedIndex(this IServiceCollection services, string path) =>
        services
            .AddSingleton(provider => new EmbeddedIndex(
                path,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EmbeddedIndex>>()
            ))
            .AddSingleton<IMentionIndex>(provider => provider.GetRequiredService<EmbeddedIndex>());
}
