namespace ReputationWatch.App.Commands.Bench.Crawling;

internal sealed record CrawlPlan(int Sources, int Hosts, TimeSpan Duration, TimeSpan Every)
{
    /// <summary>The pause that each host is promised between two requests.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    /// <summary>After which the fetcher gives up; a twentieth of the hosts' bad requests never answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>127.77.0.1 and so on.</summary>
    public static string HostOf(int index) => $"127.77.0.{index + 1}";
}
