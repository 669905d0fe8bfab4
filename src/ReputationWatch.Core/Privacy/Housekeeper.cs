using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Privacy;

/// <summary>Forgets what is past its time and trims what only the program itself needs, in small steps beside live traffic.</summary>
public sealed class Housekeeper(
    IRetentionStore store,
    ISettingsStore settings,
    TimeProvider clock,
    ILogger<Housekeeper> log
)
{
    /// <summary>Each mention is a dozen rows: with this many the intake waits for some hundredths of a second.</summary>
    private const int Slice = 100;
    private const int LightSlice = 1000;

    /// <summary>A follower can be away for this many changes before it has to build its index anew.</summary>
    private const long KeptChanges = 500_000;
    private const int KeptRunsPerJob = 1000;

    /// <summary>Copies are looked for a month around a text, and back-fills reach back little more than a year.</summary>
    private static readonly TimeSpan ComparedFor = TimeSpan.FromDays(450);

    /// <summary>Lets others at the lock between two slices.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>Works for at most about <paramref name="atMost"/>; the next call goes on. Returns how many rows went.</summary>
    public async Task<long> RunAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        bool HasTime() => clock.GetElapsedTime(started) < atMost;
        var kept = RetentionSettings.Read(await settings.GetAsync(RetentionSettings.Key, cancel));
        long gone = 0;
        foreach (var (kind, before) in kept.Limits(clock.GetUtcNow()))
        {
            var slice = kind is RetentionKind.Mentions ? Slice : LightSlice;
            var forgotten = await RepeatAsync(c => store.ForgetAsync(kind, before, slice, c), HasTime, cancel);
            if (forgotten > 0)
            {
                log.LogInformation("Forgot {Count} rows of {Kind} from before {Before}", forgotten, kind, before);
            }
            gone += forgotten;
        }
        gone += await store.TrimJobRunsAsync(KeptRunsPerJob, cancel);
        gone += await RepeatAsync(c => store.TrimOutboxAsync(KeptChanges, LightSlice, c), HasTime, cancel);
        var compared = clock.GetUtcNow() - ComparedFor;
        return gone + await RepeatAsync(c => store.TrimSketchesAsync(compared, LightSlice, c), HasTime, cancel);
    }

    private async Task<long> RepeatAsync(
        Func<CancellationToken, Task<int>> forget,
        Func<bool> hasTime,
        CancellationToken cancel
    )
    {
        long gone = 0;
        while (hasTime() && await forget(cancel) is > 0 and var slice)
        {
            gone += slice;
            await Task.Delay(Breath, clock, cancel);
        }
        return gone;
    }
}
