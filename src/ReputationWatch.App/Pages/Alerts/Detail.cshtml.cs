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

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>One episode as a small story: when, how much against how much usual, who and where, what was told to whom, verdict.</summary>
internal sealed class DetailModel(
    IEpisodeStore episodes,
    INotificationStore notifications,
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
    public string MentionsLink { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await episodes.FindAsync(id, cancel) is not { } episode)
        {
            return NotFound();
        }
        Episode = episode;
        await names.LoadAsync(cancel);
        await LoadChartAsync(cancel);
        await LoadMentionsAsync(cancel);
        Told = await notifications.OfEpisodeAsync(id, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, Verdict? verdict, string? note, CancellationToken cancel)
    {
        var text = string.IsNullOrWhiteSpace(note) ? null : note.Trim()[..Math.Min(LongestNote, note.Trim().Length)];
        await episodes.JudgeAsync(id, viewer.User!.Id, verdict, text, viewer.Now, cancel);
        TempData["Notice"] = words["Alerts.Judged"];
        return LocalRedirect("/alerts/" + id.ToString(CultureInfo.InvariantCulture));
    }

    private async Task LoadChartAsync(CancellationToken cancel)
    {
        var from = Episode.OpenedAt - Before;
        var end = (Episode.ClosedAt ?? viewer.Now) + After;
        var to = end > viewer.Now ? viewer.Now : end;
        to = to - from > LongestChart ? from + LongestChart : to;
        var buckets = ChartBuckets.HoursBetween(from, to, viewer.Zone);
        var query = new CountQuery([Episode.TopicId], buckets.All[0].Start, buckets.All[^1].End);
        var hours = await counts.SeriesAsync(query, TimeSpan.FromHours(1), TimeSpan.Zero, cancel);
        Chart = charts.Volume(buckets, buckets.Sum(hours), [Episode], null);
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
        MentionsLink = string.Create(
            CultureInfo.InvariantCulture,
            $"/search?topic={Episode.TopicId}&sentiment=negative&period=custom&from={Day(Episode.OpenedAt)}&to={Day(Episode.ClosedAt ?? viewer.Now)}"
        );
    }
}
