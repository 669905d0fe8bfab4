using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Elasticsearch;
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

    /// <summary>The index of the cluster profile, on a server.</summary>
    /// <param name="options">Without problems (<see cref="SearchOptions.Problems"/>).</param>
    public static IServiceCollection AddElasticsearchIndex(this IServiceCollection services, SearchOptions options) =>
        services
            .AddSingleton(provider => new ElasticsearchIndex(
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ElasticsearchIndex>>()
            ))
            .AddSingleton<IMentionIndex>(provider => provider.GetRequiredService<ElasticsearchIndex>());

    /// <summary>The index that the settings ask for.</summary>
    /// <param name="path">The file of the embedded one.</param>
    public static IServiceCollection AddMentionIndex(
        this IServiceCollection services,
        SearchOptions options,
        string path
    ) =>
        options.Engine == SearchEngine.Elasticsearch
            ? services.AddElasticsearchIndex(options)
            : services.AddEmbeddedIndex(path);
}
