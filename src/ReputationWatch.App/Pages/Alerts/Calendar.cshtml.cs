using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>Campaigns, maintenance and known events, latest first.</summary>
internal sealed class CalendarModel(ICalendarStore calendar, Names names, Wording words) : PageModel
{
    private const int PageSize = 30;
    private const int NamesShown = 4;

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<CalendarEntry> Entries { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        var before = Cursors.Read(After);
        Entries = await calendar.PageAsync(before is { } b ? (b.PublishedAt, b.MentionId) : null, PageSize, cancel);
        if (Entries.Count == PageSize)
        {
            Next = "/alerts/calendar?after=" + Cursors.Write(new(Entries[^1].From, Entries[^1].Id));
        }
    }

    public string ForWhom(CalendarEntry entry)
    {
        if (entry is { TopicIds.Count: 0, Group: null })
        {
            return words["Calendar.ForAll"];
        }
        var shown = entry.TopicIds.Take(NamesShown).Select(names.TopicName);
        var all = entry.Group is { } group ? shown.Prepend(words["Episode.OfGroup", group]) : shown;
        return string.Join(", ", all) + (entry.TopicIds.Count > NamesShown ? " …" : "");
    }
}
