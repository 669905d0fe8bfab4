namespace ReputationWatch.Connectors.Html;

/// <summary>
/// The time-out of expressions, in milliseconds. It counts wall-clock time, so on a machine with more work than cores a short
/// one fails harmless matches; texts are cut to a length at which no expression here can take long.
/// </summary>
internal static class RegexPatience
{
    public const int Ample = 60_000;
}
