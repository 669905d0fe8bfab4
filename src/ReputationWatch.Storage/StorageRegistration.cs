using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Storage.Cases;
using ReputationWatch.Storage.Counts;
using ReputationWatch.Storage.Mentions;
using ReputationWatch.Storage.Sources;
using ReputationWatch.Storage.Topics;

namespace ReputationWatch.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Adds the stores. The program binds <see cref="StorageOptions"/> to its configuration and calls
    /// <see cref="Database.MigrateAsync"/> before anything uses them.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>();
        services.AddSingleton<IValidateOptions<StorageOptions>, ValidateStorageOptions>();
        services.AddSingleton(p => new Database(p.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<IMentionStore, MentionStore>();
        services.AddSingleton<ITopicStore, TopicStore>();
        services.AddSingleton<ISourceStore, SourceStore>();
        services.AddSingleton<ICaseStore, CaseStore>();
        services.AddSingleton<ICountStore, CountStore>();
        return services;
    }

    private sealed class ValidateStorageOptions : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems
                ? ValidateOptionsResult.Fail(problems)
                : ValidateOptionsResult.Success;
    }
}
