using ReputationWatch.Core.Stories;

namespace ReputationWatch.Storage.Mentions;

/// <summary>
/// The fingerprints of <c>story_sketches</c> that were needed lately, in memory by half months of publication: looking six numbers up
/// among millions takes microseconds here, and adding a mention to the table is one row at its end instead of six anywhere. Read from
/// the table when first needed and brought up to what other processes added since. Not safe for use by two threads at once.
/// </summary>
internal sealed class SketchBook
{
    private const string NewestSql = "select coalesce(max(sequence), 0) from story_sketches";

    private const string Columns =
        "mention_id, published_at, sequence, shape_left, shape_right, band_1, band_2, band_3, band_4, band_5, band_6";

    private const string SinceSql =
        $"select {Columns} from story_sketches where sequence > @known order by sequence limit @count";

    private const string SliceSql = $"""
        select {Columns} from story_sketches
        where published_at >= @from and published_at < @to and sequence > @after and sequence <= @known
        order by sequence limit @count
        """;

    private const int PageSize = 20_000;

    private static readonly long SliceLength = (long)TimeSpan.FromDays(15).TotalMilliseconds;

    /// <summary>A look-up reaches over five slices; the rest is for sources whose history is read beside the news.</summary>
    private const int KeptSlices = 12;

    private readonly Dictionary<long, Slice> _slices = [];
    private long _known = -1;
    private long _use;

    /// <summary>After a transaction that was not committed.</summary>
    public void Forget()
    {
        _slices.Clear();
        _known = -1;
    }

    /// <summary>To be called before the first look-up of a transaction: takes over what other processes wrote.</summary>
    public async Task CatchUpAsync(Session session, CancellationToken cancel)
    {
        if (_known < 0 || _slices.Count == 0)
        {
            _known = (await session.RunReturningAsync(NewestSql, [], cancel))!.Value;
            return;
        }
        while (await session.RunRowsAsync(SinceSql, [_known, PageSize], Read, cancel) is { Count: > 0 } rows)
        {
            rows.ForEach(AddToLoaded);
            _known = rows[^1].Sequence;
        }
    }

    /// <summary>The rows that this transaction has written are in memory already.</summary>
    public async Task SkipOwnAsync(Session session, CancellationToken cancel) =>
        _known = (await session.RunReturningAsync(NewestSql, [], cancel))!.Value;

    /// <summary>Mentions published within the period that share a band and look alike, those most alike first.</summary>
    public async Task<List<long>> CandidatesAsync(
        Session session,
        ContentFingerprint fingerprint,
        long from,
        long to,
        int count,
        CancellationToken cancel
    )
    {
        var alike = new List<(long Mention, double Likeness)>();
        for (var number = SliceOf(from); number <= SliceOf(to); number++)
        {
            var slice = await SliceAsync(session, number, cancel);
            slice.Find(fingerprint, from, to, alike);
        }
        alike.Sort((a, b) => b.Likeness.CompareTo(a.Likeness));
        return [.. alike.Take(count).Select(s => s.Mention).Distinct()];
    }

    /// <summary>Adds a mention whose row this transaction writes.</summary>
    public void Add(long mention, long publishedAt, ContentFingerprint fingerprint)
    {
        if (_slices.TryGetValue(SliceOf(publishedAt), out var slice))
        {
            slice.Add(mention, publishedAt, fingerprint);
        }
    }

    private async ValueTask<Slice> SliceAsync(Session session, long number, CancellationToken cancel)
    {
        if (!_slices.TryGetValue(number, out var slice))
        {
            MakeRoom();
            _slices[number] = slice = await LoadAsync(session, number, cancel);
        }
        slice.LastUse = ++_use;
        return slice;
    }

    private async Task<Slice> LoadAsync(Session session, long number, CancellationToken cancel)
    {
        // What this transaction has written itself is in the table, too, with sequences above what was known at its start.
        var known = (await session.RunReturningAsync(NewestSql, [], cancel))!.Value;
        var slice = new Slice();
        long after = -1;
        object?[] values;
        do
        {
            values = [number * SliceLength, (number + 1) * SliceLength, after, known, PageSize];
            var rows = await session.RunRowsAsync(SliceSql, values, Read, cancel);
            rows.ForEach(r => slice.Add(r.Mention, r.PublishedAt, r.Fingerprint));
            after = rows.Count < PageSize ? known : rows[^1].Sequence;
        } while (after < known);
        return slice;
    }

    private void MakeRoom()
    {
        if (_slices.Count >= KeptSlices)
        {
            _slices.Remove(_slices.MinBy(s => s.Value.LastUse).Key);
        }
    }

    private void AddToLoaded(SketchRow row) => Add(row.Mention, row.PublishedAt, row.Fingerprint);

    private static long SliceOf(long publishedAt) => Math.DivRem(publishedAt, SliceLength).Quotient;

    private static SketchRow Read(StatementRow row)
    {
        var bands = new List<long>(ContentFingerprint.BandCount);
        for (var column = 5; column < 5 + ContentFingerprint.BandCount && !row.IsNull(column); column++)
        {
            bands.Add(row.Number(column));
        }
        var shape = new TextShape(row.Number(3), row.Number(4));
        return new SketchRow(
            row.Number(0),
            row.Number(1),
            new ContentFingerprint(bands) { Shape = shape },
            row.Number(2)
        );
    }

    private sealed record SketchRow(long Mention, long PublishedAt, ContentFingerprint Fingerprint, long Sequence);

    /// <summary>The index knows small numbers: the place of a mention among those of its slice.</summary>
    private sealed class Slice
    {
        private readonly NeighbourIndex _index = new();
        private readonly List<(long Mention, long PublishedAt, TextShape Shape)> _mentions = [default];

        public long LastUse { get; set; }

        public void Add(long mention, long publishedAt, ContentFingerprint fingerprint)
        {
            _index.Add(fingerprint, _mentions.Count);
            _mentions.Add((mention, publishedAt, fingerprint.Shape));
        }

        public void Find(
            ContentFingerprint fingerprint,
            long from,
            long to,
            List<(long Mention, double Likeness)> alike
        )
        {
            foreach (var (place, bands) in _index.Shared(fingerprint))
            {
                var (mention, publishedAt, shape) = _mentions[place];
                if (
                    publishedAt >= from
                    && publishedAt <= to
                    && NearDuplicate.IsWorthReading(shape, fingerprint.Shape, bands)
                )
                {
                    alike.Add((mention, shape.Likeness(fingerprint.Shape)));
                }
            }
        }
    }
}
