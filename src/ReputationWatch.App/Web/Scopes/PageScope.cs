using System.Globalization;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Web.Scopes;

/// <summary>
/// What a page looks at: a topic or a group of topics, and a period. It lives in the address, so that a view can be
/// bookmarked and sent.
/// </summary>
internal sealed record PageScope
{
    public Topic? Topic { get; init; }
    public string? Group { get; init; }

    /// <summary>The topics looked at; empty when all.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = [];
    public required Period Period { get; init; }
    public Comparison Comparison { get; init; }

    public IReadOnlyList<long> TopicIds => [.. Topics.Select(t => t.Id)];

    /// <summary>The parts of the address, without those that are as usual.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parts()
    {
        if (Topic is not null)
        {
            yield return new("topic", Topic.Id.ToString(CultureInfo.InvariantCulture));
        }
        else if (Group is not null)
        {
            yield return new("group", Group);
        }
        if (Period.Kind != PeriodKind.Days30)
        {
            yield return new("period", ScopeReader.NameOf(Period.Kind));
        }
        if (Period.Kind == PeriodKind.Custom)
        {
            yield return new("from", Period.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            yield return new("to", Period.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        if (Comparison != Comparison.Previous)
        {
            yield return new("compare", "year");
        }
    }

    /// <summary>An address that keeps this scope; a value of null leaves a part out.</summary>
    public string Link(string path, params (string Name, object? Value)[] changes)
    {
        var parts = Parts().Where(p => changes.All(c => c.Name != p.Key)).ToList();
        foreach (var (name, value) in changes)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                parts.Add(new(name, text));
            }
        }
        return parts.Count == 0
            ? path
            : path + "?" + string.Join('&', parts.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
    }
}
