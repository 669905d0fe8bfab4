using System.Runtime.CompilerServices;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// Streams mentions and unmatched items together, newest publication first, a page of each at a time, so that no connection is
/// held while the reader thinks.
/// </summary>
internal sealed class KeptItems(Database database)
{
    private const int PageSize = 500;

    // The keyset is written out: a row comparison is not read off the index by every version of both engines.
    private const string MentionsSql = $"""
        select {MentionRow.KeptColumns} from mentions
        where published_at >= @since and published_at <= @published and (published_at < @published or id < @id)
        order by published_at desc, id desc limit @count
        """;

    private const string UnmatchedSql = $"""
        select {UnmatchedItems.Columns} from unmatched_items
        where published_at >= @since and published_at <= @published and (published_at < @published or id < @id)
        order by published_at desc, id desc limit @count
        """;

    public async IAsyncEnumerable<KeptItem> NewestFirstAsync(
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var mentions = PagesAsync<MentionRow>(MentionsSql, since, r => (r.PublishedAt, r.Id), cancel)
            .GetAsyncEnumerator(cancel);
        await using var unmatched = PagesAsync<UnmatchedRow>(UnmatchedSql, since, r => (r.PublishedAt, r.Id), cancel)
            .GetAsyncEnumerator(cancel);
        var moreMentions = await mentions.MoveNextAsync();
        var moreUnmatched = await unmatched.MoveNextAsync();
        while (moreMentions || moreUnmatched)
        {
            if (moreMentions && (!moreUnmatched || mentions.Current.PublishedAt >= unmatched.Current.PublishedAt))
            {
                yield return mentions.Current.ToKeptItem();
                moreMentions = await mentions.MoveNextAsync();
            }
            else
            {
                yield return unmatched.Current.ToKeptItem();
                moreUnmatched = await unmatched.MoveNextAsync();
            }
        }
    }

    private async IAsyncEnumerable<T> PagesAsync<T>(
        string sql,
        DateTimeOffset since,
        Func<T, (long PublishedAt, long Id)> keyOf,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var (published, id) = (long.MaxValue, long.MaxValue);
        List<T> page;
        do
        {
            var parameters = new
            {
                since = since.ToUnix(),
                published,
                id,
                count = PageSize,
            };
            page = await database.ReadAsync(s => s.ListAsync<T>(sql, parameters, cancel), cancel);
            foreach (var row in page)
            {
                yield return row;
                (published, id) = keyOf(row);
            }
        } while (page.Count == PageSize);
    }
}
