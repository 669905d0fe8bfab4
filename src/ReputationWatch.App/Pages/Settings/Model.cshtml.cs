using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>Which model runs, what people think of its labels, what was learned from them, and going back.</summary>
[Needs(toWrite: UserRole.Admin)]
internal sealed class ModelModel(
    ModelInUse model,
    ModelKeeper keeper,
    IAdaptationStore store,
    AdaptationOptions options,
    IMentionStore mentions,
    ISettingsStore settings,
    Names names,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int JudgementsRead = 20_000;
    private const int JudgedShown = 15;
    private const int LongestBack = 3650;

    /// <summary>Which judged mentions are listed: all, right, wrong, contested.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Lang { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    /// <summary>Only what this person judged.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Person { get; set; }

    public ModelInUse Model => model;
    public ModelUse? Use { get; private set; }
    public JudgementSummary Summary { get; private set; } = new();

    /// <summary>From whom nothing is learned.</summary>
    public IReadOnlyList<long> LeftOut { get; private set; } = [];

    /// <summary>Corrected texts that the current model has not learned from.</summary>
    public int Waiting { get; private set; }
    public int Needed => options.MinCorrections;
    public static int RescoredByDefault => (int)ModelKeeper.RescoredByDefault.TotalDays;
    public Trial? LastTrial { get; private set; }
    public IReadOnlyList<Trial> Trials { get; private set; } = [];
    public IReadOnlyList<ModelUse> Uses { get; private set; } = [];
    public IReadOnlyList<ModelTask> Tasks { get; private set; } = [];
    public IReadOnlyList<JudgedMention> Judged { get; private set; } = [];
    public bool IsMore => Judged.Count == JudgedShown;
    public IReadOnlyDictionary<long, Mention> Changed { get; private set; } = new Dictionary<long, Mention>();

    public bool MayPromote =>
        LastTrial is { HasWeights: true, Report.Verdict: Verdict.Better } trial
        && trial.BaseVersion == model.Shipped.Version
        && trial.Version != model.Current.Version;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        Use = await store.InUseAsync(cancel);
        Uses = await store.UsesAsync(50, cancel);
        Trials = await store.TrialsAsync(20, cancel);
        LastTrial = Trials.Count > 0 ? Trials[0] : null;
        Tasks = await store.TasksAsync(5, cancel);
        var judgements = await store.JudgementsAsync(JudgementsRead, cancel);
        LeftOut = (await LearningAsync(cancel)).LeftOut;
        var book = JudgementBook.Of(judgements, LeftOut);
        Summary = book.Summary;
        Waiting = await WaitingAsync(book, cancel);
        await ReadJudgedAsync(judgements, cancel);
        await ReadChangedAsync(cancel);
    }

    /// <summary>The tasks alone, asked for again and again while one is open; when none is, the whole page is loaded anew.</summary>
    public async Task<IActionResult> OnGetWorkAsync(CancellationToken cancel)
    {
        Tasks = await store.TasksAsync(5, cancel);
        if (!Tasks.Any(t => t.IsOpen))
        {
            Response.Headers["HX-Refresh"] = "true";
        }
        return Partial("_ModelWork", this);
    }

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancel)
    {
        await store.AskAsync(
            new ModelTask
            {
                Kind = ModelTaskKind.Trial,
                UserId = viewer.User!.Id,
                AskedAt = viewer.Now,
                Total = 1000,
            },
            cancel
        );
        return Back(words["ModelPage.AskedTrial"]);
    }

    public async Task<IActionResult> OnPostStopAsync(ModelTaskKind kind, CancellationToken cancel)
    {
        await store.StopAsync(kind, viewer.Now, cancel);
        return Back(words["ModelPage.Stopped"]);
    }

    public async Task<IActionResult> OnPostLeaveOutAsync(long person, bool leftOut, CancellationToken cancel)
    {
        await names.LoadAsync(cancel);
        var changed = (await LearningAsync(cancel)).With(person, leftOut);
        await settings.SetAsync(LearningSettings.Key, changed.Write(), cancel);
        return Back(words[leftOut ? "ModelPage.LeftOutDone" : "ModelPage.TakenInDone", PersonName(person)]);
    }

    public async Task<IActionResult> OnPostPromoteAsync(string? version, CancellationToken cancel) =>
        await AnswerAsync(await keeper.PromoteAsync(version ?? "", viewer.User!.Id, cancel), cancel);

    public async Task<IActionResult> OnPostBackAsync(string? version, CancellationToken cancel)
    {
        var wanted = string.IsNullOrEmpty(version) ? null : version;
        return await AnswerAsync(await keeper.RollBackAsync(wanted, viewer.User!.Id, cancel), cancel);
    }

    public async Task<IActionResult> OnPostRescoreAsync(int days, CancellationToken cancel)
    {
        var back = TimeSpan.FromDays(Math.Clamp(days, 1, LongestBack));
        var asked = await keeper.AskRescoreAsync(back, viewer.User!.Id, cancel);
        return Back(words[asked ? "ModelPage.RescoreAsked" : "ModelPage.RescoreNone"]);
    }

    public string PersonName(long? id) =>
        id is null ? words["ModelPage.Who"] : names.User(id)?.Name ?? words["ModelPage.People"];

    private async Task<IActionResult> AnswerAsync(PromotionAnswer answer, CancellationToken cancel)
    {
        if (answer != PromotionAnswer.Promoted)
        {
            return Back(words["ModelPage.NotPossible", words.Of("ModelPage.NotPossible", answer)], failed: true);
        }
        await keeper.AskRescoreAsync(ModelKeeper.RescoredByDefault, viewer.User!.Id, cancel);
        return Back(words["ModelPage.Promoted", model.Current.Version]);
    }

    private async Task<LearningSettings> LearningAsync(CancellationToken cancel) =>
        LearningSettings.Read(await settings.GetAsync(LearningSettings.Key, cancel));

    private async Task<int> WaitingAsync(JudgementBook book, CancellationToken cancel)
    {
        var made = ReferenceEquals(model.Current, model.Shipped)
            ? null
            : await store.TrialOfAsync(model.Current.Version, cancel);
        var until = made?.Report.LearnedUntil;
        return book.Corrections.Count(c => !(c.At <= until));
    }

    private async Task ReadJudgedAsync(IReadOnlyList<Judgement> judgements, CancellationToken cancel)
    {
        var contested = Summary.Contested.ToHashSet();
        var chosen = judgements
            .Where(j => Lang is null || j.Language == Lang)
            .Where(j => Channel is null || j.Channel.ToString() == Channel)
            .Where(j => Person is null || j.Person == Person)
            .Where(j =>
                Show switch
                {
                    "right" => j.Label == j.ModelLabel,
                    "wrong" => j.Label != j.ModelLabel,
                    "contested" => contested.Contains(j.Mention),
                    _ => true,
                }
            )
            .Take(JudgedShown)
            .ToList();
        var shown = (await mentions.FindManyAsync([.. chosen.Select(j => j.Mention).Distinct()], cancel)).ToDictionary(
            m => m.Id
        );
        Judged =
        [
            .. chosen.Where(j => shown.ContainsKey(j.Mention)).Select(j => new JudgedMention(j, shown[j.Mention])),
        ];
    }

    private async Task ReadChangedAsync(CancellationToken cancel)
    {
        var ids = LastTrial?.Report.Changes.Select(c => c.Mention).Distinct().ToList() ?? [];
        Changed = (await mentions.FindManyAsync(ids, cancel)).ToDictionary(m => m.Id);
    }

    private LocalRedirectResult Back(string notice, bool failed = false)
    {
        TempData["Notice"] = notice;
        TempData["NoticeKind"] = failed ? "danger" : "success";
        return LocalRedirect("/settings/model");
    }
}

internal sealed record JudgedMention(Judgement Judgement, Mention Mention);
