using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Stories;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Adaptation;
using ReputationWatch.Storage.Alerts;
using ReputationWatch.Storage.Cases;
using ReputationWatch.Storage.Cluster;
using ReputationWatch.Storage.Counts;
using ReputationWatch.Storage.Jobs;
using ReputationWatch.Storage.Mentions;
using ReputationWatch.Storage.Notifications;
using ReputationWatch.Storage.Privacy;
using ReputationWatch.Storage.Sources;
using ReputationWatch.Storage.Spikes;
using ReputationWatch.Storage.Topics;
using ReputationWatch.Storage.Users;
using IMentionFactStore = ReputationWatch.Core.Spikes.IMentionFactStore;

namespace ReputationWatch.IntegrationTests.Storage;

/// <summary>All stores over one database, and short ways to fill them.</summary>
internal sealed class StoreSet(Database database) : IAsyncDisposable
{
    /// <summary>The tests' "now": a Sunday at half past ten.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 30, 0, TimeSpan.Zero);

    public Database Database => database;
    public IMentionStore Mentions { get; } = new MentionStore(database);
    public ITopicStore Topics { get; } = new TopicStore(database);
    public ISourceStore Sources { get; } = new SourceStore(database);
    public ICaseStore Cases { get; } = new CaseStore(database);
    public ICountStore Counts { get; } = new CountStore(database);
    public IMentionFactStore Facts { get; } = new MentionFactStore(database);
    public ICalendarStore Calendar { get; } = new CalendarStore(database);
    public IEpisodeStore Episodes { get; } = new EpisodeStore(database);
    public INotificationStore Notifications { get; } = new NotificationStore(database);
    public IAlertPreferenceStore Preferences { get; } = new AlertPreferenceStore(database);
    public IChannelStore Channels { get; } = new ChannelStore(database);
    public IPushSubscriptionStore Subscriptions { get; } = new PushSubscriptionStore(database);
    public IJobRunStore JobRuns { get; } = new JobRunStore(database);
    public IUserStore Users { get; } = new UserStore(database);
    public IRetentionStore Retention { get; } = new RetentionStore(database);
    public IErasureStore Erasure { get; } = new ErasureStore(database);
    public ILeaseStore Leases { get; } = new LeaseStore(database);
    public IAdaptationStore Adaptation { get; } =
        new AdaptationStore(
            database,
            new WeightsFolder(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")))
        );
    public ISettingsStore Settings { get; } = new SettingsStore(database);

    public EpisodeKeeper Keeper =>
        new(Episodes, Calendar, Routing, new AlertRules(Settings), NullLogger<EpisodeKeeper>.Instance);

    public AlertRouting Routing => new(Users, Preferences, Channels, Subscriptions);

    public static async Task<StoreSet> OpenAsync(StorageOptions options)
    {
        var database = new Database(options);
        await database.MigrateAsync(CancellationToken.None);
        return new StoreSet(database);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    public Task<long> AddTopicAsync(string name = "Brand", string query = "brand") =>
        Topics.AddAsync(
            new Topic
            {
                Name = name,
                Kind = TopicKind.Brand,
                Query = query,
                CreatedAt = Now,
            },
            CancellationToken.None
        );

    public Task<long> AddSourceAsync(string url = "https://example.org/feed") =>
        Sources.AddAsync(
            new Source
            {
                Name = new Uri(url).Host,
                Url = url,
                Connector = "feed",
                CreatedAt = Now,
                Health = new SourceHealth { NextCheckAt = Now },
            },
            CancellationToken.None
        );

    public Task<IntakeResult> SaveAsync(long sourceId, params IReadOnlyList<PreparedItem> items) =>
        Mentions.SaveAsync(Batch(sourceId, items), CancellationToken.None);

    public static IntakeBatch Batch(long sourceId, params IReadOnlyList<PreparedItem> items) =>
        new(
            sourceId,
            items,
            itemsNew => new CheckConclusion(
                new SourceCheck(
                    sourceId,
                    Now,
                    TimeSpan.FromSeconds(1),
                    CheckOutcome.NewItems,
                    200,
                    null,
                    items.Count,
                    itemsNew
                ),
                new SourceHealth
                {
                    NextCheckAt = Now.AddMinutes(15),
                    LastCheckedAt = Now,
                    Outcome = CheckOutcome.NewItems,
                    ItemsTotal = itemsNew,
                }
            )
        );

    /// <summary>An item that the topics want; without topics one that nobody wants.</summary>
    public static PreparedItem Item(string id, params IReadOnlyList<long> topics) =>
        new()
        {
            Item = new RawItem
            {
                Kind = MentionKind.Post,
                ExternalId = id,
                Url = $"https://example.org/{id}",
                Title = $"Title {id}",
                Text = $"Text of {id}",
            },
            Keys = [ItemKeys.OfId("example.org", id), ItemKeys.OfUrl($"https://example.org/{id}")],
            ContentHash = id.GetHashCode(StringComparison.Ordinal),
            Fingerprint = null,
            Site = "Example",
            Language = "fr",
            Author = new Author("anna", "Anna", "@anna", null),
            PublishedAt = Now.AddHours(-2),
            Dated = true,
            SeenAt = Now,
            TopicIds = topics,
            Sentiment = topics.Count == 0 ? null : Scored(SentimentLabel.Negative),
        };

    public static MentionSentiment Scored(
        SentimentLabel label,
        NpsClass nps = NpsClass.Detractor,
        NpsBasis basis = NpsBasis.Inferred
    ) =>
        new()
        {
            Label = label,
            Negative = 0.7,
            Neutral = 0.2,
            Positive = 0.1,
            Score10 = 2.5,
            Nps = nps,
            NpsBasis = basis,
            Doubt = Doubt.LowMargin | Doubt.TooShort,
            Urgency = 0.4,
            Spam = 0.01,
            ModelVersion = "m1",
        };

    public static CountQuery Query(long topic) => new([topic], Now.AddDays(-400), Now.AddDays(1));

    public async Task<Mention> OnlyMentionAsync() =>
        Assert.Single(await Mentions.WalkAsync(0, 1000, CancellationToken.None));
}

internal static class PreparedItems
{
    public static PreparedItem With(this PreparedItem item, string text, DateTimeOffset? seenAt = null) =>
        item with
        {
            Item = item.Item with { Text = text },
            ContentHash = text.GetHashCode(StringComparison.Ordinal),
            SeenAt = seenAt ?? item.SeenAt,
        };

    /// <summary>With text and bands such that texts of the same first word are candidates of each other.</summary>
    public static PreparedItem Saying(this PreparedItem item, string text) =>
        item.With(text) with
        {
            Fingerprint = new ContentFingerprint([text.Split(' ')[0].GetHashCode(StringComparison.Ordinal)]),
        };

    public static PreparedItem NeedingAnAnswer(this PreparedItem item, int priority = 50) =>
        item with
        {
            Case = new NewCase(priority, item.SeenAt.AddHours(24)),
        };
}
