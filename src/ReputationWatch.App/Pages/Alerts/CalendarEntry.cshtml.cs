using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Alerts;

/// <summary>Adds, changes or deletes an entry of the calendar. Times are the reader's.</summary>
[Needs(toRead: UserRole.Manager)]
internal sealed class CalendarEntryModel(ICalendarStore calendar, Names names, Viewer viewer, Wording words) : PageModel
{
    private const string AsBrowsersWrite = "yyyy-MM-ddTHH:mm";
    private const int LongestTitle = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public CalendarKind Kind { get; set; }

    /// <summary>As the browser writes it, in the reader's zone.</summary>
    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Group { get; set; }

    [BindProperty]
    public List<long> TopicIds { get; set; } = [];

    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyList<string> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Id is not { } id)
        {
            var start = viewer.Now.AddHours(1);
            (From, To) = (Written(start), Written(start.AddDays(1)));
            return Page();
        }
        if (await calendar.FindAsync(id, cancel) is not { } entry)
        {
            return NotFound();
        }
        (Title, Kind, From, To, Group) = (entry.Title, entry.Kind, Written(entry.From), Written(entry.To), entry.Group);
        TopicIds = [.. entry.TopicIds];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Id is { } id && await calendar.FindAsync(id, cancel) is null)
        {
            return NotFound();
        }
        if (Check() is not var (from, to))
        {
            return Page();
        }
        await calendar.SaveAsync(
            new CalendarEntry
            {
                Id = Id ?? 0,
                Kind = Kind,
                Title = Title!.Trim(),
                From = from,
                To = to,
                TopicIds = [.. TopicIds.Distinct()],
                Group = Groups.Contains(Group) ? Group : null,
                CreatedBy = viewer.User!.Id,
                CreatedAt = viewer.Now,
            },
            cancel
        );
        TempData["Notice"] = words["Calendar.Saved"];
        return LocalRedirect("/alerts/calendar");
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancel)
    {
        await calendar.DeleteAsync(Id ?? 0, cancel);
        TempData["Notice"] = words["Calendar.Deleted"];
        return LocalRedirect("/alerts/calendar");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        Topics =
        [
            .. names
                .Topics.Where(t => t.Kind is not TopicKind.Competitor)
                .OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
        Groups = [.. Topics.Select(t => t.Group).OfType<string>().Where(g => g.Length > 0).Distinct().Order()];
    }

    private (DateTimeOffset From, DateTimeOffset To)? Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Trim().Length > LongestTitle || !Enum.IsDefined(Kind))
        {
            ModelState.AddModelError("Title", words["Calendar.TitleMissing"]);
        }
        var (from, to) = (Read(From), Read(To));
        if (from is null || to is null || to <= from || to - from > Longest)
        {
            ModelState.AddModelError("From", words["Calendar.TimesWrong"]);
        }
        return ModelState.IsValid && from is { } f && to is { } t ? (f, t) : null;
    }

    private string Written(DateTimeOffset at) =>
        words.Local(at).ToString(AsBrowsersWrite, CultureInfo.InvariantCulture);

    private DateTimeOffset? Read(string? written) =>
        DateTime.TryParseExact(
            written,
            [AsBrowsersWrite, "yyyy-MM-ddTHH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        ) && local.Year is >= 2000 and <= 2200
            ? LocalTime.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), viewer.Zone)
            : null;
}
