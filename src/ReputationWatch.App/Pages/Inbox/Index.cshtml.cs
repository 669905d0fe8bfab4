using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Mentions;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;

namespace ReputationWatch.App.Pages.Inbox;

/// <summary>What waits: views, list, mention.</summary>
internal sealed class IndexModel(
    Frame frame,
    Names names,
    Viewer viewer,
    InboxReader inbox,
    MentionReader reader,
    IndexFollower follower,
    TopicHighlighter highlighter
) : FilteredList
{
    private const int PageSize = 40;

    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Mention { get; set; }

    public PageScope Scope { get; private set; } = null!;
    public InboxView Current { get; private set; }
    public InboxPage Page_ { get; private set; } = new([], null, 0, true);
    public IReadOnlyList<InboxRow> Rows { get; private set; } = [];
    public MentionView? Shown { get; private set; }
    public QueryError? QueryError { get; private set; }

    /// <summary>Why the index did not answer to the words; null when it did.</summary>
    public IndexAway? Away { get; private set; }

    /// <summary>The highest id of the list as first shown: what comes later waits behind "n new".</summary>
    public long Newest { get; private set; }

    public bool IsFiltered =>
        Sentiment is not null || Source is not null || Lang is not null || Q is not null || Scope.Topics.Count > 0;

    /// <summary>This list's address, with changes; null leaves a part out.</summary>
    public string Link(params (string Name, object? Value)[] changes)
    {
        (string, object?)[] usual =
        [
            ("view", Current == InboxView.ToHandle ? null : InboxViews.NameOf(Current)),
            ("sentiment", Sentiment),
            ("source", Source),
            ("lang", Lang),
            ("q", Q),
        ];
        return Scope.Link("/inbox", [.. usual.Where(u => changes.All(c => c.Name != u.Item1)), .. changes]);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await PrepareAsync(cancel);
        if (Mention is { } id)
        {
            Shown = await reader.ReadAsync(id, cancel);
            if (Shown is not null)
            {
                Shown = Shown with { List = Link() };
            }
        }
        if (Request.IsPartial() && Request.Headers["HX-Target"].ToString().EndsWith("pane", StringComparison.Ordinal))
        {
            return Shown is null ? Partial("_NoMention") : Partial("../Mentions/_Mention", Shown);
        }
        await ReadListAsync(cancel);
        return Request.IsPartial() && After is not null ? Partial("_Rows", this) : Page();
    }

    /// <summary>How many mentions came into this list since it was shown.</summary>
    public async Task<IActionResult> OnGetArrivalsAsync(long since, CancellationToken cancel)
    {
        After = null;
        await PrepareAsync(cancel);
        await ReadListAsync(cancel);
        var arrived = Page_.Entries.Count(e => e.Mention.Id > since);
        return Partial(
            "_Arrivals",
            new Arrivals(arrived, arrived == PageSize, since, Link(), Link(("handler", "Arrivals")))
        );
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: false, cancel);
        await names.LoadAsync(cancel);
        await frame.LoadBadgesAsync(cancel);
        frame.IsWide = true;
        Current = InboxViews.Parse(View);
        Tidy();
    }

    private async Task ReadListAsync(CancellationToken cancel)
    {
        var query = Q is null ? null : SearchQuery.Parse(Q);
        QueryError = query?.Error;
        if (QueryError is not null)
        {
            return;
        }
        try
        {
            Page_ = await inbox.ReadAsync(Filter(), query?.Query, cancel);
        }
        catch (IndexUnavailableException away)
        {
            Away = new IndexAway(away.Trouble, follower.AwaySince);
        }
        Newest = Page_.Entries.Count == 0 ? 0 : Page_.Entries.Max(e => e.Mention.Id);
        var matcher = query?.Query is { } words ? new QueryMatcher(words) : null;
        var list = Link();
        Rows =
        [
            .. Page_.Entries.Select(e =>
                InboxRow.Of(e, names, highlighter, matcher, list) with
                {
                    IsShown = e.Mention.Id == Mention,
                }
            ),
        ];
    }

    private CaseFilter Filter() =>
        new()
        {
            View = Current,
            UserId = viewer.User?.Id,
            Now = viewer.Now,
            TopicIds = Scope.TopicIds,
            SourceIds = SourceIds,
            Sentiments = Sentiments,
            Languages = Languages,
            After = Cursor,
            Size = PageSize,
        };
}

internal sealed record Arrivals(int Count, bool OrMore, long Since, string List, string Poll)
{
    public string PollAddress => Poll + "&since=" + Since.ToString(CultureInfo.InvariantCulture);
}
