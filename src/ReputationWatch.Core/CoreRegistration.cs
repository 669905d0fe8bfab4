using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Core;

public static class CoreRegistration
{
    /// <summary>The pipeline. Stores, readers, index and notifiers come from the other projects.</summary>
    /// <param name="modelPath">The sentiment model's file; read once, when first needed.</param>
    /// <param name="address">Where people reach this installation.</param>
    public static IServiceCollection AddCore(
        this IServiceCollection services,
        string modelPath,
        PublicAddress address,
        SourceScheduleOptions schedule,
        CrawlerOptions crawler
    ) =>
        services
            .AddSingleton(_ => new ModelInUse(SentimentModel.Load(modelPath)))
            .AddSingleton<ModelKeeper>()
            .AddSingleton<AdaptationOptions>()
            .AddSingleton<Retrainer>()
            .AddSingleton<ModelTasks>()
            .AddSingleton(address)
            .AddSingleton(schedule)
            .AddSingleton(crawler)
            .AddSingleton(p => new SentimentScorer(p.GetRequiredService<ModelInUse>()))
            .AddSingleton<Intake>()
            .AddSingleton<IntakeStop>()
            .AddSingleton<Crawler>()
            .AddSingleton<SourceTrial>()
            .AddSingleton<SourceNotices>()
            .AddSingleton<SourceInspection>()
            .AddSingleton<DirectIntake>()
            .AddSingleton<ISourceReader>(new DeliveredSourceReader(DirectIntake.ImportConnector))
            .AddSingleton<ISourceReader>(new DeliveredSourceReader(DirectIntake.InboundConnector))
            .AddSingleton<Rematcher>()
            .AddSingleton<SingleRunner>()
            .AddSingleton<Housekeeper>()
            .AddSingleton<IndexFollower>()
            .AddSingleton<AlertRouting>()
            .AddSingleton<AlertRules>()
            .AddSingleton<EpisodeLinks>()
            .AddSingleton<SpikeHistoryReader>()
            .AddSingleton<EpisodeHistory>()
            .AddSingleton<EpisodeKeeper>()
            .AddSingleton<SpikeWatch>()
            .AddSingleton<DigestReader>()
            .AddSingleton<DigestMaker>()
            .AddSingleton<AlertContentReader>()
            .AddSingleton<NotificationSender>();
}
