using System.Globalization;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.App.Commands;

/// <summary>The report of a trial as lines for a console.</summary>
internal static class RetrainWords
{
    public static IEnumerable<string> Of(RetrainingReport report)
    {
        var judged = report.Judgements;
        yield return $"current model: {report.CurrentVersion}   candidate: {report.CandidateVersion ?? "none"}";
        yield return $"judgements: {judged.Judgements} by {judged.Persons} people, {judged.Contested.Count} contested; {report.Corrections} texts to learn from, {report.Needed} needed";
        if (report.LeftOut.Count > 0)
        {
            yield return $"left out of learning: person {string.Join(", ", report.LeftOut)}";
        }
        yield return $"people agreed with the model: {Share(judged.WithModel)}; with each other: {Share(judged.BetweenPersons)}";
        foreach (var group in judged.ByLanguage.Concat(judged.ByChannel))
        {
            yield return $"  {group.Name}: {Share(group.Share)}";
        }
        if (report.HeldBack is null)
        {
            yield break;
        }
        yield return $"held-back corrections: {Line(report.HeldBack)}";
        foreach (var label in report.ByLabel.Where(l => l.Comparison.Count > 0))
        {
            yield return $"  {label.Label.ToString().ToLowerInvariant()}: {Line(label.Comparison)}";
        }
        foreach (var person in report.ByPerson)
        {
            yield return $"  person {person.Person}: {Line(person.Comparison)}";
        }
        yield return $"plain sentences: {Line(report.General!)}";
        yield return $"reviews with stars: {Line(report.Stars!)}";
        var unjudged = report.Unjudged!;
        yield return $"mentions nobody judged: {unjudged.Changed} of {unjudged.Count} labels would change; of {unjudged.Sure} sure ones {unjudged.SureChanged}";
        foreach (var change in report.Changes.Where(c => c.Mention > 0))
        {
            yield return $"  mention {change.Mention}: {change.Current} to {change.Candidate}{(change.Truth is { } truth ? $" (people: {truth})" : "")}";
        }
    }

    public static string Why(RetrainingReport report) =>
        "Not promoted because "
        + report.Verdict switch
        {
            Verdict.TooFew => $"{report.Corrections} corrected texts are too few: {report.Needed} are needed.",
            Verdict.TooFewNew =>
                $"only {report.Corrections} corrected texts are new to the current model: {report.Needed} are needed to compare.",
            Verdict.NotSurelyBetter => $"it is not surely better on held-back corrections: {Points(report.HeldBack)}.",
            Verdict.OneSided =>
                "nearly all corrections go to one label and none confirms: confirm labels that are right as well.",
            Verdict.Implausible =>
                $"somebody (person {string.Join(", ", report.Opposed.OrderByDescending(o => o.Share.Value).Take(1).Select(o => o.Person))}) says the opposite mostly where the model is sure: look at these corrections first, or leave them out under Settings > Model.",
            Verdict.WorseForPerson =>
                $"it would be worse for the corrections of person {string.Join(", ", report.ByPerson.Where(p => p.IsWorse).Select(p => p.Person))}: people disagree.",
            Verdict.LosesGeneral => $"it errs on plain sentences that were right: {Line(report.General!)}.",
            Verdict.LosesStars => $"it errs on reviews whose stars it agreed with: {Line(report.Stars!)}.",
            Verdict.ChangesTooMuch =>
                $"it would change {report.Unjudged!.SureChanged} of {report.Unjudged.Sure} labels of which the current model is sure.",
            _ => "nothing speaks against it.",
        };

    public static string Points(Comparison? comparison) =>
        comparison is { Gain: var gain }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * gain.Value:+0.0;-0.0;0.0} points (95 %: {100 * gain.Low:+0.0;-0.0;0.0} to {100 * gain.High:+0.0;-0.0;0.0})"
            )
            : "";

    private static string Line(Comparison comparison) =>
        $"{comparison.CurrentRight} to {comparison.CandidateRight} right of {comparison.Count}, {Points(comparison)}";

    private static string Share(Share share)
    {
        if (share.Of == 0)
        {
            return "never judged the same";
        }
        var interval = share.Interval();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{share.Hits} of {share.Of}, {share.Value:P0} ({interval.Low:P0} to {interval.High:P0})"
        );
    }
}
