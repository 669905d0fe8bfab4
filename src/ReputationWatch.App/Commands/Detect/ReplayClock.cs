namespace ReputationWatch.App.Commands.Detect;

/// <summary>A clock that follows the times of collection in steps of five minutes and never goes back.</summary>
internal sealed class ReplayClock
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private DateTimeOffset? _next;

    public DateTimeOffset Start { get; private set; }

    /// <summary>The evaluations due before a row collected at <paramref name="seen"/> is known.</summary>
    public IEnumerable<DateTimeOffset> TicksBefore(DateTimeOffset seen)
    {
        if (_next is null)
        {
            Start = new DateTimeOffset(seen.Ticks - (seen.Ticks % Step.Ticks), TimeSpan.Zero);
            _next = Start + Step;
        }
        for (; _next < seen; _next += Step)
        {
            yield return _next.Value;
        }
    }

    public IEnumerable<DateTimeOffset> LastTick() => _next is { } next ? [next] : [];
}
