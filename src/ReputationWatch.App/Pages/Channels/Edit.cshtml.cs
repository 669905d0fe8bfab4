using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Channels;

/// <summary>
/// A chat or program that is told. Address and secret are written and never shown again: a field left empty keeps what was there.
/// </summary>
[Needs(toRead: UserRole.Admin, toWrite: UserRole.Admin)]
internal sealed class EditModel(
    IChannelStore channels,
    ITopicStore topics,
    NotificationSender sender,
    Viewer viewer,
    Wording words
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    public AlertChannel? Existing { get; private set; }

    /// <summary>What the form shows: as kept, or as typed when something was wrong with it.</summary>
    public AlertChannel Shown { get; private set; } = null!;
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public string Host => Uri.TryCreate(Existing?.Url, UriKind.Absolute, out var url) ? url.Host : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        Shown =
            Existing
            ?? new AlertChannel
            {
                Name = "",
                Url = "",
                Language = viewer.Language,
            };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string? name,
        ChannelKind kind,
        string? url,
        string? secret,
        bool noSecret,
        string? language,
        bool enabled,
        bool allTopics,
        [FromForm(Name = "topics")] long[]? topicIds,
        string[]? groups,
        int step,
        bool sourceNotices,
        int perHour,
        CancellationToken cancel
    )
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        var typed = (url ?? "").Trim();
        Shown = new AlertChannel
        {
            Id = Existing?.Id ?? 0,
            Name = (name ?? "").Trim(),
            Kind = Enum.IsDefined(kind) ? kind : ChannelKind.Json,
            Url = typed.Length > 0 ? typed : Existing?.Url ?? "",
            Secret =
                noSecret ? null
                : secret is { Length: > 0 } ? secret
                : Existing?.Secret,
            Language = language is "fr" or "en" ? language : viewer.Language,
            Enabled = enabled,
            CreatedAt = Existing?.CreatedAt ?? viewer.Now,
            Wishes = new ChannelWishes
            {
                Topics = TopicWishesModel.Read(allTopics, topicIds, groups, Topics),
                SourceNotices = sourceNotices,
                PerHour = Math.Clamp(perHour, 1, 600),
                EscalationStep = Math.Clamp(step, 0, AlertPreferences.LastStep),
            },
        };
        var problems = ChannelRules.Check(Shown).ToList();
        foreach (var problem in problems)
        {
            ModelState.AddModelError("", words["ChannelProblem." + problem]);
        }
        if (problems.Count > 0)
        {
            return Page();
        }
        var id = await SaveAsync(cancel);
        TempData["Notice"] = words["Action.Saved"];
        return LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/channels/{id}"));
    }

    public async Task<IActionResult> OnPostTestAsync(string? then, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || Existing is not { } channel)
        {
            return NotFound();
        }
        var outcome = await sender.TestAsync(Audience.ToChannel(channel), cancel);
        var (text, failed) = TroubleWords.OfTest(words, outcome);
        TempData["Notice"] = $"{channel.Name} – {text}";
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect(
            then == "/settings" ? then : string.Create(CultureInfo.InvariantCulture, $"/channels/{channel.Id}")
        );
    }

    public async Task<IActionResult> OnPostDeleteAsync(string? confirm, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || Existing is not { } channel)
        {
            return NotFound();
        }
        if (confirm?.Trim() != channel.Name)
        {
            TempData["Notice"] = words["Channels.DeleteNotConfirmed"];
            TempData["NoticeKind"] = "danger";
            return LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/channels/{channel.Id}"));
        }
        await channels.DeleteAsync(channel.Id, cancel);
        TempData["Notice"] = words["Channels.Deleted", channel.Name];
        return LocalRedirect("/settings");
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Existing = Id is { } id ? await channels.FindAsync(id, cancel) : null;
        Topics = [.. (await topics.ListAsync(cancel)).OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase)];
        return Id is null || Existing is not null;
    }

    private async Task<long> SaveAsync(CancellationToken cancel)
    {
        if (Existing is null)
        {
            return await channels.AddAsync(Shown, cancel);
        }
        await channels.UpdateAsync(Shown, cancel);
        return Existing.Id;
    }
}
