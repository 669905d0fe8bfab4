using System.Globalization;

namespace ReputationWatch.Tests.Fuzz;

/// <summary>One parser, and what it is called in a failure.</summary>
internal sealed record FuzzedParser(string Name, Action<byte[]> Read);

/// <summary>
/// Holds parsers to three promises, whatever the bytes: no exception leaves them, no input costs one of them more than
/// <see cref="MostTime"/>, none makes the heap grow by more than <see cref="MostMemory"/>.
/// </summary>
/// <remarks>
/// Time is processor time of the thread that parses, so that a busy machine fails nothing; only what never comes back is told by
/// the clock on the wall. Memory: what a thread allocates in all is more than it can hold at once, so that an input below the
/// limit is good without a further look. One above it is read again, alone, while the heap is sampled. A heap that grew beyond the
/// limit is collected before it counts: garbage, of this parser or of tests beside it, is what a machine gets back when it is short.
/// </remarks>
internal static class FuzzGuard
{
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);
    public const long MostMemory = 600L * 1024 * 1024;

    private static readonly TimeSpan NeverBack = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromMilliseconds(2);

    /// <summary>Readers parse side by side; the writer is the one whose memory is measured.</summary>
    private static readonly ReaderWriterLockSlim Alone = new();

    /// <param name="input">Names the input in a failure: the sample and its seed bring it back.</param>
    public static void Hold(IReadOnlyList<FuzzedParser> parsers, byte[] bytes, string input)
    {
        var costly = new List<FuzzedParser>();
        Alone.EnterReadLock();
        try
        {
            OnAThread(parsers, bytes, input, costly);
        }
        finally
        {
            Alone.ExitReadLock();
        }
        foreach (var parser in costly)
        {
            HoldMemory(parser, bytes, input);
        }
    }

    private static void OnAThread(
        IReadOnlyList<FuzzedParser> parsers,
        byte[] bytes,
        string input,
        List<FuzzedParser> costly
    )
    {
        string? failure = null;
        var reading = "";
        var thread = new Thread(() =>
        {
            foreach (var parser in parsers)
            {
                Volatile.Write(ref reading, parser.Name);
                var (time, allocated) = (ProcessorTime(), GC.GetAllocatedBytesForCurrentThread());
                if (Record.Exception(() => parser.Read(bytes)) is { } thrown)
                {
                    failure = $"{parser.Name} threw on {input}: {thrown}";
                    return;
                }
                if (ProcessorTime() - time is var spent && spent > MostTime)
                {
                    failure = $"{parser.Name} took {spent.TotalSeconds:0.0} s of processor time on {input}";
                    return;
                }
                if (GC.GetAllocatedBytesForCurrentThread() - allocated > MostMemory)
                {
                    costly.Add(parser);
                }
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(NeverBack), $"{Volatile.Read(ref reading)} does not come back from {input}");
        Assert.True(failure is null, failure);
    }

    private static void HoldMemory(FuzzedParser parser, byte[] bytes, string input)
    {
        Alone.EnterWriteLock();
        try
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var most = before;
            var thread = new Thread(() => parser.Read(bytes)) { IsBackground = true };
            thread.Start();
            while (!thread.Join(BetweenSamples))
            {
                var isSuspect = GC.GetTotalMemory(forceFullCollection: false) - before > MostMemory;
                most = isSuspect ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
            }
            Assert.True(
                most - before <= MostMemory,
                $"{parser.Name} held {(most - before) / (1024 * 1024)} MiB on {input}"
            );
        }
        finally
        {
            Alone.ExitWriteLock();
        }
    }

    /// <summary>Of this thread. Where the system does not tell (it is not Linux), the clock on the wall, patiently.</summary>
    public static TimeSpan ProcessorTime()
    {
        const string Self = "/proc/thread-self/stat";
        if (!File.Exists(Self))
        {
            return TimeSpan.FromMilliseconds(Environment.TickCount64 / 10.0);
        }
        // The name in parentheses may hold spaces; user and system time are the 14th and 15th field (proc(5)), in hundredths.
        var stat = File.ReadAllText(Self);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (Ticks(fields[11]) + Ticks(fields[12])));
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
