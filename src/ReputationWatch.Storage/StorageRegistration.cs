using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Imports;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Storage.Adaptation;
using ReputationWatch.Storage.Alerts;
using ReputationWatch.Storage.Cases;
using ReputationWatch.Storage.Cluster;
using ReputationWatch.Storage.Counts;
using ReputationWatch.Storage.Imports;
using ReputationWatch.Storage.Jobs;
using ReputationWatch.Storage.Mentions;
using ReputationWatch.Storage.Notifications;
using ReputationWatch.Storage.Privacy;
using ReputationWatch.Storage.Sources;
using ReputationWatch.Storage.Spikes;
using ReputationWatch.Storage.Topics;
using ReputationWatch.Storage.Users;

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
        services.AddSingleton(p => new WeightsFolder(
            Path.Combine(p.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory, "models")
        ));
        services.AddSingleton<IAdaptationStore, AdaptationStore>();
        services.AddSingleton<ITopicStore, TopicStore>();
        services.AddSingleton<ISourceStore, SourceStore>();
        services.AddSingleton<IDeliveryStore, DeliveryStore>();
        services.AddSingleton<IImportStore, ImportStore>();
        services.AddSingleton<ICaseStore, CaseStore>();
        services.AddSingleton<ICountStore, CountStore>();
        services.AddSingleton<IMentionFactStore, MentionFactStore>();
        services.AddSingleton<IEpisodeStore, EpisodeStore>();
        services.AddSingleton<ICalendarStore, CalendarStore>();
        services.AddSingleton<INotificationStore, NotificationStore>();
        services.AddSingleton<IAlertPreferenceStore, AlertPreferenceStore>();
        services.AddSingleton<IChannelStore, ChannelStore>();
        services.AddSingleton<IPushSubscriptionStore, PushSubscriptionStore>();
        services.AddSingleton<IJobRunStore, JobRunStore>();
        services.AddSingleton<IUserStore, UserStore>();
        services.AddSingleton<ISettingsStore, SettingsStore>();
        services.AddSingleton<ILeaseStore, LeaseStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IErasureStore, ErasureStore>();
        services.AddSingleton<ProtectionKeyStore>();
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
