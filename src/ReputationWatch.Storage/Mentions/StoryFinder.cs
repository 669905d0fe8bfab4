using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Stories;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// Finds the story that a new mention copies: candidates share a band of the fingerprint and were published within a month of it;
/// they are verified on the texts. The oldest wins.
/// </summary>
internal sealed class StoryFinder(Session session)
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>
    /// A copy this near in time to one that is in the index already needs no bands of its own: whatever copies it copies that one.
    /// Without this a wave of ten thousand copies would make each look-up as long as the wave.
    /// </summary>
    private static readonly TimeSpan Covered = TimeSpan.FromDays(15);

    /// <summary>Texts verified at most: bounds what texts made to collide can cost.</summary>
    private const int MaxCandidates = 64;

    private const string CandidatesSql = """
        select distinct mention_id from story_bands
        where band in (select value from each(@bands)) and published_at between @from and @to
        limit @count
        """;

    private const string TextsSql = """
        select id, story_id, published_at, text from mentions
        where id in (select value from each(@ids)) order by published_at, id
        """;

    // Without the "where", SQLite would take "on conflict" for the condition of a join.
    private const string AddBandsSql = """
        insert into story_bands (band, published_at, mention_id) select distinct value, @publishedAt, @id from each(@bands)
        where 1 = 1 on conflict do nothing
        """;

    private const string GrowSql = """
        insert into stories (id, size) values (@id, 2) on conflict (id) do update set size = stories.size + 1
        """;

    private const string ShrinkSql = "update stories set size = size - 1 where id = @id";
    private const string EndSql = "delete from stories where id = @id and size < 2";
    private const string CopiesSql = "select id from mentions where story_id = @id order by published_at, id";
    private const string LeadSql = "update mentions set story_id = null where id = @id";
    private const string FollowSql = "update mentions set story_id = @to where story_id = @from";
    private const string RenameSql = "update stories set id = @to, size = size - 1 where id = @from";

    /// <summary>The story that the item copies, or null.</summary>
    public async Task<FoundStory?> FindAsync(PreparedItem item, CancellationToken cancel)
    {
        if (item.Fingerprint is not { Bands.Count: > 0 } fingerprint)
        {
            return null;
        }
        var from = (item.PublishedAt - Reach).ToUnix();
        var to = (item.PublishedAt + Reach).ToUnix();
        object?[] values = [fingerprint.Bands, from, to, MaxCandidates];
        var ids = await session.RunListAsync(CandidatesSql, values, cancel);
        if (ids.Count == 0)
        {
            return null;
        }
        var candidates = await session.ListAsync<Candidate>(TextsSql, new { ids = session.List(ids) }, cancel);
        var original = candidates.Find(c => NearDuplicate.IsCopy(c.Text, item.Item.Text));
        return original is null
            ? null
            : new FoundStory(
                original.StoryId ?? original.Id,
                (item.PublishedAt - original.PublishedAt.ToTime()).Duration() < Covered
            );
    }

    /// <summary>Adds a saved mention to the story it was found to copy, and to the index of fingerprints.</summary>
    public async Task JoinAsync(long mentionId, PreparedItem item, FoundStory? story, CancellationToken cancel)
    {
        if (story is not null)
        {
            await session.RunAsync(GrowSql, cancel, story.Id);
        }
        if (story is not { Covered: true })
        {
            await AddBandsAsync(mentionId, item, cancel);
        }
    }

    /// <summary>The text changed: it can be found by what it says now, too.</summary>
    public Task AddBandsAsync(long mentionId, PreparedItem item, CancellationToken cancel) =>
        item.Fingerprint is { Bands.Count: > 0 } fingerprint
            ? session.RunAsync(AddBandsSql, cancel, item.PublishedAt, mentionId, fingerprint.Bands)
            : Task.CompletedTask;

    /// <summary>
    /// Takes a mention that is about to be deleted out of its story. When the story was named after it, the oldest copy takes its
    /// place. Returns the mentions whose story has another name now.
    /// </summary>
    public async Task<IReadOnlyList<long>> LeaveAsync(MentionRow mention, CancellationToken cancel)
    {
        if (mention.StoryId is { } story)
        {
            await session.RunAsync(ShrinkSql, cancel, story);
            await session.RunAsync(EndSql, cancel, story);
            return [];
        }
        var copies = await session.RunListAsync(CopiesSql, [mention.Id], cancel);
        if (copies.Count > 0)
        {
            await session.RunAsync(LeadSql, cancel, copies[0]);
            await session.RunAsync(FollowSql, cancel, copies[0], mention.Id);
            await session.RunAsync(RenameSql, cancel, copies[0], mention.Id);
            await session.RunAsync(EndSql, cancel, copies[0]);
        }
        return copies;
    }

    private sealed record Candidate
    {
        public long Id { get; init; }
        public long? StoryId { get; init; }
        public long PublishedAt { get; init; }
        public required string Text { get; init; }
    }
}

/// <param name="Covered">A mention that is in the index of fingerprints stands for the new one, too.</param>
internal sealed record FoundStory(long Id, bool Covered);
