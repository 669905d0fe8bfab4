using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>Adds or changes a topic, with a preview of what its query would have matched.</summary>
internal sealed class EditModel(
    ITopicStore topics,
    TopicPreview preview,
    BacktestReader backtest,
    IMentionFactStore facts,
    Frame frame,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int LongestName = 300;

    /// <summary>Null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public TopicKind Kind { get; set; }

    [BindProperty]
    public string? Group { get; set; }

    [BindProperty]
    public string? Query { get; set; }

    [BindProperty]
    public string? Exclude { get; set; }

    [BindProperty]
    public string? Context { get; set; }

    [BindProperty]
    public bool Enabled { get; set; } = true;

    [BindProperty]
    public Sensitivity Sensitivity { get; set; } = Sensitivity.Medium;

    /// <summary>What it alerts on, one box each.</summary>
    [BindProperty]
    public List<AlertSignals> Signals { get; set; } = [AlertSignalNames.Usual];

    /// <summary>Minutes; empty: as the installation says.</summary>
    [BindProperty]
    public string? EscalateAfter { get; set; }

    public Topic? Existing { get; private set; }
    public BacktestView? Backtest { get; private set; }

    /// <summary>Null when it knows its usual, or has no mention to learn from.</summary>
    public DateTimeOffset? LearningUntil { get; private set; }
    public IReadOnlyList<string> Groups { get; private set; } = [];
    public QueryErrorView? QueryProblem { get; private set; }
    public QueryErrorView? ExcludeProblem { get; private set; }
    public QueryErrorView? ContextProblem { get; private set; }
    public PreviewResult? Preview { get; private set; }

    /// <summary>The preview reads thousands of items: the page comes first and asks for it.</summary>
    public bool AsksForPreview => Preview is null && QueryProblem is null && !HasProblem && Query is { Length: > 0 };

    public bool HasProblem =>
        QueryProblem is { Text.Length: > 0 } || ExcludeProblem is not null || ContextProblem is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        if (Existing is { } topic)
        {
            (Name, Kind, Group, Enabled) = (topic.Name, topic.Kind, topic.Group, topic.Enabled);
            (Query, Exclude, Context) = (topic.Query, topic.Exclude, topic.Context);
            (Sensitivity, Signals, EscalateAfter) = (
                topic.Sensitivity,
                [topic.Signals],
                topic.EscalateAfter?.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)
            );
            var first = await facts.FirstMentionsAsync(cancel);
            LearningUntil = first.TryGetValue(topic.Id, out var oldest) ? LearningTime.Until(oldest, viewer.Now) : null;
        }
        return Page();
    }

    /// <summary>The preview while one types.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        await TryPreviewAsync(cancel);
        return Request.IsPartial() ? Partial("_Preview", this) : Page();
    }

    /// <summary>How these rules would have done in the last 90 days.</summary>
    public async Task<IActionResult> OnPostBacktestAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        ModelState.Clear();
        if (Check() is { } parsed)
        {
            var question = new BacktestQuestion(
                IsStored ? Id : null,
                Query!.Trim(),
                Blank(Exclude),
                Blank(Context),
                SignalSet
            );
            var parts = new QueryParts(parsed.Query, parsed.Exclude, parsed.Context);
            Backtest = await backtest.ReadAsync(question, parts, Sensitivity, cancel);
        }
        return Request.IsPartial() ? Partial("_Backtest", this) : Page();
    }

    /// <summary>The way to the mentions of an alert of the past; null when its query is not stored.</summary>
    public string? MentionsOf(BacktestAlert alert)
    {
        string Day(DateTimeOffset at) => words.Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (from, to) = (alert.Evidence.At.AddHours(-alert.Evidence.WindowHours), alert.ClosedAt ?? viewer.Now);
        return !IsStored
            ? null
            : $"/search?topic={Existing!.Id}&period=custom&from={Day(from)}&to={Day(to)}"
                + (alert.Evidence.Signal == SpikeSignal.AllMentions ? "" : "&sentiment=negative");
    }

    /// <summary>What is in the form is what is stored, so that its mentions are known.</summary>
    private bool IsStored =>
        Existing is { } stored
        && (stored.Query, stored.Exclude, stored.Context) == (Query?.Trim(), Blank(Exclude), Blank(Context));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private AlertSignals SignalSet => Signals.Aggregate(AlertSignals.None, (set, signal) => set | signal);

    private bool TryEscalation(out TimeSpan? after)
    {
        after = null;
        if (string.IsNullOrWhiteSpace(EscalateAfter))
        {
            return true;
        }
        var ok =
            int.TryParse(EscalateAfter.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && minutes <= AlertRules.LongestMinutes;
        after = ok ? TimeSpan.FromMinutes(minutes) : null;
        return ok;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > LongestName)
        {
            ModelState.AddModelError("Name", words["Topics.NameMissing"]);
        }
        if (!TryEscalation(out _) || !Enum.IsDefined(Sensitivity))
        {
            ModelState.AddModelError("EscalateAfter", words["Rules.MinutesWrong"]);
        }
        var parsed = Check();
        if (!ModelState.IsValid || parsed is null)
        {
            ModelState.AddModelError("Query", "");
            return Page();
        }
        var id = await SaveAsync(cancel);
        TempData["Notice"] = words[Existing is null ? "Topics.Added" : "Topics.Saved"];
        return LocalRedirect(Existing is null ? "/topics" : $"/topics/{id}");
    }

    public async Task<IActionResult> OnPostDeleteAsync(string? confirm, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || Existing is null)
        {
            return NotFound();
        }
        if (confirm?.Trim() != Existing.Name.Trim())
        {
            TempData["Notice"] = words["Topics.DeleteNotConfirmed"];
            TempData["NoticeKind"] = "danger";
            return LocalRedirect($"/topics/{Existing.Id}");
        }
        await topics.DeleteAsync(Existing.Id, cancel);
        TempData["Notice"] = words["Topics.Deleted", Existing.Name];
        return LocalRedirect("/topics");
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        await frame.LoadTopicsAsync(cancel);
        Groups = [.. frame.Topics.Select(t => t.Group).OfType<string>().Where(g => g.Length > 0).Distinct().Order()];
        Existing = Id is { } id ? await topics.FindAsync(id, cancel) : null;
        return Id is null || Existing is not null;
    }

    private async Task<long> SaveAsync(CancellationToken cancel)
    {
        var topic = (
            Existing
            ?? new Topic
            {
                Name = "",
                Kind = Kind,
                Query = "",
                CreatedAt = viewer.Now,
            }
        ) with
        {
            Name = Name!.Trim(),
            Kind = Kind,
            Group = string.IsNullOrWhiteSpace(Group)
                ? null
                : Group.Trim()[..Math.Min(LongestName, Group.Trim().Length)],
            Query = Query!.Trim(),
            Exclude = string.IsNullOrWhiteSpace(Exclude) ? null : Exclude.Trim(),
            Context = string.IsNullOrWhiteSpace(Context) ? null : Context.Trim(),
            Enabled = Enabled,
            Sensitivity = Sensitivity,
            Signals = SignalSet,
            EscalateAfter = TryEscalation(out var after) ? after : null,
        };
        if (Existing is null)
        {
            return await topics.AddAsync(topic, cancel);
        }
        await topics.UpdateAsync(topic, cancel);
        return topic.Id;
    }

    private async Task TryPreviewAsync(CancellationToken cancel)
    {
        if (Check() is { } parsed)
        {
            Preview = await preview.RunAsync(parsed.Query, parsed.Exclude, parsed.Context, cancel);
        }
    }

    private (Query Query, Query? Exclude, Query? Context)? Check()
    {
        var text = Query?.Trim() ?? "";
        var query = SearchQuery.Parse(text);
        QueryProblem = query.Error is { } wrong ? new QueryErrorView(text, wrong) : null;
        (var exclude, ExcludeProblem) = CheckOptional(Exclude, SearchQuery.Parse);
        (var context, ContextProblem) = CheckOptional(Context, ContextWords.Parse);
        return query.Query is { } valid && ExcludeProblem is null && ContextProblem is null
            ? (valid, exclude, context)
            : null;
    }

    private static (Query? Query, QueryErrorView? Problem) CheckOptional(
        string? text,
        Func<string, QueryParseResult> parse
    )
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }
        var parsed = parse(text.Trim());
        return (parsed.Query, parsed.Error is { } wrong ? new QueryErrorView(text.Trim(), wrong) : null);
    }
}
