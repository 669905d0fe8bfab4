using ReputationWatch.Core.Sources;

namespace ReputationWatch.Tests.Sources;

public sealed class CheckQueueTests
{
    private static Source At(long id, string url) =>
        new()
        {
            Id = id,
            Name = url,
            Url = url,
            Connector = "feed",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private static IEnumerable<long> Ids(IEnumerable<Source> sources) => sources.Select(s => s.Id);

    [Fact]
    public void Start_ManySourcesOfOneServer_LeavesSlotsToOthers()
    {
        var queue = new CheckQueue(parallel: 10, perServer: 2);
        for (var id = 1; id <= 5; id++)
        {
            queue.Add(At(id, $"https://slow.example/{id}"));
        }
        queue.Add(At(6, "https://quick.example/"));

        Assert.Equal([1L, 2, 6], Ids(queue.Start()));
        Assert.Equal(7, queue.Wanted);
        Assert.Empty(queue.Start());
    }

    [Fact]
    public void End_OneOfABusyServer_LetsItsNextOneStart()
    {
        var queue = new CheckQueue(parallel: 10, perServer: 1);
        queue.Add(At(1, "https://a.example/1"));
        queue.Add(At(2, "https://A.example/2"));
        var first = Assert.Single(queue.Start());

        queue.End(first);

        Assert.Equal([2L], Ids(queue.Start()));
        queue.End(At(2, "https://A.example/2"));
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void Add_ASourceThatIsHere_TakesItOnce()
    {
        var queue = new CheckQueue(parallel: 2, perServer: 1);

        Assert.True(queue.Add(At(1, "https://a.example/")));
        Assert.False(queue.Add(At(1, "https://a.example/")));
        Assert.Single(queue.Start());
        Assert.False(queue.Add(At(1, "https://a.example/")));
        queue.End(At(1, "https://a.example/"));
        Assert.True(queue.Add(At(1, "https://a.example/")));
    }

    [Fact]
    public void Add_ASourceWhoseCheckEndedUnnoticed_RunsItAgain()
    {
        var queue = new CheckQueue(parallel: 5, perServer: 5);
        var first = At(1, "https://a.example/");
        queue.Add(first);
        queue.Start();

        Assert.True(queue.Add(first with { Health = new SourceHealth { ConsecutiveFailures = 1 } }));
        Assert.Empty(queue.Start());
        queue.End(first);

        Assert.Equal(1, Assert.Single(queue.Start()).Health.ConsecutiveFailures);
    }

    [Fact]
    public void Wanted_AllSlotsBusy_IsNothing()
    {
        var queue = new CheckQueue(parallel: 1, perServer: 1);
        queue.Add(At(1, "no address"));
        queue.Start();

        Assert.Equal(0, queue.Wanted);
    }
}
