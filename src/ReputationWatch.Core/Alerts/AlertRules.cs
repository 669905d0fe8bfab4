using System.Globalization;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Core.Alerts;

/// <summary>What the installation says for all topics.</summary>
public sealed class AlertRules(ISettingsStore settings)
{
    public const int LongestMinutes = 7 * 24 * 60;
    private const string EscalateKey = "alerts.escalate-after-minutes";
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    /// <summary>After how long an unanswered alert goes to the next person; zero: never.</summary>
    public async Task<TimeSpan> EscalateAfterAsync(CancellationToken cancel) =>
        int.TryParse(
            await settings.GetAsync(EscalateKey, cancel),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var minutes
        )
            ? TimeSpan.FromMinutes(minutes)
            : Usual;

    public Task SetEscalateAfterAsync(TimeSpan after, CancellationToken cancel) =>
        settings.SetAsync(EscalateKey, ((int)after.TotalMinutes).ToString(CultureInfo.InvariantCulture), cancel);
}
