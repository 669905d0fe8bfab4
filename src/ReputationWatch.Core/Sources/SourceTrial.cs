using Microsoft.Extensions.Logging;

namespace ReputationWatch.Core.Sources;

/// <summary>Reads a source's first page as a check would, and saves nothing.</summary>
public sealed class SourceTrial(IEnumerable<ISourceReader> readers, ILogger<SourceTrial> log)
{
    /// <summary>Somebody is waiting for it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    private readonly Dictionary<string, ISourceReader> _readers = readers.ToDictionary(r => r.Connector);

    public bool Knows(string connector) => _readers.ContainsKey(connector);

    /// <summary>Never throws for what the outside world does.</summary>
    public async Task<SourceReading> ReadAsync(Source source, CancellationToken cancel)
    {
        if (!_readers.TryGetValue(source.Connector, out var reader))
        {
            return new SourceReading { Outcome = CheckOutcome.ConnectorFailed, Detail = source.Connector };
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Longest);
        try
        {
            // Without validators: a trial wants to see the items, not that they are unchanged.
            var fresh = source with
            {
                Health = source.Health with { ETag = null, LastModified = null },
            };
            return await reader.ReadAsync(new SourceReadRequest(fresh), patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SourceReading { Outcome = CheckOutcome.TimedOut };
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failure, "Connector {Connector} failed in a trial", source.Connector);
            return new SourceReading { Outcome = CheckOutcome.ConnectorFailed, Detail = failure.GetType().Name };
        }
    }
}
