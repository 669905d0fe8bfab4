using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.IntegrationTests.Pipeline;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Adaptation;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;
using Correction = ReputationWatch.Core.Mentions.Correction;

namespace ReputationWatch.IntegrationTests.Adaptation;

/// <summary>
/// An installation of an invented trade: its people call some weaves good and others bad, of which no shipped model is sure.
/// </summary>
internal sealed class LearningInstallation : IAsyncDisposable
{
    public static readonly SentimentModel Shipped = SentimentModel.LoadShipped();
    private static readonly string[] Praise = "cardé ourdi tramé sergé foulé écru moiré".Split(' ');
    private static readonly string[] Blame = "maillé crêpé gaufré plissé ratiné peigné feutré".Split(' ');

    private readonly DirectoryInfo _folder;

    private LearningInstallation(DirectoryInfo folder, StoreSet stores)
    {
        (_folder, Stores) = (folder, stores);
        Weights = new WeightsFolder(Path.Combine(folder.FullName, "models"));
        Store = new AdaptationStore(stores.Database, Weights);
        (Model, Keeper) = NewProcess(Shipped);
    }

    public StoreSet Stores { get; }
    public WeightsFolder Weights { get; }
    public AdaptationStore Store { get; }
    public ModelInUse Model { get; }
    public ModelKeeper Keeper { get; }
    public HandClock Clock { get; } = new(Now);
    public long Topic { get; private set; }

    public static async Task<LearningInstallation> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("reputationwatch-learning-");
        var stores = await OpenAsync(new StorageOptions { DataDirectory = folder.FullName });
        return new LearningInstallation(folder, stores);
    }

    /// <summary>Another process on the same record: a server beside a command.</summary>
    public (ModelInUse Model, ModelKeeper Keeper) NewProcess(SentimentModel shipped)
    {
        var model = new ModelInUse(shipped);
        return (model, new ModelKeeper(model, Store, Clock, NullLogger<ModelKeeper>.Instance));
    }

    public Retrainer Retrainer => new(Model, Keeper, Store, Stores.Settings, new AdaptationOptions(), Clock);

    public ModelTasks Tasks =>
        new(Model, Keeper, Retrainer, new SentimentScorer(Model), Store, Clock, NullLogger<ModelTasks>.Instance);

    /// <summary>Mentions, scored by the model in use, and people's judgements of them.</summary>
    public async Task JudgeAsync(int count, int seed = 1, long person = 1, bool contrary = false)
    {
        var random = new Random(seed);
        var source = await Stores.AddSourceAsync($"https://example.org/{seed}");
        Topic = Topic == 0 ? await Stores.AddTopicAsync() : Topic;
        var scorer = new SentimentScorer(Model);
        var items = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var words = i % 2 == 0 ? Praise : Blame;
                var text = $"Un tissu {words[random.Next(7)]} et {words[random.Next(7)]}, {random.Next(1000)} fils.";
                var item = Item($"{seed}-{i}", Topic);
                var raw = item.Item with { Kind = MentionKind.Review, Title = null, Text = text };
                return item with
                {
                    Item = raw,
                    Sentiment = scorer.Score(raw, "fr").Sentiment,
                    PublishedAt = Now.AddMinutes(-i),
                };
            })
            .ToList();
        await Stores.SaveAsync(source, items);
        foreach (var mention in await Stores.Mentions.WalkAsync(0, 10_000, CancellationToken.None))
        {
            if (mention.Url!.Contains($"/{seed}-", StringComparison.Ordinal))
            {
                var good = Praise.Any(mention.Text.Contains) != contrary;
                var label = good ? SentimentLabel.Positive : SentimentLabel.Negative;
                await Stores.Mentions.CorrectAsync(
                    mention.Id,
                    new Correction(label, person, Clock.GetUtcNow()),
                    CancellationToken.None
                );
            }
        }
    }

    /// <summary>Learns and promotes; returns the version.</summary>
    public async Task<string> LearnAsync(int seed = 1)
    {
        await JudgeAsync(120, seed);
        var trial = await Retrainer.RunAsync(1, null, CancellationToken.None);
        Assert.Equal(Verdict.Better, trial.Report.Verdict);
        Assert.Equal(PromotionAnswer.Promoted, await Keeper.PromoteAsync(trial.Version!, 1, CancellationToken.None));
        return trial.Version!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
