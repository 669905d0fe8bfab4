using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ReputationWatch.App.Commands.Bench.Filling;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Commands.Bench;

/// <summary>
/// <c>bench intake</c>: generated items by the way that crawled ones take: normalise, score, match, fingerprint, save with counts,
/// cases and outbox, and the embedded index following behind.
/// </summary>
internal sealed class BenchIntake
{
    private const int Readers = 2;
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    private readonly BenchClock _clock = new(Start);
    private readonly GeneratedItems _items = new(Start, Apart);
    private readonly BenchStore _store;
    private readonly int _batch;
    private int _next;
    private long _saved;
    private long _preparing;
    private long _saving;
    private long _following;
    private volatile bool _ended;

    private BenchIntake(BenchStore store, BenchClock clock, int batch)
    {
        _store = store;
        _clock = clock;
        _batch = batch;
    }

    public static Command Create()
    {
        var mentions = new Option<int>("--mentions") { Description = "Items.", DefaultValueFactory = _ => 1_000_000 };
        var batch = new Option<int>("--batch")
        {
            Description = "Items of one check.",
            DefaultValueFactory = _ => 1_000,
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Folder to fill; a temporary one when not given.",
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the folder's files there." };
        var postgresql = new Option<string?>("--postgresql")
        {
            Description = "Connection string of an empty database.",
        };
        var command = new Command("intake", "Take generated items in through the whole pipeline.")
        {
            mentions,
            batch,
            data,
            keep,
            postgresql,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                using var folder = new BenchFolder(parsed.GetValue(data), parsed.GetValue(keep));
                var clock = new BenchClock(Start);
                await using var store = await BenchStore.OpenAsync(
                    folder.Path,
                    parsed.GetValue(postgresql),
                    clock,
                    cancel
                );
                await new BenchIntake(store, clock, parsed.GetValue(batch)).RunAsync(parsed.GetValue(mentions), cancel);
            }
        );
        return command;
    }

    private async Task RunAsync(int count, CancellationToken cancel)
    {
        Print($"making an item alone: {GenerationCost():F1} µs of processor time (part of the figures below)");
        const int million = 1_000_000;
        for (var from = 0; from < count; from += million)
        {
            var part = Math.Min(million, count - from);
            await RunPartAsync(from, part, cancel);
        }
    }

    private async Task RunPartAsync(int from, int count, CancellationToken cancel)
    {
        _next = from;
        _ended = false;
        (_saved, _preparing, _saving, _following) = (0, 0, 0, 0);
        var cpu = CpuTime();
        var (made, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        var clock = Stopwatch.StartNew();
        var following = Task.Run(() => FollowAsync(cancel), cancel);
        await Task.WhenAll(
            Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(from + count, cancel), cancel))
        );
        var saved = clock.Elapsed;
        _ended = true;
        await following;
        Report(count, clock.Elapsed, saved, CpuTime() - cpu);
        Print(
            $"  garbage {(GC.GetTotalAllocatedBytes() - made) / count / 1024.0:F1} KiB an item, collecting it stopped everything for {(GC.GetTotalPauseDuration() - paused) / clock.Elapsed:P1} of the time"
        );
    }

    private void Report(int count, TimeSpan all, TimeSpan saved, TimeSpan cpu)
    {
        Print(
            $"{count:N0} items: {count / all.TotalSeconds:N0} a second until searchable ({count / saved.TotalSeconds:N0} until saved), {cpu.TotalMicroseconds / count:F1} µs of processor time each"
        );
        Print(
            $"  elapsed in parts, each item: prepare {Micros(_preparing, count):F1} µs, save with waiting for the turn {Micros(_saving, count):F1} µs, index {Micros(_following, count):F1} µs"
        );
        Print(
            $"  memory at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, managed {GC.GetTotalMemory(false) >> 20} MiB, {GC.CollectionCount(2)} full collections; on disk {_store.Bytes >> 20} MiB, {(double)_store.Bytes / (_next):F0} bytes an item"
        );
    }

    private async Task ReadAsync(int until, CancellationToken cancel)
    {
        while (Interlocked.Add(ref _next, _batch) is var end && end - _batch < until)
        {
            var (from, to) = (end - _batch, Math.Min(end, until));
            var source = _store.All[from / _batch % _store.All.Count];
            _clock.MoveTo(_items.TimeOf(to));
            var started = Stopwatch.GetTimestamp();
            var raw = Enumerable.Range(from, to - from).Select(i => _items.Item(i, (int)source.Id)).ToList();
            var prepared = await _store.Intake.PrepareAsync(source, raw, cancel);
            var ready = Stopwatch.GetTimestamp();
            var batch = new IntakeBatch(
                source.Id,
                prepared.Items,
                n => Conclude(source, raw.Count, n),
                null,
                prepared.TopicsRevision
            );
            var result = await _store.Mentions.SaveAsync(batch, cancel);
            Interlocked.Add(ref _saved, result.New);
            Interlocked.Add(ref _preparing, ready - started);
            Interlocked.Add(ref _saving, Stopwatch.GetTimestamp() - ready);
        }
        Interlocked.Exchange(ref _next, until);
    }

    private CheckConclusion Conclude(Source source, int read, int added)
    {
        var now = _clock.GetUtcNow();
        return new CheckConclusion(
            new SourceCheck(source.Id, now, TimeSpan.FromSeconds(1), CheckOutcome.NewItems, 200, null, read, added),
            source.Health with
            {
                LastSuccessAt = now,
                Outcome = CheckOutcome.NewItems,
            }
        );
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        while (true)
        {
            var last = _ended;
            var started = Stopwatch.GetTimestamp();
            var done = await _store.Follower.CatchUpAsync(cancel);
            _following += Stopwatch.GetTimestamp() - started;
            if (last)
            {
                return;
            }
            if (done == 0)
            {
                await Task.Delay(20, cancel);
            }
        }
    }

    private double GenerationCost()
    {
        const int some = 20_000;
        for (var i = 0; i < some; i++)
        {
            _items.Item(i, 1);
        }
        var cpu = CpuTime();
        for (var i = 0; i < some; i++)
        {
            _items.Item(i, 1);
        }
        return (CpuTime() - cpu).TotalMicroseconds / some;
    }

    private static double Micros(long ticks, int count) => Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds / count;

    private static TimeSpan CpuTime() => Process.GetCurrentProcess().TotalProcessorTime;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
