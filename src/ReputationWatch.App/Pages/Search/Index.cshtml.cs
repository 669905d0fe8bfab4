using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Search;

/// <summary>The verbatims behind every number: full text, filters, facets.</summary>
internal sealed class IndexModel(
    Frame frame,
    Names names,
    IMentionIndex index,
    IndexFollower follower,
    IMentionStore mentions,
    ICaseStore cases,
    TopicHighlighter highlighter
) : FilteredList
{
    private const int PageSize = 30;
    private Query? _query;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public PageScope Scope { get; private set; } = null!;
    public QueryErrorView? Problem { get; private set; }
    public SearchPage Found { get; private set; } = new([], null, 0, true);
    public SearchFacets? Facets { get; private set; }
    public IReadOnlyList<InboxRow> Rows { get; private set; } = [];

    /// <summary>Of the whole result, on its first page; null when there is nothing to say.</summary>
    public SearchInsights? Insights { get; private set; }

    /// <summary>How many changes the index has not taken in yet.</summary>
    public long Behind { get; private set; }

    /// <summary>The index was damaged, thrown away or never filled.</summary>
    public bool IsBeingBuilt { get; private set; }

    /// <summary>Why the index did not answer; null when it did.</summary>
    public IndexAway? Away { get; private set; }
    public string? Next => Found.Next is { } next ? Link(("after", Cursors.Write(next))) : null;

    public string Link(params (string Name, object? Value)[] changes)
    {
        (string, object?)[] usual =
        [
            ("q", Q),
            ("sentiment", Sentiment),
            ("source", Source),
            ("lang", Lang),
            ("kind", Kind),
        ];
        return Scope.Link("/search", [.. usual.Where(u => changes.All(c => c.Name != u.Item1)), .. changes]);
    }

    /// <summary>The same search, of mentions that hold this word too.</summary>
    public string Narrowed(string word)
    {
        var asked = _query?.Root switch
        {
            null => "",
            AndNode or PhraseNode => Q + " ",
            _ => $"({Q}) ",
        };
        return Link(("q", $"{asked}\"{word}\""), ("after", null));
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await frame.ScopeAsync(needsOne: false, cancel);
        frame.HasPeriod = true;
        await names.LoadAsync(cancel);
        Tidy();
        var parsed = Q is null ? null : SearchQuery.Parse(Q);
        if (parsed?.Error is { } wrong)
        {
            Problem = new QueryErrorView(Q!, wrong);
            return;
        }
        try
        {
            _query = parsed?.Query;
            await SearchAsync(_query, cancel);
        }
        catch (IndexUnavailableException away)
        {
            Away = new IndexAway(away.Trouble, follower.AwaySince);
        }
    }

    private async Task SearchAsync(Query? query, CancellationToken cancel)
    {
        var search = SearchOf(query);
        Found = await index.SearchAsync(search, cancel);
        Facets = await index.FacetsAsync(search with { After = null }, cancel);
        if (Found.Ids.Count > 0 && search.After is null)
        {
            Insights = await index.InsightsAsync(search, cancel);
        }
        var position = await index.PositionAsync(cancel);
        Behind = Math.Max(0, await mentions.LatestChangeAsync(cancel) - position);
        IsBeingBuilt = position == 0;
        await LoadRowsAsync(query, cancel);
    }

    private async Task LoadRowsAsync(Query? query, CancellationToken cancel)
    {
        var matcher = query is null ? null : new QueryMatcher(query);
        var texts = await mentions.FindManyAsync(Found.Ids, cancel);
        var states = await cases.FindManyAsync(Found.Ids, cancel);
        Rows =
        [
            .. texts.Select(m =>
                InboxRow.Of(
                    new InboxEntry(m, states.GetValueOrDefault(m.Id)),
                    names,
                    highlighter,
                    matcher,
                    "/search"
                ) with
                {
                    InPane = false,
                }
            ),
        ];
    }

    private MentionSearch SearchOf(Query? query) =>
        new()
        {
            Query = query,
            TopicIds = Scope.TopicIds,
            SourceIds = SourceIds,
            Sentiments = Sentiments,
            Languages = Languages,
            Kinds = Named<MentionKind>(Kind),
            From = Scope.Period.From,
            To = Scope.Period.To,
            After = Cursor,
            Size = PageSize,
        };

    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);
}
