using ReputationWatch.Core.Cases;

namespace ReputationWatch.Tests.Cases;

public sealed class CaseRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly Case Fresh = new() { MentionId = 7, OpenedAt = Now.AddHours(-1) };

    [Fact]
    public void Assign_ANewCase_OpensItAndCountsAsFirstAction()
    {
        var (after, trace) = CaseRules.Apply(Fresh, new CaseAction.Assign(3), 1, Now);

        Assert.Equal(CaseStatus.Open, after.Status);
        Assert.Equal(3, after.AssigneeId);
        Assert.Equal(Now, after.FirstActionAt);
        Assert.Equal(1, after.Version);
        Assert.Equal((CaseEventKind.Assigned, "3"), (trace!.Kind, trace.To));
    }

    [Fact]
    public void Apply_WhatIsSoAlready_ChangesNothing()
    {
        var (after, trace) = CaseRules.Apply(Fresh, new CaseAction.SetStatus(CaseStatus.New), 1, Now);

        Assert.Equal(Fresh, after);
        Assert.Null(trace);
    }

    [Fact]
    public void Resolve_ThenReopen_ForgetsTheClosing()
    {
        var (resolved, _) = CaseRules.Apply(Fresh, new CaseAction.SetStatus(CaseStatus.Resolved), 1, Now);
        var (reopened, _) = CaseRules.Apply(resolved, new CaseAction.SetStatus(CaseStatus.Open), 1, Now.AddHours(1));

        Assert.True(resolved.IsClosed);
        Assert.Equal(Now, resolved.ClosedAt);
        Assert.Null(reopened.ClosedAt);
        Assert.Equal(Now, reopened.FirstActionAt);
    }

    [Fact]
    public void Note_Twice_LeavesTwoTraces()
    {
        var (noted, first) = CaseRules.Apply(Fresh, new CaseAction.AddNote("called them"), 1, Now);
        var (_, second) = CaseRules.Apply(noted, new CaseAction.AddNote("called them"), 1, Now);

        Assert.Equal("called them", first!.Note);
        Assert.NotNull(second);
    }
}
