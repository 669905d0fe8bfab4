using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Charts;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>One episode as a small story: when, how much against how much usual, who and where, who has it, verdict, trace.</summary>
internal sealed class DetailModel(
    IEpisodeStore episodes,
    ICalendarStore calendar,
    INotificationStore notifications,
    AlertRouting routing,
    ICountStore counts,
    IMentionStore mentions,
    ICaseStore cases,
    TopicHighlighter highlighter,
    Names names,
    Charts charts,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int MentionsShown = 8;
    private const int LongestNote = 4_000;
    private static readonly TimeSpan Before = TimeSpan.FromHours(36);
    private static readonly TimeSpan After = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestChart = TimeSpan.FromDays(10);

    public Episode Episode { get; private set; } = null!;
    public ChartModel Chart { get; private set; } = null!;
    public IReadOnlyList<InboxRow> Top { get; private set; } = [];
    public IReadOnlyList<Notification> Told { get; private set; } = [];
    public IReadOnlyList<EpisodeEvent> Trace { get; private set; } = [];
    public string MentionsLink { get; private set; } = "";

    /// <summary>Who may be given it.</summary>
    public IReadOnlyList<User> People { get; private set; } = [];

    /// <summary>Who comes next unless somebody answers.</summary>
    public string? NextPeople { get; private set; }

    /// <summary>The newest of each kind that a person did can be undone.</summary>
    public bool CanUndo(EpisodeEvent happened) =>
        happened.Kind is EpisodeEventKind.Owner or EpisodeEventKind.Verdict or EpisodeEventKind.Note
        && Trace.LastOrDefault(e => e.Kind == happened.Kind)?.Id == happened.Id
        && happened.From != happened.To;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await episodes.FindAsync(id, cancel) is not { } episode)
        {
            return NotFound();
        }
        Episode = episode;
        await names.LoadAsync(cancel);
        Trace = await episodes.EventsAsync(id, cancel);
        People = [.. names.Users.Where(u => u is { Enabled: true, Role: >= UserRole.Manager }).OrderBy(u => u.Name)];
        await LoadChartAsync(cancel);
        await LoadMentionsAsync(cancel);
        await LoadNextAsync(cancel);
        Told = await notifications.OfEpisodeAsync(id, cancel);
        return Page();
    }

    public Task<IActionResult> OnPostTakeAsync(long id, CancellationToken cancel) =>
        ActAsync(id, new EpisodeAction.Assign(viewer.User!.Id), "Alerts.Taken", cancel);

    /// <param name="user">Nobody: it is given back.</param>
    public async Task<IActionResult> OnPostAssignAsync(long id, long? user, CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        return user is not null && names.User(user) is not { Enabled: true, Role: >= UserRole.Manager }
            ? BadRequest()
            : await ActAsync(
                id,
                new EpisodeAction.Assign(user),
                user is null ? "Alerts.GivenBack" : "Alerts.HandedOver",
                cancel,
                names.User(user)?.Name
            );
    }

    public async Task<IActionResult> OnPostAsync(long id, Verdict? verdict, string? note, CancellationToken cancel)
    {
        if (!ModelState.IsValid || (verdict is { } given && !Enum.IsDefined(given)))
        {
            return BadRequest();
        }
        var text = string.IsNullOrWhiteSpace(note) ? null : note.Trim()[..Math.Min(LongestNote, note.Trim().Length)];
        await episodes.ActAsync(id, new EpisodeAction.Write(text), viewer.User!.Id, viewer.Now, null, cancel);
        return verdict is null
            ? Back(id, words["Alerts.Judged"])
            : await ActAsync(id, new EpisodeAction.Judge(verdict), "Alerts.Judged", cancel);
    }

    public async Task<IActionResult> OnPostUndoAsync(long id, long of, CancellationToken cancel)
    {
        Trace = await episodes.EventsAsync(id, cancel);
        return Trace.FirstOrDefault(e => e.Id == of) is { } done && CanUndo(done)
            ? await ActAsync(id, Inverse(done), "Alerts.Undone", cancel)
            : Back(id, words["Alerts.UndoTooLate"], failed: true);
    }

    private static EpisodeAction Inverse(EpisodeEvent done) =>
        done.Kind switch
        {
            EpisodeEventKind.Owner => new EpisodeAction.Assign(done.From.AsId()),
            EpisodeEventKind.Verdict => new EpisodeAction.Judge(
                Enum.TryParse<Verdict>(done.From, out var before) ? before : null
            ),
            _ => new EpisodeAction.Write(done.From),
        };

    private async Task<IActionResult> ActAsync(
        long id,
        EpisodeAction action,
        string done,
        CancellationToken cancel,
        string? name = null
    ) =>
        await episodes.ActAsync(id, action, viewer.User!.Id, viewer.Now, null, cancel) switch
        {
            EpisodeActed.Gone => NotFound(),
            EpisodeActed.NoChange when action is not EpisodeAction.Judge => Back(id, words["Alerts.WasSo"]),
            _ => Back(id, words[done, name ?? ""]),
        };

    private LocalRedirectResult Back(long id, string notice, bool failed = false)
    {
        TempData["Notice"] = notice;
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect("/alerts/" + id.ToString(CultureInfo.InvariantCulture));
    }

    private async Task LoadChartAsync(CancellationToken cancel)
    {
        var from = Episode.OpenedAt - Before;
        var end = (Episode.ClosedAt ?? viewer.Now) + After;
        var to = end > viewer.Now ? viewer.Now : end;
        to = to - from > LongestChart ? from + LongestChart : to;
        var buckets = ChartBuckets.HoursBetween(from, to > from ? to : from.AddHours(1), viewer.Zone);
        var query = new CountQuery([Episode.TopicId], buckets.All[0].Start, buckets.All[^1].End);
        var hours = await counts.SeriesAsync(query, TimeSpan.FromHours(1), TimeSpan.Zero, cancel);
        var topic = names.Topic(Episode.TopicId);
        var planned = await calendar.ConcerningAsync(topic is null ? [] : [topic], from, to, cancel);
        Chart = charts.Volume(buckets, buckets.Sum(hours), [Episode], null, planned);
    }

    private async Task LoadMentionsAsync(CancellationToken cancel)
    {
        var ids = Episode
            .Peak.TopMentionIds.Concat(Episode.Evidence.TopMentionIds)
            .Select(i => i.AsId())
            .OfType<long>();
        var found = await mentions.FindManyAsync([.. ids.Distinct().Take(MentionsShown)], cancel);
        var states = await cases.FindManyAsync([.. found.Select(m => m.Id)], cancel);
        Top =
        [
            .. found.Select(m =>
                InboxRow.Of(
                    new InboxEntry(m, states.GetValueOrDefault(m.Id)),
                    names,
                    highlighter,
                    null,
                    "/inbox?view=all"
                )
            ),
        ];
        string Day(DateTimeOffset at) => words.Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var sentiment = Episode.Evidence.Signal == SpikeSignal.AllMentions ? "" : "&sentiment=negative";
        var whose = Episode.Group is { } group
            ? $"group={Uri.EscapeDataString(group)}"
            : string.Create(CultureInfo.InvariantCulture, $"topic={Episode.TopicId}");
        MentionsLink =
            $"/search?{whose}{sentiment}&period=custom&from={Day(Episode.OpenedAt)}&to={Day(Episode.ClosedAt ?? viewer.Now)}";
    }

    private async Task LoadNextAsync(CancellationToken cancel)
    {
        if (
            Episode is not { ClosedAt: null, AcknowledgedAt: null, EscalatesAt: not null }
            || names.Topic(Episode.TopicId) is not { } topic
        )
        {
            return;
        }
        var audience = await routing.AudienceAsync(cancel);
        if (audience.NextStep(topic, Episode.EscalationStep) is { } step)
        {
            var next = audience.Recipients(NotificationKind.EpisodeUnanswered, topic, step);
            NextPeople = string.Join(
                ", ",
                next.Select(r =>
                        r.UserId is not null
                            ? names.User(r.UserId)?.Name
                            : audience.Channels.FirstOrDefault(c => c.Id == r.ChannelId)?.Name
                    )
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
            );
        }
    }
}
