using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>What happened to an episode, as sentences.</summary>
internal static class TraceWords
{
    public static string Of(EpisodeEvent happened, Names names, Wording words)
    {
        var who = Name(happened.UserId, names, words);
        return happened.Kind switch
        {
            EpisodeEventKind.Owner => OfOwner(happened, who, names, words),
            EpisodeEventKind.Verdict => happened.To is { } verdict
                ? words["EpisodeTrace.Verdict", who, words["Verdict." + verdict]]
                : words["EpisodeTrace.VerdictTaken", who, words["Verdict." + happened.From]],
            EpisodeEventKind.Note => words[happened.To is null ? "EpisodeTrace.NoteTaken" : "EpisodeTrace.Note", who],
            EpisodeEventKind.Told or EpisodeEventKind.Escalated or EpisodeEventKind.Grew => words[
                "EpisodeTrace." + happened.Kind + (string.IsNullOrEmpty(happened.To) ? "Nobody" : ""),
                happened.To ?? ""
            ],
            _ => words["EpisodeTrace." + happened.Kind],
        };
    }

    public static string Icon(EpisodeEventKind kind) =>
        kind switch
        {
            EpisodeEventKind.Opened => "bell",
            EpisodeEventKind.Told => "mail",
            EpisodeEventKind.Grew => "trending-up",
            EpisodeEventKind.Escalated => "users",
            EpisodeEventKind.Closed => "circle-check",
            EpisodeEventKind.Owner => "user-check",
            EpisodeEventKind.Verdict => "checks",
            _ => "note",
        };

    private static string OfOwner(EpisodeEvent happened, string who, Names names, Wording words)
    {
        var to = happened.To.AsId();
        return to is null ? words["EpisodeTrace.GivenBack", who]
            : to == happened.UserId ? words["EpisodeTrace.Taken", who]
            : words["EpisodeTrace.HandedOver", who, Name(to, names, words)];
    }

    private static string Name(long? user, Names names, Wording words) =>
        names.User(user)?.Name ?? words["Trace.Somebody"];
}
