using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Core.Alerts;

/// <summary>A share with its 95 % interval after Wilson (1927), which holds for few cases too.</summary>
public sealed record ShareEstimate(int Part, int Whole, double Low, double High)
{
    public double Share => (double)Part / Whole;

    /// <summary>Null when there is nothing to estimate from.</summary>
    public static ShareEstimate? Of(int part, int whole)
    {
        if (whole == 0)
        {
            return null;
        }
        var interval = new Sentiment.Retraining.Share(part, whole).Interval();
        return new ShareEstimate(part, whole, interval.Low, interval.High);
    }
}

public enum LedgerAdvice
{
    /// <summary>Too few verdicts to advise on.</summary>
    TooFew,

    /// <summary>Leave it as it is.</summary>
    Keep,

    /// <summary>A calmer sensitivity would have dropped false alarms.</summary>
    Calmer,

    /// <summary>False alarms are as loud as real ones: a calmer sensitivity does not tell them apart.</summary>
    Inseparable,

    /// <summary>Nothing was false: an earlier alert may be worth a try.</summary>
    Earlier,
}

/// <param name="Right">Of what it was made from, episodes judged real or known; told or not: each was above the threshold.</param>
/// <param name="Wrong">Of what it was made from, episodes judged false.</param>
/// <param name="KeptReal">Of the right ones, how many the other sensitivity would have kept.</param>
/// <param name="DroppedFalse">Of the false ones, how many it would have dropped.</param>
public sealed record ThresholdAdvice(
    LedgerAdvice Kind,
    int Right,
    int Wrong,
    Sensitivity? Try = null,
    int KeptReal = 0,
    int DroppedFalse = 0
)
{
    public int Judged => Right + Wrong;
}

/// <summary>How far the alerts of a topic can be trusted, by people's verdicts.</summary>
/// <param name="Told">Episodes that were told of as they happened.</param>
/// <param name="Silent">Episodes that were recorded as they happened without a mail.</param>
/// <param name="Found">Episodes found in history.</param>
/// <param name="Real">Of those told, judged real; likewise false and known.</param>
/// <param name="Precision">Of those told: whoever was not told of an episode was not misled by it.</param>
/// <param name="MedianDelay">From the fifth voice to the alert, of those told.</param>
public sealed record AlertLedger(
    int Told,
    int Silent,
    int Found,
    int Real,
    int False,
    int Known,
    ShareEstimate? Precision,
    TimeSpan? MedianDelay,
    double PerWeek,
    ThresholdAdvice Advice
)
{
    public int Judged => Real + False + Known;

    /// <summary>Fewer verdicts say nothing: one mistake more would turn the advice.</summary>
    public const int LeastJudged = 5;

    private const double ManyFalse = 0.2;

    public static AlertLedger Of(
        IReadOnlyList<Episode> episodes,
        Sensitivity sensitivity,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var live = episodes.Where(e => e.Origin == EpisodeOrigin.Live).ToList();
        var told = live.Where(e => e.ToldAt is not null).ToList();
        int Count(Verdict verdict) => told.Count(e => e.Verdict == verdict);
        var (real, wrong, known) = (Count(Verdict.Real), Count(Verdict.False), Count(Verdict.Known));
        return new AlertLedger(
            told.Count,
            live.Count - told.Count,
            episodes.Count - live.Count,
            real,
            wrong,
            known,
            // What was known or planned was seen rightly.
            ShareEstimate.Of(real + known, real + wrong + known),
            MedianDelayOf(told),
            told.Count / Math.Max(1, (to - from).TotalDays / 7),
            AdviceOf(episodes, sensitivity)
        );
    }

    private static TimeSpan? MedianDelayOf(IReadOnlyList<Episode> told)
    {
        var delays = told.Where(e => e.Evidence.FifthVoiceAt is not null)
            .Select(e => e.ToldAt!.Value - e.Evidence.FifthVoiceAt!.Value)
            .Select(d => d < TimeSpan.Zero ? TimeSpan.Zero : d)
            .Order()
            .ToList();
        return delays.Count switch
        {
            0 => null,
            var n when n % 2 == 1 => delays[n / 2],
            var n => (delays[(n / 2) - 1] + delays[n / 2]) / 2,
        };
    }

    private static ThresholdAdvice AdviceOf(IReadOnlyList<Episode> episodes, Sensitivity sensitivity)
    {
        var right = episodes.Where(e => e.Verdict is Verdict.Real or Verdict.Known).ToList();
        var wrong = episodes.Where(e => e.Verdict is Verdict.False).ToList();
        ThresholdAdvice Say(LedgerAdvice kind, Sensitivity? other = null) => new(kind, right.Count, wrong.Count, other);
        var judged = right.Count + wrong.Count;
        if (judged < LeastJudged)
        {
            return Say(LedgerAdvice.TooFew);
        }
        if (wrong.Count == 0 && sensitivity != Sensitivity.High)
        {
            return Say(LedgerAdvice.Earlier, sensitivity + 1);
        }
        if (wrong.Count < ManyFalse * judged)
        {
            return Say(LedgerAdvice.Keep);
        }
        return Calmer(sensitivity)
                .Select(s => Compare(s, right, wrong))
                .FirstOrDefault(a => a.DroppedFalse > 0 && a.DroppedFalse >= right.Count - a.KeptReal)
            ?? Say(LedgerAdvice.Inseparable);
    }

    /// <summary>The next calmer one first: no more is given up than has to be.</summary>
    private static IEnumerable<Sensitivity> Calmer(Sensitivity than) =>
        Enum.GetValues<Sensitivity>().Where(s => s < than).OrderDescending();

    private static ThresholdAdvice Compare(
        Sensitivity sensitivity,
        IReadOnlyList<Episode> right,
        IReadOnlyList<Episode> wrong
    )
    {
        var threshold = EpisodeRules.For(sensitivity).Threshold;
        return new ThresholdAdvice(
            LedgerAdvice.Calmer,
            right.Count,
            wrong.Count,
            sensitivity,
            right.Count(e => e.Peak.Score >= threshold),
            wrong.Count(e => e.Peak.Score < threshold)
        );
    }
}
