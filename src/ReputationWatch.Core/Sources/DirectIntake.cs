using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Core.Sources;

/// <summary>Takes in what is delivered to us (files, an inbound address) the way of what is fetched: matched, scored, saved durably.</summary>
public sealed class DirectIntake(IMentionStore mentions, Intake intake, TimeProvider clock, ILogger<DirectIntake> log)
{
    /// <summary>Connectors whose sources are not fetched.</summary>
    public const string ImportConnector = "import";
    public const string InboundConnector = "inbound";

    /// <summary>When such a source is due: never.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool IsDelivered(Source source) => source.Connector is ImportConnector or InboundConnector;

    /// <summary>When this returns, everything is durable. Items known already are recognised.</summary>
    public async Task<IntakeResult> TakeAsync(Source source, IReadOnlyList<RawItem> items, CancellationToken cancel)
    {
        var started = clock.GetUtcNow();
        var timer = clock.GetTimestamp();
        while (true)
        {
            var prepared = await intake.PrepareAsync(source, items, cancel);
            try
            {
                return await mentions.SaveAsync(
                    new IntakeBatch(source.Id, prepared.Items, Conclude, null, prepared.TopicsRevision),
                    cancel
                );
            }
            catch (TopicsChangedException)
            {
                log.LogInformation(
                    "Topics changed while items of source {SourceId} were taken in; matching again",
                    source.Id
                );
            }
        }

        CheckConclusion Conclude(int itemsNew) =>
            new(
                new SourceCheck(
                    source.Id,
                    started,
                    clock.GetElapsedTime(timer),
                    itemsNew > 0 ? CheckOutcome.NewItems : CheckOutcome.NothingNew,
                    null,
                    null,
                    items.Count,
                    itemsNew
                ),
                After(source.Health, itemsNew, started)
            );
    }

    private static SourceHealth After(SourceHealth before, int itemsNew, DateTimeOffset now) =>
        before with
        {
            NextCheckAt = Never,
            LastCheckedAt = now,
            LastSuccessAt = now,
            LastNewItemAt = itemsNew > 0 ? now : before.LastNewItemAt,
            Outcome = itemsNew > 0 ? CheckOutcome.NewItems : CheckOutcome.NothingNew,
            ItemsTotal = before.ItemsTotal + itemsNew,
        };
}

/// <summary>A source that waits for what is delivered has nothing to fetch.</summary>
public sealed class DeliveredSourceReader(string connector) : ISourceReader
{
    public string Connector => connector;

    public Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel) =>
        Task.FromResult(new SourceReading { Outcome = CheckOutcome.NothingNew });
}
