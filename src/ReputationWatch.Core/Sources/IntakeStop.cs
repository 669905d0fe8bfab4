namespace ReputationWatch.Core.Sources;

/// <summary>
/// Whether this process has stopped reading sources because the store has no room. No source is to blame, so none is marked: they stay
/// due, and are read again as soon as a save succeeds.
/// </summary>
public sealed class IntakeStop(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;
    private DateTimeOffset _nextTry;

    /// <summary>Since when nothing is taken in; null while all is well. For the pages.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_gate)
            {
                return _since;
            }
        }
    }

    /// <summary>Whether it is too early to try again.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate)
            {
                return _since is not null && clock.GetUtcNow() < _nextTry;
            }
        }
    }

    public void Begin()
    {
        lock (_gate)
        {
            _since ??= clock.GetUtcNow();
            _nextTry = clock.GetUtcNow() + Pause;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _since = null;
        }
    }
}
