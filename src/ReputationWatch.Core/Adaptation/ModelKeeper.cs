using Microsoft.Extensions.Logging;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Core.Adaptation;

public enum PromotionAnswer
{
    Promoted,

    /// <summary>There is no such version, or its weights were let go.</summary>
    Unknown,

    /// <summary>It was made for another shipped model.</summary>
    OtherBase,

    /// <summary>Its trial did not find it better.</summary>
    NotBetter,

    /// <summary>It runs already.</summary>
    RunsAlready,
}

/// <summary>Keeps the model of this process the one that was put to use, wherever that was done, and puts versions to use.</summary>
public sealed class ModelKeeper(ModelInUse model, IAdaptationStore store, TimeProvider clock, ILogger<ModelKeeper> log)
{
    /// <summary>
    /// How far back mentions are scored anew after a change of model unless somebody says otherwise: as far as the spike detector looks,
    /// so that it compares labels of one model with each other.
    /// </summary>
    public static readonly TimeSpan RescoredByDefault = Spikes.TopicWatch.History;

    private (string? Version, string Base)? _seen;

    /// <summary>Takes over what was put to use since the last look. Returns whether the model changed.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancel)
    {
        var use = await store.InUseAsync(cancel);
        var wanted = (use?.Version, model.Shipped.Version);
        if (_seen == wanted)
        {
            return false;
        }
        var before = model.Current.Version;
        await TakeOverAsync(use, cancel);
        _seen = wanted;
        return model.Current.Version != before;
    }

    private async Task TakeOverAsync(ModelUse? use, CancellationToken cancel)
    {
        if (use?.Version is not { } version)
        {
            model.Use(model.Shipped, refused: null);
            return;
        }
        try
        {
            var weights =
                await store.WeightsAsync(version, cancel)
                ?? throw new ModelFileException($"The weights of model {version} are gone.");
            model.Use(weights.ApplyTo(model.Shipped), refused: null);
            log.LogInformation("Model {Version} scores from now on", version);
        }
        catch (ModelFileException failure)
        {
            // Labels of the shipped model are worse than adapted ones, and better than none.
            log.LogWarning(
                "Model {Version} is not used: {Reason} The shipped model {Shipped} scores instead; corrections are kept, retrain to learn from them again",
                version,
                failure.Message,
                model.Shipped.Version
            );
            model.Use(model.Shipped, refused: version);
        }
    }

    /// <summary>Puts a version to use that a trial found better.</summary>
    public async Task<PromotionAnswer> PromoteAsync(string version, long? userId, CancellationToken cancel)
    {
        var trial = await store.TrialOfAsync(version, cancel);
        return trial is not { HasWeights: true } ? PromotionAnswer.Unknown
            : trial.Report.Verdict != Verdict.Better ? PromotionAnswer.NotBetter
            : await UseAsync(version, trial.BaseVersion, userId, cancel);
    }

    /// <summary>Goes back to a version that ran before; null to the shipped model.</summary>
    public async Task<PromotionAnswer> RollBackAsync(string? version, long? userId, CancellationToken cancel)
    {
        if (version is null || version == model.Shipped.Version)
        {
            return await UseAsync(null, model.Shipped.Version, userId, cancel);
        }
        var ran = (await store.UsesAsync(int.MaxValue, cancel)).FirstOrDefault(u => u.Version == version);
        return ran is null ? PromotionAnswer.Unknown : await UseAsync(version, ran.BaseVersion, userId, cancel);
    }

    private async Task<PromotionAnswer> UseAsync(
        string? version,
        string baseVersion,
        long? userId,
        CancellationToken cancel
    )
    {
        if (baseVersion != model.Shipped.Version)
        {
            return PromotionAnswer.OtherBase;
        }
        var use = await store.InUseAsync(cancel);
        if (use?.Version == version)
        {
            return PromotionAnswer.RunsAlready;
        }
        if (version is not null && await store.WeightsAsync(version, cancel) is null)
        {
            return PromotionAnswer.Unknown;
        }
        await store.UseAsync(new ModelUse(clock.GetUtcNow(), userId, version, baseVersion), cancel);
        await RefreshAsync(cancel);
        return PromotionAnswer.Promoted;
    }

    /// <summary>Asks for scoring the last days anew; an earlier wish of the kind is over. Returns false when there is nothing to do.</summary>
    public async Task<bool> AskRescoreAsync(TimeSpan back, long? userId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await store.StopAsync(ModelTaskKind.Rescore, now, cancel);
        var from = now - back;
        var total = await store.ToRescoreAsync(from, cancel);
        var task = new ModelTask
        {
            Kind = ModelTaskKind.Rescore,
            UserId = userId,
            AskedAt = now,
            From = from,
            PositionAt = DateTimeOffset.UnixEpoch,
            Total = total,
        };
        return total > 0 && await store.AskAsync(task, cancel) is not null;
    }
}
