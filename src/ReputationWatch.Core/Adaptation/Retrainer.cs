using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Core.Adaptation;

/// <summary>Learns a candidate from what people judged, tries it, and saves what came of it.</summary>
public sealed class Retrainer(
    ModelInUse model,
    ModelKeeper keeper,
    IAdaptationStore store,
    ISettingsStore settings,
    AdaptationOptions options,
    TimeProvider clock
)
{
    /// <summary>Older judgements than these many are of another time.</summary>
    private const int MostJudgements = 20_000;

    private const int Unjudged = 6_000;

    /// <param name="progress">Told how much is done, 0-1, from another thread.</param>
    public async Task<Trial> RunAsync(long? userId, Action<double>? progress, CancellationToken cancel)
    {
        await keeper.RefreshAsync(cancel);
        var leftOut = LearningSettings.Read(await settings.GetAsync(LearningSettings.Key, cancel)).LeftOut;
        var book = JudgementBook.Of(await store.JudgementsAsync(MostJudgements, cancel), leftOut);
        var unjudged = await store.SampleAsync(Unjudged, cancel);
        var models = await ModelsAsync(cancel);
        var now = clock.GetUtcNow();
        var (report, candidate) = await Task.Run(
            () => CorrectionLearning.Run(models, book, unjudged, options, now, progress, cancel),
            cancel
        );
        report = report with { LeftOut = leftOut };
        var id = await store.SaveTrialAsync(report, candidate, userId, cancel);
        return new Trial(id, now, userId, candidate?.Version, report.BaseVersion, report, candidate is not null);
    }

    private async Task<TrialModels> ModelsAsync(CancellationToken cancel)
    {
        var current = model.Current;
        var made = ReferenceEquals(current, model.Shipped) ? null : await store.TrialOfAsync(current.Version, cancel);
        return new TrialModels(model.Shipped, current, made?.Report.LearnedUntil);
    }
}
