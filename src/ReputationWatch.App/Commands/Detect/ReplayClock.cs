namespace ReputationWatch.App.Commands.Detect;

/// <summary>A clock that follows the times of collection in steps of five minutes and never goes back.</summary>
internal sealed class ReplayClock
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>In a longer silence nothing can happen any more: every episode has closed.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromDays(3);

    private DateTimeOffset? _next;

    public DateTimeOffset Start { get; private set; }

    /// <summary>The evaluations due before a row collected at <paramref name="seen"/> is known.</summary>
    public IEnumerable<DateTimeOffset> TicksBefore(DateTimeOffset seen)
    {
        if (_next is null)
        {
            Start = Floor(seen);
            _next = seen > Start ? Start + Step : Start;
        }
        var silence = _next.Value + LongSilence;
        for (; _next < seen; _next += Step)
        {
            if (_next >= silence)
            {
                _next = Floor(seen);
                silence = DateTimeOffset.MaxValue;
                continue;
            }
            yield return _next.Value;
        }
    }

    public IEnumerable<DateTimeOffset> LastTick() => _next is { } next ? [next] : [];

    private static DateTimeOffset Floor(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % Step.Ticks), TimeSpan.Zero);
}
