using ReputationWatch.Core.Health;

namespace ReputationWatch.Tests.Health;

public sealed class HealthChecksTests
{
    private const long Gibibyte = 1L << 30;
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly HealthFacts AllWell = new() { IntegrityCheckedAt = Now.AddDays(-1) };

    private static HealthFinding On(HealthSubject subject, HealthFacts facts) =>
        Assert.Single(HealthChecks.Judge(facts, Now), f => f.Subject == subject);

    [Fact]
    public void Judge_AllWell_IsGoodOnEverySubject()
    {
        var findings = HealthChecks.Judge(AllWell, Now);

        Assert.Equal(Enum.GetValues<HealthSubject>().Order(), findings.Select(f => f.Subject).Order());
        Assert.Equal(HealthState.Good, HealthChecks.Worst(findings));
    }

    [Theory]
    [InlineData(0, HealthState.Good)]
    [InlineData(1, HealthState.Warning)]
    [InlineData(3, HealthState.Bad)]
    public void Judge_BlindSources_AreBadWhenTheyAreMost(int blind, HealthState state)
    {
        var facts = AllWell with { Sources = 4, BlindSources = [.. Enumerable.Range(0, blind).Select(i => $"s{i}")] };

        Assert.Equal(
            (state, blind),
            (On(HealthSubject.Sources, facts).State, (int)On(HealthSubject.Sources, facts).Number)
        );
    }

    [Theory]
    [InlineData(null, HealthState.Bad)]
    [InlineData(20_000L, HealthState.Good)]
    [InlineData(20_001L, HealthState.Warning)]
    public void Judge_Index_ByItsLag(long? behind, HealthState state) =>
        Assert.Equal(state, On(HealthSubject.Index, AllWell with { IndexBehind = behind }).State);

    [Theory]
    [InlineData(500, 100, HealthState.Good)]
    [InlineData(4000, 100, HealthState.Good)]
    [InlineData(500, 20, HealthState.Warning)]
    [InlineData(500, 2, HealthState.Bad)]
    [InlineData(20, 2, HealthState.Warning)]
    [InlineData(20, 0, HealthState.Bad)]
    public void Judge_Disk_ByRoomAndShare(long size, long free, HealthState state) =>
        Assert.Equal(
            state,
            On(HealthSubject.Disk, AllWell with { DiskSize = size * Gibibyte, DiskFree = free * Gibibyte }).State
        );

    [Fact]
    public void Judge_IntegrityNeverOrLongAgo_IsAWarning_ProblemsAreBad()
    {
        Assert.Equal(HealthState.Warning, On(HealthSubject.Integrity, new HealthFacts()).State);
        Assert.Equal(
            HealthState.Warning,
            On(HealthSubject.Integrity, AllWell with { IntegrityCheckedAt = Now.AddDays(-36) }).State
        );
        Assert.Equal(HealthState.Bad, On(HealthSubject.Integrity, AllWell with { IntegrityProblems = 1 }).State);
    }

    [Fact]
    public void Judge_ClusterWithoutWorkers_IsBad()
    {
        Assert.Equal(HealthState.Bad, On(HealthSubject.Processes, AllWell with { Workers = 0 }).State);
        Assert.Equal(HealthState.Good, On(HealthSubject.Processes, AllWell with { Workers = 2 }).State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x|1")]
    [InlineData("1|2|3")]
    public void IntegrityNote_WhatMakesNoSense_IsNone(string? text) => Assert.Null(IntegrityNote.Read(text));

    [Fact]
    public void IntegrityNote_WhatWasWritten_IsTheSame() =>
        Assert.Equal(new IntegrityNote(Now, 3), IntegrityNote.Read(new IntegrityNote(Now, 3).Write()));
}
