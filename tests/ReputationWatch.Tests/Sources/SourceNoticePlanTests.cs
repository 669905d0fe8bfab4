using ReputationWatch.Core.Sources;

namespace ReputationWatch.Tests.Sources;

public sealed class SourceNoticePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly SourceNoticeOptions Options = new();

    private static Source Watched(long id, TimeSpan? interval = null, bool enabled = true, bool gone = false) =>
        new()
        {
            Id = id,
            Name = $"S{id}",
            Url = $"https://s{id}.example/",
            Connector = "feed",
            Enabled = enabled,
            CreatedAt = Now.AddDays(-9),
            Health = new SourceHealth
            {
                Outcome = CheckOutcome.TimedOut,
                Interval = interval ?? TimeSpan.FromMinutes(15),
                RetiredAt = gone ? Now : null,
            },
        };

    private static BlindNotice Blind(long id, TimeSpan ago, bool told = false, TimeSpan? ended = null) =>
        new(id, Now - ago, ended is { } e ? Now - e : null, told ? Now - ago : null);

    private static IEnumerable<long> Failed(IReadOnlyList<Source> sources, params BlindNotice[] periods) =>
        SourceNoticePlan.Decide(sources, periods, Now, Options).Failed.Select(p => p.SourceId);

    [Theory]
    [InlineData(15, 170, false)]
    [InlineData(15, 180, true)]
    [InlineData(24 * 60, 180, false)]
    [InlineData(24 * 60, 2 * 24 * 60, true)]
    public void Decide_ABlindSource_IsToldOfWhenItsOwnPaceSaysSo(int intervalMinutes, int blindMinutes, bool told) =>
        Assert.Equal(
            told ? [1L] : [],
            Failed([Watched(1, TimeSpan.FromMinutes(intervalMinutes))], Blind(1, TimeSpan.FromMinutes(blindMinutes)))
        );

    [Fact]
    public void Decide_OneThatWasToldOf_IsNotToldAgain() =>
        Assert.Empty(Failed([Watched(1)], Blind(1, TimeSpan.FromDays(3), told: true)));

    [Fact]
    public void Decide_GoneForGood_IsToldAtOnce() =>
        Assert.Equal([1L], Failed([Watched(1, gone: true)], Blind(1, TimeSpan.Zero)));

    [Fact]
    public void Decide_APausedSource_ConcernsNobody() =>
        Assert.Empty(Failed([Watched(1, enabled: false)], Blind(1, TimeSpan.FromDays(3))));

    [Fact]
    public void Decide_NothingAnswers_IsToldOfAllBeforeEachWouldBe() =>
        Assert.Equal(
            [1L, 2, 3, 4, 5],
            Failed(
                [.. Enumerable.Range(1, 5).Select(i => Watched(i))],
                [.. Enumerable.Range(1, 5).Select(i => Blind(i, TimeSpan.FromMinutes(21)))]
            )
        );

    [Fact]
    public void Decide_OneOfThemStillAnswers_TheOthersHaveTheirTime() =>
        Assert.Empty(
            Failed(
                [.. Enumerable.Range(1, 6).Select(i => Watched(i))],
                [.. Enumerable.Range(1, 5).Select(i => Blind(i, TimeSpan.FromMinutes(21)))]
            )
        );

    [Fact]
    public void Decide_ReadableAgain_IsToldOnlyToThoseWhoWereTold()
    {
        var due = SourceNoticePlan.Decide(
            [Watched(1), Watched(2)],
            [
                Blind(1, TimeSpan.FromDays(1), told: true, ended: TimeSpan.FromHours(1)),
                Blind(2, TimeSpan.FromHours(1), ended: TimeSpan.Zero),
            ],
            Now,
            Options
        );

        Assert.Equal([1L], due.Restored.Select(p => p.SourceId));
        Assert.Empty(due.Failed);
    }

    [Fact]
    public void Group_WrittenAndRead_IsTheSame()
    {
        var group = SourceGroup.Read(SourceGroup.Write(42, [.. Enumerable.Range(1, 40).Select(i => (long)i)]))!;

        Assert.Equal((40, 42), (group.Count, group.Watched));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9, 10], group.Ids);
    }
}
