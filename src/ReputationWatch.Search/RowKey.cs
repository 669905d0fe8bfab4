using ReputationWatch.Core.Search;

namespace ReputationWatch.Search;

/// <summary>
/// The place of a mention in every list: publication second, then mention id. In the embedded index it is the row id, so the
/// newest matches come first without sorting, a period is a range, and the id needs no look-up.
/// </summary>
internal static class RowKey
{
    public const long MaxId = int.MaxValue;
    private const int IdBits = 31;

    public static long Of(uint second, long id) => ((long)second << IdBits) | id;

    /// <exception cref="ArgumentException">The id is beyond what a row holds.</exception>
    public static long Of(IndexDocument document) =>
        document.Id is > 0 and <= MaxId
            ? Of(SecondOf(document.PublishedAt), document.Id)
            : throw new ArgumentException($"Mention ids go from 1 to {MaxId}; {document.Id} does not fit the index.");

    public static long Id(long row) => row & MaxId;

    public static uint Second(long row) => (uint)(row >> IdBits);

    /// <summary>The least row of an instant.</summary>
    public static long Floor(DateTimeOffset at) => Of(SecondOf(at), 0);

    /// <summary>The least row after a period: an end inside a second takes the whole second in.</summary>
    public static long Ceiling(DateTimeOffset to) =>
        Floor(
            to.Ticks % TimeSpan.TicksPerSecond == 0 || to > DateTimeOffset.MaxValue.AddSeconds(-1)
                ? to
                : to.AddSeconds(1)
        );

    /// <summary>Whole seconds since 1970, from 1 (0 says "no such mention") to 2106.</summary>
    public static uint SecondOf(DateTimeOffset at) => (uint)Math.Clamp(at.ToUnixTimeSeconds(), 1, uint.MaxValue);

    public static DateTimeOffset Instant(long row) => DateTimeOffset.FromUnixTimeSeconds(Second(row));
}
