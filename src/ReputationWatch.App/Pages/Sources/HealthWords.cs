using System.Globalization;
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
    private const int LongestDetail = 160;

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
        if (DirectIntake.IsDelivered(source))
        {
            return new HealthSentence(HealthTone.Good, Delivered(source, words), null, null);
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
        Fill(words["Outcome." + outcome], status?.ToString(CultureInfo.InvariantCulture), Clip(detail));

    /// <summary>What is not known leaves no empty parentheses behind.</summary>
    internal static string Fill(string text, string? status, string? detail)
    {
        var known = status is null ? text.Replace(" ({0})", "", StringComparison.Ordinal) : text;
        known = detail is null ? known.Replace(" ({1})", "", StringComparison.Ordinal) : known;
        return string.Format(CultureInfo.InvariantCulture, known, status ?? "–", detail ?? "–");
    }

    /// <summary>Details come from outside: a redirect's address may be thousands of characters long.</summary>
    private static string? Clip(string? detail) =>
        string.IsNullOrWhiteSpace(detail) ? null
        : detail.Length > LongestDetail ? detail[..LongestDetail] + "…"
        : detail;

    public static string? OutcomeDo(CheckOutcome outcome, Wording words)
    {
        var key = $"Outcome.{outcome}.Do";
        return words.Has(key) ? words[key] : null;
    }

    private static string Delivered(Source source, Wording words) =>
        source.Health.LastCheckedAt is { } at
            ? words["Health.Delivered." + source.Connector, words.Relative(at)]
            : words["Health.NothingDelivered"];

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
