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
    /// A copy this near in time to one that is in the index already needs no sketch of its own: whatever copies it copies that one.
    /// Without this a wave of ten thousand copies would make each look-up as long as the wave.
    /// </summary>
    private static readonly TimeSpan Covered = TimeSpan.FromDays(15);

    /// <summary>Texts verified at most: bounds what texts made to collide can cost.</summary>
    private const int MaxCandidates = 16;

    private const string TextsSql =
        "select id, story_id, published_at, text from mentions where id in (select value from each(@ids))";

    private const string AddSketchSql = """
        insert into story_sketches (mention_id, published_at, shape_left, shape_right, band_1, band_2, band_3, band_4, band_5, band_6)
        values (@id, @publishedAt, @left, @right, @band1, @band2, @band3, @band4, @band5, @band6)
        """;

    private const string GrowSql = """
        insert into stories (id, size) values (@id, 2) on conflict (id) do update set size = stories.size + 1
        """;

    private const string ShrinkSql = "update stories set size = size - 1 where id = @id";
    private const string EndSql = "delete from stories where id = @id and size < 2";
    private const string CopiesSql = "select id from mentions where story_id = @id order by published_at, id";
    private const string AloneSql = """
        select id from mentions
        where story_id = @story and id <> @id and not exists (select 1 from stories s where s.id = @story)
        """;
    private const string LeadSql = "update mentions set story_id = null where id = @id";
    private const string FollowSql = "update mentions set story_id = @to where story_id = @from";
    private const string RenameSql = "update stories set id = @to, size = size - 1 where id = @from";

    private readonly SketchBook _sketches = session.Dialect.Sketches;

    /// <summary>What this transaction has added: looked at without asking the database.</summary>
    private readonly Dictionary<long, Candidate> _added = [];
    private bool _caughtUp;

    /// <summary>The story that the item copies, or null.</summary>
    public async Task<FoundStory?> FindAsync(PreparedItem item, CancellationToken cancel)
    {
        if (item.Fingerprint is not { Bands.Count: > 0 } fingerprint)
        {
            return null;
        }
        await CatchUpAsync(cancel);
        var from = (item.PublishedAt - Reach).ToUnix();
        var to = (item.PublishedAt + Reach).ToUnix();
        var ids = await _sketches.CandidatesAsync(session, fingerprint, from, to, MaxCandidates, cancel);
        if (ids.Count == 0)
        {
            return null;
        }
        var text = new ComparedText(item.Item.Text);
        var original = (await TextsAsync(ids, cancel)).Find(c => c.IsCopiedBy(text));
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
            await session.RunSoonAsync(GrowSql, cancel, story.Id);
        }
        if (story is not { Covered: true })
        {
            await AddSketchAsync(mentionId, item, cancel);
            _added[mentionId] = new Candidate(mentionId, story?.Id, item.PublishedAt.ToUnix(), item.Item.Text.Clean());
        }
    }

    /// <summary>The text changed: it can be found by what it says now, too.</summary>
    public async Task AddSketchAsync(long mentionId, PreparedItem item, CancellationToken cancel)
    {
        if (item.Fingerprint is not { Bands.Count: > 0 } fingerprint)
        {
            return;
        }
        await CatchUpAsync(cancel);
        var publishedAt = item.PublishedAt.ToUnix();
        object?[] bands = [.. fingerprint.Bands.Take(ContentFingerprint.BandCount)];
        Array.Resize(ref bands, ContentFingerprint.BandCount);
        var shape = fingerprint.Shape;
        await session.RunSoonAsync(AddSketchSql, cancel, [mentionId, publishedAt, shape.Left, shape.Right, .. bands]);
        _sketches.Add(mentionId, publishedAt, fingerprint);
    }

    /// <summary>To be called at the end of a transaction.</summary>
    public Task FlushAsync(CancellationToken cancel) =>
        _caughtUp ? _sketches.SkipOwnAsync(session, cancel) : Task.CompletedTask;

    private async ValueTask CatchUpAsync(CancellationToken cancel)
    {
        if (!_caughtUp)
        {
            await _sketches.CatchUpAsync(session, cancel);
            _caughtUp = true;
        }
    }

    /// <summary>The oldest first.</summary>
    private async ValueTask<List<Candidate>> TextsAsync(List<long> ids, CancellationToken cancel)
    {
        List<Candidate> texts = [.. ids.Select(id => _added.GetValueOrDefault(id)).OfType<Candidate>()];
        if (texts.Count < ids.Count)
        {
            List<long> stored = [.. ids.Where(id => !_added.ContainsKey(id))];
            // Texts of earlier transactions: edits of this one are written at once, not gathered.
            texts.AddRange(await session.RunRowsAheadAsync(TextsSql, [stored], Candidate.Read, cancel));
        }
        texts.Sort((a, b) => (a.PublishedAt, a.Id).CompareTo((b.PublishedAt, b.Id)));
        return texts;
    }

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
            // A story whose first mention was erased is named after one that is gone; its last copy is a story of its own.
            var last = await session.RunListAsync(AloneSql, [story, mention.Id], cancel);
            foreach (var alone in last)
            {
                await session.RunAsync(LeadSql, cancel, alone);
            }
            return last;
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

    private sealed record Candidate(long Id, long? StoryId, long PublishedAt, string Text)
    {
        public static Candidate Read(StatementRow row) =>
            new(row.Number(0), row.NumberOrNull(1), row.Number(2), row.Text(3));

        public bool IsCopiedBy(ComparedText text) => new ComparedText(Text).Score(text) >= NearDuplicate.Threshold;
    }
}

/// <param name="Covered">A mention that is in the index of fingerprints stands for the new one, too.</param>
internal sealed record FoundStory(long Id, bool Covered);
