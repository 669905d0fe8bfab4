using System.Globalization;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Cases;

namespace ReputationWatch.App.Pages.Mentions;

/// <summary>Words the trace of a case.</summary>
internal static class CaseTrace
{
    public static string Say(CaseEvent happened, Wording words, Names names)
    {
        var who = happened.UserId is { } id ? names.User(id)?.Name ?? words["Trace.Somebody"] : words["Trace.System"];
        return happened.Kind switch
        {
            CaseEventKind.Opened => words["Trace.Opened"],
            CaseEventKind.StatusChanged => words[
                "Trace.Status",
                who,
                Status(happened.From, words),
                Status(happened.To, words)
            ],
            CaseEventKind.Assigned when happened.To?.AsId() is { } to => to == happened.UserId
                ? words["Trace.Took", who]
                : words["Trace.Assigned", who, names.User(to)?.Name ?? words["Trace.Somebody"]],
            CaseEventKind.Unassigned => words["Trace.Unassigned", who],
            CaseEventKind.Noted => words["Trace.Noted", who],
            CaseEventKind.Snoozed => Snoozed(happened, who, words),
            CaseEventKind.LabelCorrected => words[
                "Trace.Label",
                who,
                Label(happened.From, words),
                Label(happened.To, words)
            ],
            _ => who,
        };
    }

    private static string Snoozed(CaseEvent happened, string who, Wording words) =>
        DateTimeOffset.TryParse(happened.To, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? words["Trace.Snoozed", who, words.DateAndTime(until)]
            : words["Trace.Woken", who];

    private static string Status(string? stored, Wording words) =>
        stored is not null && words.Has("Status." + stored) ? words["Status." + stored] : stored ?? "–";

    private static string Label(string? stored, Wording words) =>
        stored is not null && words.Has("Sentiment." + stored) ? words["Sentiment." + stored] : stored ?? "–";
}
