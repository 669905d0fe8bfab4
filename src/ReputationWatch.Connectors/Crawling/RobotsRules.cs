using System.Text;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>What a robots.txt says to one crawler about one address.</summary>
/// <param name="CrawlDelay">Seconds between requests that the crawler's group asks for, or null.</param>
public sealed record RobotsVerdict(bool Allowed, TimeSpan? CrawlDelay, IReadOnlyList<string> Sitemaps);

/// <summary>robots.txt as RFC 9309 reads it, with Google's documented reading where the RFC is silent.</summary>
public sealed class RobotsRules
{
    /// <summary>RFC 9309, 2.5: what a crawler reads at least, and this one at most.</summary>
    public const int MaxBytes = 500 * 1024;

    public static readonly RobotsRules AllowAll = new([], []);

    private readonly List<RobotsGroup> groups;

    internal RobotsRules(List<RobotsGroup> groups, IReadOnlyList<string> sitemaps)
    {
        this.groups = groups;
        Sitemaps = sitemaps;
    }

    public IReadOnlyList<string> Sitemaps { get; }

    public static RobotsRules Parse(ReadOnlySpan<byte> file) => RobotsReader.Read(file);

    /// <param name="agent">The crawler's product token; a full User-Agent header is cut down to it.</param>
    /// <param name="pathAndQuery">From the slash, without fragment.</param>
    public RobotsVerdict Judge(string agent, string pathAndQuery)
    {
        var mine = GroupsFor(RobotsAgent.TokenOf(agent));
        return new RobotsVerdict(IsAllowed(mine, pathAndQuery), CrawlDelayIn(mine, agent), Sitemaps);
    }

    /// <summary>The same for a whole address, or for one that is only a path.</summary>
    public RobotsVerdict JudgeUrl(string agent, string url) =>
        Judge(agent, WebUrl.Parse(url)?.PathAndQuery ?? PathOf(url));

    private static string PathOf(string text)
    {
        var path = text.Split('#')[0];
        return path.StartsWith('/') ? path : "/" + path;
    }

    /// <summary>2.2.1: all groups that name the crawler are one; when none does, those for everybody.</summary>
    private List<RobotsGroup> GroupsFor(string token)
    {
        var named = token.Length == 0 ? [] : groups.FindAll(g => g.Names(token));
        return named.Count > 0 ? named : groups.FindAll(g => g.Names(RobotsAgent.Everybody));
    }

    private static bool IsAllowed(List<RobotsGroup> mine, string pathAndQuery)
    {
        if (pathAndQuery == "/robots.txt")
        {
            return true;
        }
        var path = RobotsPath.Normalise(Encoding.UTF8.GetBytes(pathAndQuery), isPattern: false);
        RobotsRule? best = null;
        foreach (var rule in mine.SelectMany(g => g.Rules))
        {
            if (rule.IsMoreSpecificThan(best) && rule.Pattern.Matches(path))
            {
                best = rule;
            }
        }
        return best?.Allows ?? true;
    }

    private static TimeSpan? CrawlDelayIn(List<RobotsGroup> mine, string agent)
    {
        var token = RobotsAgent.TokenOf(agent);
        return mine.Select(g => g.CrawlDelayFor(token)).LastOrDefault(d => d is not null);
    }
}

/// <summary>User-agent lines and the rules under them.</summary>
internal sealed class RobotsGroup
{
    private readonly HashSet<string> agents = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> named = [];
    private readonly Dictionary<string, TimeSpan> delays = new(StringComparer.OrdinalIgnoreCase);

    private bool delayEndsNames;

    public List<RobotsRule> Rules { get; } = [];

    public void Add(string agent)
    {
        if (delayEndsNames)
        {
            named.Clear();
            delayEndsNames = false;
        }
        agents.Add(agent);
        named.Add(agent);
    }

    public bool Names(string agent) => agents.Contains(agent);

    /// <summary>
    /// For the agents named since the last such line: by 2.2.4 it does not end the list of a group's agents, but it was
    /// written for those above it.
    /// </summary>
    public void SetCrawlDelay(TimeSpan delay)
    {
        foreach (var agent in named)
        {
            delays[agent] = delay;
        }
        delayEndsNames = true;
    }

    public TimeSpan? CrawlDelayFor(string token)
    {
        var name = agents.Contains(token) ? token : RobotsAgent.Everybody;
        return delays.TryGetValue(name, out var delay) ? delay : null;
    }
}

internal sealed record RobotsRule(bool Allows, RobotsPattern Pattern)
{
    /// <summary>2.2.2: most octets win, and of equals the one that allows.</summary>
    public bool IsMoreSpecificThan(RobotsRule? other) =>
        other is null
        || Pattern.Length > other.Pattern.Length
        || (Pattern.Length == other.Pattern.Length && Allows && !other.Allows);
}

internal static class RobotsAgent
{
    public const string Everybody = "*";

    /// <summary>
    /// The product token at the start. The RFC allows letters, - and _; digits are kept because crawlers in the wild
    /// have them (MJ12bot, 360Spider).
    /// </summary>
    public static string TokenOf(string agent)
    {
        var text = AfterCompatible(agent.Trim());
        if (text.StartsWith('*') && (text.Length == 1 || char.IsWhiteSpace(text[1])))
        {
            return Everybody;
        }
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_'))
        {
            length++;
        }
        return text[..length];
    }

    /// <summary>RFC 9309 (2.2.1) shows the token inside <c>Mozilla/5.0 (compatible; ExampleBot/0.1; …)</c>.</summary>
    private static string AfterCompatible(string agent)
    {
        const string Mark = "compatible;";
        var at = agent.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        return at > 0 && agent.StartsWith("Mozilla/", StringComparison.OrdinalIgnoreCase)
            ? agent[(at + Mark.Length)..].TrimStart()
            : agent;
    }
}
