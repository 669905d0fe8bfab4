namespace ReputationWatch.Core.Sources;

/// <summary>When people are told that sources are blind. Section <c>SourceNotices</c> of the settings.</summary>
public sealed record SourceNoticeOptions
{
    /// <summary>A source is told of when it could not be read for this long…</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromHours(3);

    /// <summary>…and for this many of its usual intervals: a weekly newsletter need not answer within hours.</summary>
    public double Intervals { get; init; } = 3;

    /// <summary>Nobody waits longer than this to be told.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(2);

    /// <summary>From this many at once, one message tells of all.</summary>
    public int Together { get; init; } = 5;

    /// <summary>When nothing at all answers, the cause is most likely here, and this is the time to tell.</summary>
    public TimeSpan AfterNothingAnswers { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (After <= TimeSpan.Zero || AfterNothingAnswers <= TimeSpan.Zero || Longest < After)
        {
            yield return "SourceNotices: After and AfterNothingAnswers must be longer than zero and Longest not shorter than After; 03:00:00, 00:20:00 and 2.00:00:00 are the defaults.";
        }
        if (Intervals < 0 || Together < 2)
        {
            yield return "SourceNotices: Intervals must not be negative and Together at least 2; 3 and 5 are the defaults.";
        }
    }
}

/// <summary>A time in which a source was blind, and what was told of it.</summary>
/// <param name="To">Null while it goes on.</param>
/// <param name="NoticedAt">When people were told; null when they were not.</param>
public sealed record BlindNotice(long SourceId, DateTimeOffset From, DateTimeOffset? To, DateTimeOffset? NoticedAt);

/// <summary>What is to be told now.</summary>
/// <param name="Failed">Sources with what is to be told of them.</param>
/// <param name="Restored">Those that were told of and can be read again.</param>
/// <param name="Watched">How many sources are read at all.</param>
public sealed record SourceNoticesDue(
    IReadOnlyList<BlindNotice> Failed,
    IReadOnlyList<BlindNotice> Restored,
    int Watched
);

/// <summary>Decides of which sources people are told. Pure.</summary>
public static class SourceNoticePlan
{
    /// <summary>This share of all sources blind is taken for all of them: some may be answered by a machine nearby.</summary>
    private const double NearlyAll = 0.9;

    public static SourceNoticesDue Decide(
        IReadOnlyList<Source> sources,
        IReadOnlyList<BlindNotice> periods,
        DateTimeOffset now,
        SourceNoticeOptions options
    )
    {
        var watched = sources
            .Where(s => s.Enabled && s.Health.Outcome != CheckOutcome.NeverChecked)
            .ToDictionary(s => s.Id);
        var open = periods.Where(p => p.To is null && watched.ContainsKey(p.SourceId)).ToList();
        var untold = open.Where(p => p.NoticedAt is null).ToList();
        var due = untold.Where(p => IsDue(watched[p.SourceId], p, now, options)).ToList();
        if (NothingAnswers(open, watched.Count, now, options))
        {
            due = untold;
        }
        return new SourceNoticesDue(
            due,
            [.. periods.Where(p => p is { To: not null, NoticedAt: not null } && watched.ContainsKey(p.SourceId))],
            watched.Count
        );
    }

    /// <summary>How long this source may be blind before people are told.</summary>
    public static TimeSpan Patience(Source source, SourceNoticeOptions options)
    {
        var scaled = source.Health.Interval * options.Intervals;
        return scaled < options.After ? options.After
            : scaled > options.Longest ? options.Longest
            : scaled;
    }

    /// <summary>Gone for good needs no patience.</summary>
    private static bool IsDue(Source source, BlindNotice period, DateTimeOffset now, SourceNoticeOptions options) =>
        source.Health.RetiredAt is not null || now - period.From >= Patience(source, options);

    private static bool NothingAnswers(
        List<BlindNotice> open,
        int watched,
        DateTimeOffset now,
        SourceNoticeOptions options
    ) =>
        watched >= options.Together
        && open.Count(p => now - p.From >= options.AfterNothingAnswers) >= Math.Ceiling(watched * NearlyAll);
}
