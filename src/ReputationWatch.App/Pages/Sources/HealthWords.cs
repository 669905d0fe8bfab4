using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Pages.Sources;

internal enum HealthTone
{
    Good,
    Waiting,
    Bad,
    Off,
}

/// <summary>A source's health as sentences: what is, what to do, when next.</summary>
/// <param name="Do">What the reader can do; null when nothing is to be done.</param>
internal sealed record HealthSentence(HealthTone Tone, string What, string? Do, string? Next)
{
    public string Icon =>
        Tone switch
        {
            HealthTone.Good => "circle-check",
            HealthTone.Bad => "alert-triangle",
            HealthTone.Off => "player-pause",
            _ => "clock",
        };

    public string Css =>
        Tone switch
        {
            HealthTone.Good => "rw-pos",
            HealthTone.Bad => "rw-neg",
            _ => "rw-neu",
        };
}

internal static class HealthWords
{
    public static HealthSentence Of(Source source, Wording words, Viewer viewer)
    {
        var health = source.Health;
        if (health.RetiredAt is not null)
        {
            return new HealthSentence(HealthTone.Bad, words["Outcome.Gone"], words["Outcome.Gone.Do"], null);
        }
        if (!source.Enabled)
        {
            return new HealthSentence(HealthTone.Off, words["Health.Paused"], null, null);
        }
        var next = Next(health, words, viewer);
        if (health.Outcome == CheckOutcome.NeverChecked)
        {
            return new HealthSentence(HealthTone.Waiting, words["Outcome.NeverChecked"], null, next);
        }
        return health.Outcome.IsSuccess()
            ? new HealthSentence(HealthTone.Good, Good(health, words), null, next)
            : new HealthSentence(HealthTone.Bad, Bad(health, words), OutcomeDo(health.Outcome, words), next);
    }

    /// <summary>What one check came to, short: for the history.</summary>
    public static string OutcomeText(CheckOutcome outcome, int? status, string? detail, Wording words) =>
        words[
            "Outcome." + outcome,
            status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–",
            detail ?? "–"
        ];

    public static string? OutcomeDo(CheckOutcome outcome, Wording words)
    {
        var key = $"Outcome.{outcome}.Do";
        return words.Has(key) ? words[key] : null;
    }

    private static string Good(SourceHealth health, Wording words) =>
        health.LastNewItemAt is { } at
            ? words["Health.AnswersLastNew", words.Relative(at)]
            : words["Health.AnswersNothingYet"];

    private static string Bad(SourceHealth health, Wording words)
    {
        var what = OutcomeText(health.Outcome, health.Status, health.Detail, words);
        return health.BlindSince is { } since ? what + " " + words["Health.BlindSince", words.Relative(since)] : what;
    }

    private static string Next(SourceHealth health, Wording words, Viewer viewer) =>
        health.NextCheckAt <= viewer.Now.AddSeconds(45)
            ? words["Health.NextNow"]
            : words["Health.NextAt", words.Relative(health.NextCheckAt)];
}
