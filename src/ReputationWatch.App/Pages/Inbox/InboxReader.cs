using ReputationWatch.App.Web;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;

namespace ReputationWatch.App.Pages.Inbox;

/// <param name="Total">How many match in all; a lower bound when <paramref name="IsExact"/> is false.</param>
internal sealed record InboxPage(IReadOnlyList<InboxEntry> Entries, MentionCursor? Next, long Total, bool IsExact);

internal sealed record InboxEntry(Mention Mention, Case? Case);

/// <summary>Reads a page of the inbox: from the store, or through the index when words are searched.</summary>
internal sealed class InboxReader(IMentionStore mentions, ICaseStore cases, IMentionIndex index, Viewer viewer)
{
    private const int MostTotal = 10_000;
    private const int SearchSlice = 200;
    private const int MostSlices = 15;

    public async Task<InboxPage> ReadAsync(CaseFilter filter, Query? query, CancellationToken cancel)
    {
        if (query is not null)
        {
            return await SearchAsync(filter, query, cancel);
        }
        var page = await cases.PageAsync(filter, cancel);
        var entries = await EntriesAsync(page.Rows, cancel);
        return new InboxPage(entries, page.Next, page.Total, page.Total < MostTotal);
    }

    private async Task<IReadOnlyList<InboxEntry>> EntriesAsync(IReadOnlyList<CaseRow> rows, CancellationToken cancel)
    {
        var texts = (await mentions.FindManyAsync([.. rows.Select(r => r.MentionId)], cancel)).ToDictionary(m => m.Id);
        return
        [
            .. rows.Where(r => texts.ContainsKey(r.MentionId)).Select(r => new InboxEntry(texts[r.MentionId], r.Case)),
        ];
    }

    /// <summary>The index knows no cases: its results are looked through until the page is full.</summary>
    private async Task<InboxPage> SearchAsync(CaseFilter filter, Query query, CancellationToken cancel)
    {
        var found = new List<CaseRow>();
        var after = filter.After;
        for (var slice = 0; slice < MostSlices && found.Count <= filter.Size; slice++)
        {
            var page = await index.SearchAsync(SearchOf(filter, query, after), cancel);
            var states = await cases.FindManyAsync(page.Ids, cancel);
            found.AddRange(
                page.Ids.Select(id => new CaseRow(id, states.GetValueOrDefault(id)))
                    .Where(row => InboxViews.Holds(filter.View, row.Case, viewer.User?.Id, filter.Now))
            );
            after = page.Next;
            if (after is null)
            {
                break;
            }
        }
        var entries = await EntriesAsync([.. found.Take(filter.Size)], cancel);
        var more = found.Count > filter.Size || after is not null;
        MentionCursor? next =
            more && entries.Count > 0
                ? new MentionCursor(entries[^1].Mention.PublishedAt, entries[^1].Mention.Id)
                : null;
        return new InboxPage(entries, next, found.Count, after is null);
    }

    private static MentionSearch SearchOf(CaseFilter filter, Query query, MentionCursor? after) =>
        new()
        {
            Query = query,
            TopicIds = filter.TopicIds,
            SourceIds = filter.SourceIds,
            Sentiments = filter.Sentiments,
            Languages = filter.Languages,
            From = filter.From,
            To = filter.To,
            After = after,
            Size = SearchSlice,
        };
}
