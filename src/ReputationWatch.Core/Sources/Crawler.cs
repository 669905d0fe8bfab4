using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Sources;

public sealed record CrawlerOptions
{
    /// <summary>
    /// Names this process among those that share the store, and stays the same over its restarts, so that it finds what it left
    /// behind when it died.
    /// </summary>
    public string Owner { get; init; } = Environment.MachineName;

    /// <summary>Sources read at the same time.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>Of these, on one server: one is fetched while others are parsed and saved. The pause between them is the fetcher's.</summary>
    public int PerServer { get; init; } = 4;

    /// <summary>A source whose process died is free again after this.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A check goes on with the back-fill for this long, then leaves the rest to the next one.</summary>
    public TimeSpan BackfillSlice { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Items older than this are not fetched by a back-fill.</summary>
    public TimeSpan BackfillHorizon { get; init; } = TimeSpan.FromDays(400);

    /// <summary>What cannot work, each with how to mend it; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Parallel < 1 || PerServer < 1)
        {
            yield return "Crawler:Parallel and Crawler:PerServer must be at least 1; 32 and 4 are the defaults.";
        }
        if (Lease < TimeSpan.FromSeconds(10))
        {
            yield return "Crawler:Lease must be at least 00:00:10; 00:05:00 is the default.";
        }
    }
}

