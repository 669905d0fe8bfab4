using System.Collections.Concurrent;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Web.Reading;

/// <summary>Finds the words of a mention that made it match its topics. Compiled queries are kept until a topic changes.</summary>
internal sealed class TopicHighlighter
{
    /// <summary>The fields of a match, as the query language names them.</summary>
    public const string Title = "title";
    public const string Body = "text";
    private const int Kept = 2_000;
    private readonly ConcurrentDictionary<(long Id, int Version, string Query), QueryMatcher?> _matchers = new();

    public IReadOnlyList<MatchedSpan> Spans(Mention mention, Topic topic, string sourceName)
    {
        if (_matchers.Count > Kept)
        {
            _matchers.Clear();
        }
        var matcher = _matchers.GetOrAdd((topic.Id, topic.Version, topic.Query), key => Compile(key.Query));
        return matcher?.Highlights(IndexDocument.Of(mention, sourceName).ToQueryDocument()) ?? [];
    }

    /// <summary>The words of an ad-hoc query: for search results.</summary>
    public static IReadOnlyList<MatchedSpan> Spans(Mention mention, QueryMatcher matcher, string sourceName) =>
        matcher.Highlights(IndexDocument.Of(mention, sourceName).ToQueryDocument());

    public static IReadOnlyList<TextMark> In(IEnumerable<MatchedSpan> spans, string field) =>
        [
            .. spans
                .Where(s => s.Field.Equals(field, StringComparison.OrdinalIgnoreCase))
                .Select(s => new TextMark(s.Start, s.Length)),
        ];

    private static QueryMatcher? Compile(string query) =>
        Query.Parse(query) is { IsValid: true } parsed ? new QueryMatcher(parsed.Query!) : null;
}
