using ReputationWatch.Core.Cases;
using ReputationWatch.Storage.Cases;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

/// <summary>A page of the inbox is read off an index in its order: it must not get slower as the inbox grows.</summary>
public sealed class InboxPlanTests : StorageContract<SqliteEngine>
{
    [Theory]
    [InlineData(InboxView.ToHandle, 0)]
    [InlineData(InboxView.Unassigned, 0)]
    [InlineData(InboxView.Mine, 0)]
    [InlineData(InboxView.Overdue, 0)]
    [InlineData(InboxView.Closed, 0)]
    [InlineData(InboxView.All, 0)]
    [InlineData(InboxView.ToHandle, 1)]
    [InlineData(InboxView.ToHandle, 2)]
    [InlineData(InboxView.All, 1)]
    public async Task Page_OfAView_IsNotSorted(InboxView view, int topics)
    {
        var filter = new CaseFilter
        {
            View = view,
            UserId = 1,
            Now = Now,
            TopicIds = [.. Enumerable.Range(1, topics).Select(i => (long)i)],
        };

        var plan = await Stores.Database.ReadAsync(
            async s =>
                (
                    await s.ListAsync<PlanRow>(
                        "explain query plan " + CasePageQuery.PageSql(filter),
                        CasePageQuery.Parameters(s, filter),
                        Cancel
                    )
                ).Select(r => r.Detail),
            Cancel
        );

        Assert.DoesNotContain(plan, step => step.Contains("ORDER BY", StringComparison.Ordinal));
    }

    private sealed record PlanRow
    {
        public required string Detail { get; init; }
    }
}