/// <summary>Takes due sources, reads them and saves what they brought. One slow or broken source delays no other.</summary>
public sealed class Crawler(
    ISourceStore sources,
    IMentionStore mentions,
    IEnumerable<ISourceReader> readers,
    Intake intake,
    SourceScheduleOptions schedule,
    CrawlerOptions options,
    IntakeStop stop,
    TimeProvider clock,
    ILogger<Crawler> log
)
{
    private readonly Dictionary<string, ISourceReader> _readers = readers.ToDictionary(r => r.Connector);
    private readonly CheckQueue _queue = new(options.Parallel, options.PerServer);
    private readonly Dictionary<Task, Source> _running = [];

    /// <summary>
    /// Crawls until nothing is due or <paramref name="atMost"/> has passed; sources still being read go on and are picked up by the
    /// next call. Returns how many checks ended. Not to be called concurrently.
    /// </summary>
    public async Task<long> RunAsync(TimeSpan atMost, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        long ended = 0;
        do
        {
            var taken = await LeaseDueAsync(cancel);
            Start(cancel);
            if (_queue.IsEmpty)
            {
                return ended;
            }
            ended += await CollectAsync(waitForSlot: taken == 0 || _queue.Wanted == 0, cancel);
        } while (clock.GetElapsedTime(started) < atMost);
        return ended;
    }

    /// <summary>To be called once at start: takes back the sources that a process of the same name held when it died.</summary>
    public Task RecoverAsync(CancellationToken cancel) => sources.ReleaseAsync(options.Owner, cancel);

    /// <summary>Whether no check is under way.</summary>
    public bool IsIdle => _queue.IsEmpty;

    /// <summary>Waits for the checks of all sources that were taken.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (!_queue.IsEmpty)
        {
            Start(cancel);
            await CollectAsync(waitForSlot: true, cancel);
        }
    }

    /// <summary>Checks one source now, whether due or not. Never throws for what the outside world does.</summary>
    public async Task<CheckOutcome> CheckAsync(Source source, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var (outcome, health, goesOn) = await CheckPageAsync(source, page: null, started, cancel);
        while (goesOn)
        {
            (_, health, goesOn) = await CheckPageAsync(
                source with
                {
                    Health = health,
                },
                health.BackfillPage,
                started,
                cancel
            );
        }
        return outcome;
    }

    /// <summary>Returns how many sources were taken that were not here already.</summary>
    private async Task<int> LeaseDueAsync(CancellationToken cancel)
    {
        if (_queue.Wanted is not (> 0 and var wanted) || stop.IsWaiting)
        {
            return 0;
        }
        if (stop.Since is not null && _queue.IsEmpty)
        {
            // What could not be saved is still held by this process; it is to be read again now, not when the lease has run out.
            await sources.ReleaseAsync(options.Owner, cancel);
        }
        var now = clock.GetUtcNow();
        var due = await sources.LeaseDueAsync(options.Owner, wanted, now, now + options.Lease, cancel);
        return due.Count(_queue.Add);
    }

    private void Start(CancellationToken cancel)
    {
        foreach (var source in _queue.Start())
        {
            _running.Add(RunOneAsync(source, cancel), source);
        }
    }

    private async Task RunOneAsync(Source source, CancellationToken cancel)
    {
        await Task.Yield();
        await CheckAsync(source, cancel);
    }

    /// <summary>Takes finished checks out, waiting up to a second for the first when asked to.</summary>
    private async Task<long> CollectAsync(bool waitForSlot, CancellationToken cancel)
    {
        if (waitForSlot)
        {
            await Task.WhenAny(Task.WhenAny(_running.Keys), Task.Delay(TimeSpan.FromSeconds(1), clock, cancel));
        }
        var finished = _running.Where(r => r.Key.IsCompleted).ToList();
        foreach (var (task, source) in finished)
        {
            _running.Remove(task);
            _queue.End(source);
            try
            {
                await task;
            }
            catch (StorageFullException failure)
            {
                log.LogCritical(failure, "The disk is full: sources wait until there is room again");
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Reading never throws; this is the store. The lease runs out and the source is tried again.
                log.LogError(failure, "A check could not be saved");
            }
        }
        return finished.Count;
    }

    private async Task<(CheckOutcome Outcome, SourceHealth Health, bool GoesOn)> CheckPageAsync(
        Source source,
        string? page,
        long checkStarted,
        CancellationToken cancel
    )
    {
        var startedAt = clock.GetUtcNow();
        var timer = Stopwatch.GetTimestamp();
        var reading = await ReadAsync(source, page, cancel);
        var now = clock.GetUtcNow();
        var elapsed = Stopwatch.GetElapsedTime(timer);
        var jitter = Random.Shared.NextDouble();
        var goesOn = false;
        var isSaved = true;
        IntakeResult result;
        try
        {
            result = await SaveAsync(source, reading, Conclude, page is null ? reading.MovedTo : null, cancel);
        }
        catch (StorageFullException)
        {
            stop.Begin();
            throw;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // Something in it cannot be taken in, or the store is in trouble; then this throws as well. A row must say so, or the
            // source would look healthy while it brings nothing.
            log.LogError(
                failure,
                "What source {SourceId} brought from {Page} could not be saved",
                source.Id,
                page ?? source.Url
            );
            reading = new SourceReading
            {
                Outcome = CheckOutcome.ConnectorFailed,
                Detail = failure.GetType().Name,
                OlderPage = reading.OlderPage,
            };
            isSaved = false;
            result = await SaveAsync(source, reading, Conclude, null, cancel);
        }
        log.LogInformation(
            "Source {SourceId} {Url}: {Outcome} {Status}, {Read} items read, {New} new mentions, {Unmatched} not asked for",
            source.Id,
            page ?? source.Url,
            reading.Outcome,
            reading.Status,
            reading.Items.Count,
            result.New,
            result.Unmatched
        );
        // A person may have ended the way back meanwhile.
        return (reading.Outcome, result.Health, goesOn && result.Health.BackfillPage is not null);

        CheckConclusion Conclude(int itemsNew)
        {
            var health = page is null
                ? SourceSchedule.After(source.Health, reading, itemsNew, now, jitter, schedule, source.Every)
                : source.Health with
                {
                    ItemsTotal = source.Health.ItemsTotal + itemsNew,
                };
            var (older, backfill) = page is null
                ? BackfillPlan.AfterCheck(source.Health, reading, itemsNew, now, options.BackfillHorizon)
                : BackfillPlan.AfterPage(page, source.Health.Backfill, reading, itemsNew, isSaved, now);
            health = health with { BackfillPage = older, Backfill = backfill };
            health = health with { NextCheckAt = NextCheck(health, page, reading, now) };
            var check = new SourceCheck(
                source.Id,
                startedAt,
                elapsed,
                reading.Outcome,
                reading.Status,
                reading.Detail,
                reading.Items.Count,
                itemsNew
            );
            // A page that leads to itself has failed and waits for the next check.
            goesOn =
                health.BackfillPage is { } next
                && next != page
                && clock.GetElapsedTime(checkStarted) < options.BackfillSlice;
            return new CheckConclusion(check, health, goesOn);
        }
    }

    /// <summary>Prepares and saves; when a topic changes in between, prepares again with the topics as they then are.</summary>
    private async Task<IntakeResult> SaveAsync(
        Source source,
        SourceReading reading,
        Func<int, CheckConclusion> conclude,
        string? movedTo,
        CancellationToken cancel
    )
    {
        while (true)
        {
            var prepared = await intake.PrepareAsync(source, reading.Items, cancel);
            try
            {
                var saved = await mentions.SaveAsync(
                    new IntakeBatch(source.Id, prepared.Items, conclude, movedTo, prepared.TopicsRevision),
                    cancel
                );
                stop.End();
                return saved;
            }
            catch (TopicsChangedException)
            {
                log.LogInformation(
                    "Topics changed while source {SourceId} was read; matching its items again",
                    source.Id
                );
            }
        }
    }

    private async Task<SourceReading> ReadAsync(Source source, string? page, CancellationToken cancel)
    {
        if (!_readers.TryGetValue(source.Connector, out var reader))
        {
            return new SourceReading { Outcome = CheckOutcome.ConnectorFailed, Detail = source.Connector };
        }
        try
        {
            return await reader.ReadAsync(new SourceReadRequest(source, page), cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failure, "Connector {Connector} failed on source {SourceId}", source.Connector, source.Id);
            return new SourceReading { Outcome = CheckOutcome.ConnectorFailed, Detail = failure.GetType().Name };
        }
    }

    /// <summary>
    /// A source with a back-fill under way stays due, so that a process that dies takes it up again at its start; a page that
    /// failed waits a little, and when all is read the source's own pace begins.
    /// </summary>
    private DateTimeOffset NextCheck(SourceHealth health, string? page, SourceReading reading, DateTimeOffset now) =>
        (page, health.BackfillPage) switch
        {
            (null, null) => health.NextCheckAt,
            (null, _) => reading.Outcome.IsSuccess() ? now : health.NextCheckAt,
            (_, null) => (health.LastCheckedAt ?? now) + health.Interval,
            var (read, older) when read == older => now
                + (reading.RetryAfter ?? schedule.Pause(health.Backfill?.Failures ?? 1)),
            _ => now,
        };
}
