namespace ReputationWatch.App.Demo.Web;

/// <summary>When the troubled site is down: for a while soon after the start, then four minutes of every twenty.</summary>
internal static class Troubles
{
    private static readonly (double From, double To) First = (1.5, 4.5);
    private const double Every = 20;
    private const double For = 4;

    /// <summary>How long it stays down; null: it answers.</summary>
    public static TimeSpan? DownFor(TimeSpan sinceStart)
    {
        var minutes = sinceStart.TotalMinutes;
        if (minutes >= First.From && minutes < First.To)
        {
            return TimeSpan.FromMinutes(First.To - minutes);
        }
        var phase = minutes % Every;
        return minutes >= Every && phase < For ? TimeSpan.FromMinutes(For - phase) : null;
    }
}
