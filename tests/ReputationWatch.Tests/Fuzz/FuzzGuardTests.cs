using System.Text;

namespace ReputationWatch.Tests.Fuzz;

/// <summary>A guard that lets everything pass would look just as green.</summary>
[Collection(nameof(ParserFuzzTests))]
public sealed class FuzzGuardTests
{
    private static string? FailureOf(Action<byte[]> read) =>
        Record.Exception(() => FuzzGuard.Hold([new("it", read)], Encoding.UTF8.GetBytes("x"), "an input"))?.Message;

    [Fact]
    public void Hold_ParserThatThrows_NamesItAndItsInput() =>
        Assert.Contains(
            "it threw on an input",
            FailureOf(_ => throw new InvalidOperationException("why")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Hold_ParserThatComputesTooLong_SaysHowLong() =>
        Assert.Contains("it took 2", FailureOf(_ => Compute()), StringComparison.Ordinal);

    [Fact]
    public void Hold_ParserThatHoldsTooMuch_SaysHowMuch() =>
        Assert.Contains(
            "it held",
            FailureOf(_ => Fill(times: 1, FuzzGuard.MostMemory + 1024 * 1024)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Hold_ParserThatAllocatesMuchAndHoldsLittle_IsGood() =>
        Assert.Null(FailureOf(_ => Fill(times: 700, 1024 * 1024)));

    private static void Compute()
    {
        var start = FuzzGuard.ProcessorTime();
        while (FuzzGuard.ProcessorTime() - start <= FuzzGuard.MostTime + TimeSpan.FromMilliseconds(100)) { }
    }

    /// <summary>The last one is held long enough to be seen.</summary>
    private static void Fill(int times, long bytes)
    {
        byte[] held = [];
        for (; times > 0; times--)
        {
            held = new byte[bytes];
        }
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromMilliseconds(200));
        GC.KeepAlive(held);
    }
}
