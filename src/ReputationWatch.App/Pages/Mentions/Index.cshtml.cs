using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Mentions;

/// <summary>One mention and what is done about it. The inbox shows the same in its pane and posts here.</summary>
internal sealed class IndexModel(
    MentionReader reader,
    ICaseStore cases,
    IMentionStore mentions,
    TopicHighlighter highlighter,
    Names names,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LongestNote = 10_000;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The list to which the answer belongs.</summary>
    [BindProperty]
    public string? List { get; set; }

    /// <summary>The version of the case that the person saw.</summary>
    [BindProperty]
    public int? Version { get; set; }

    public MentionView Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await reader.ReadAsync(Id, cancel) is not { } view)
        {
            return NotFound();
        }
        Shown = view;
        return Page();
    }

    public async Task<IActionResult> OnPostStatusAsync([BindRequired] CaseStatus status, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }
        var before = await CaseAsync(cancel);
        var done = words["Done.Status", words["Status." + status]];
        var undo =
            before is null || before.Status == status ? null : new Undo("Status", ("status", before.Status.ToString()));
        return await ApplyAsync(new CaseAction.SetStatus(status), done, undo, cancel);
    }

    public async Task<IActionResult> OnPostAssignAsync(long? user, CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        if (user is not null && names.User(user) is null)
        {
            return BadRequest();
        }
        var before = await CaseAsync(cancel);
        var done = user is null ? words["Done.Unassigned"] : words["Done.Assigned", names.User(user)!.Name];
        var undo =
            before?.AssigneeId == user
                ? null
                : new Undo("Assign", ("user", before?.AssigneeId?.ToString(CultureInfo.InvariantCulture) ?? ""));
        return await ApplyAsync(new CaseAction.Assign(user), done, undo, cancel);
    }

    public Task<IActionResult> OnPostNoteAsync(string? note, CancellationToken cancel)
    {
        var text = note?.Trim() ?? "";
        return text.Length is 0 or > LongestNote
            ? AnswerAsync(words["Done.NoteEmpty"], null, cancel)
            : ApplyAsync(new CaseAction.AddNote(text), words["Done.Noted"], null, cancel);
    }

    /// <param name="until">hours (3), tomorrow, monday, now, or an exact time (the undo).</param>
    public async Task<IActionResult> OnPostSnoozeAsync(string? until, CancellationToken cancel)
    {
        var before = await CaseAsync(cancel);
        var wake = SnoozeTimes.Parse(until, viewer.Now, viewer.Zone);
        var done = wake is { } at ? words["Done.Snoozed", words.DateAndTime(at)] : words["Done.Woken"];
        var undo = new Undo(
            "Snooze",
            ("until", before?.SnoozedUntil?.ToString("O", CultureInfo.InvariantCulture) ?? "now")
        );
        return await ApplyAsync(new CaseAction.Snooze(wake), done, undo, cancel);
    }

    public async Task<IActionResult> OnPostLabelAsync([BindRequired] SentimentLabel label, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }
        if (await mentions.FindAsync(Id, cancel) is not { } mention)
        {
            return NotFound();
        }
        await mentions.CorrectAsync(Id, new Correction(label, viewer.User!.Id, viewer.Now), cancel);
        var undo =
            mention.Sentiment.Label == label ? null : new Undo("Label", ("label", mention.Sentiment.Label.ToString()));
        return await AnswerAsync(words["Done.Label", words["Sentiment." + label]], undo, cancel);
    }

    private async Task<Case?> CaseAsync(CancellationToken cancel) =>
        (await cases.FindManyAsync([Id], cancel)).GetValueOrDefault(Id);

    private async Task<IActionResult> ApplyAsync(CaseAction action, string done, Undo? undo, CancellationToken cancel)
    {
        if (await mentions.FindAsync(Id, cancel) is null)
        {
            return NotFound();
        }
        try
        {
            await cases.ApplyAsync(Id, action, viewer.User!.Id, viewer.Now, Version, cancel);
        }
        catch (CaseChangedException)
        {
            return await AnswerAsync(words["Done.ChangedMeanwhile"], null, cancel);
        }
        return await AnswerAsync(done, undo, cancel);
    }

    /// <summary>For htmx the pane, the row in the list and a message with its undo; else back to where the person was.</summary>
    private async Task<IActionResult> AnswerAsync(string message, Undo? undo, CancellationToken cancel)
    {
        var list = List is { Length: > 0 } ? RequestKinds.Own(List, "/inbox") : null;
        if (!Request.IsPartial())
        {
            TempData["Notice"] = message;
            var id = Id.ToString(CultureInfo.InvariantCulture);
            return LocalRedirect(
                list is null ? $"/mentions/{id}" : $"{list}{(list.Contains('?') ? '&' : '?')}mention={id}"
            );
        }
        var view = await reader.ReadAsync(Id, cancel);
        if (view is null)
        {
            return NotFound();
        }
        view = view with { List = list };
        var row = list is null
            ? null
            : InboxRow.Of(new InboxEntry(view.Mention, view.Case), names, highlighter, null, list) with
            {
                IsShown = true,
            };
        return Partial("_Answer", new MentionAnswer(view, row, message, undo));
    }
}

/// <param name="Row">The mention's row in the list, as it is now.</param>
internal sealed record MentionAnswer(MentionView View, InboxRow? Row, string Message, Undo? Undo);

/// <summary>The action that takes back the one just done.</summary>
internal sealed record Undo(string Handler, (string Name, string Value) Field);
