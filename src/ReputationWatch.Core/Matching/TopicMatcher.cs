using System.Collections.Concurrent;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>A topic as the matcher needs it.</summary>
/// <param name="Context">When given, must match too: words that tell the brand from the fruit.</param>
public sealed record TopicQuery(long TopicId, Query Include, Query? Exclude = null, Query? Context = null);

/// <param name="Spans">Why: where the words that were asked for stand.</param>
public sealed record TopicMatch(long TopicId, IReadOnlyList<MatchedSpan> Spans);

/// <summary>
/// All topics compiled together, once per change of any of them. Each topic waits under a few words of which a matching text
/// must hold one; a text wakes only the topics whose word it holds, and these are then evaluated exactly. Safe for use by
/// several threads.
/// </summary>
public sealed class TopicMatcher
{
    private readonly TermTable _table = new();
    private readonly CompiledTopic[] _topics;
    private readonly int[][] _topicsByTerm;
    private readonly int[] _always;
    private readonly ConcurrentBag<Scratch> _spare = [];

    public TopicMatcher(IReadOnlyList<TopicQuery> topics)
    {
        _topics = [.. topics.Select(t => new CompiledTopic(t, _table))];
        var keys = new NeededWords(_table.Count, _topics.Select(t => t.Include));
        var byTerm = new List<int>?[_table.Count];
        var always = new List<int>();
        for (var i = 0; i < _topics.Length; i++)
        {
            Register(i, keys.Of(_topics[i].Include), byTerm, always);
        }
        _topicsByTerm = [.. byTerm.Select(list => list?.ToArray() ?? [])];
        _always = [.. always];
    }

    public IReadOnlyList<TopicMatch> Match(QueryDocument document) =>
        Match(document, Tokenizer.Tokenize(document.Title), Tokenizer.Tokenize(document.Body));

    /// <summary>The same with the title and the text already cut into words.</summary>
    public IReadOnlyList<TopicMatch> Match(QueryDocument document, TokenizedText title, TokenizedText body)
    {
        if (!_spare.TryTake(out var scratch))
        {
            scratch = new Scratch(_table, _topics.Length);
        }
        scratch.Terms.Read(document, title, body);
        scratch.Generation++;
        List<TopicMatch>? matches = null;
        foreach (var topic in _always)
        {
            Evaluate(topic, scratch, ref matches);
        }
        foreach (var term in scratch.Terms.Present)
        {
            foreach (var topic in _topicsByTerm[term])
            {
                Evaluate(topic, scratch, ref matches);
            }
        }
        _spare.Add(scratch);
        matches?.Sort(static (a, b) => a.TopicId.CompareTo(b.TopicId));
        return matches ?? (IReadOnlyList<TopicMatch>)[];
    }

    private void Evaluate(int index, Scratch scratch, ref List<TopicMatch>? matches)
    {
        if (scratch.EvaluatedIn[index] == scratch.Generation)
        {
            return;
        }
        scratch.EvaluatedIn[index] = scratch.Generation;
        var topic = _topics[index];
        if (topic.Holds(scratch.Terms))
        {
            var places = new List<Place>();
            topic.Include.Explain(scratch.Terms, places);
            matches ??= [];
            matches.Add(new TopicMatch(topic.Id, MatchedSpans.Of(scratch.Terms, places)));
        }
    }

    private static void Register(int topic, IReadOnlyList<int>? keys, List<int>?[] byTerm, List<int> always)
    {
        if (keys is null)
        {
            always.Add(topic);
            return;
        }
        foreach (var key in keys)
        {
            (byTerm[key] ??= []).Add(topic);
        }
    }

    private sealed class CompiledTopic(TopicQuery topic, TermTable table)
    {
        private readonly CompiledNode? _exclude = Compile(topic.Exclude, table);
        private readonly CompiledNode? _context = Compile(topic.Context, table);

        public long Id { get; } = topic.TopicId;
        public CompiledNode Include { get; } = CompiledNode.Compile(topic.Include.Root, table);

        public bool Holds(DocumentTerms document) =>
            Include.Holds(document) && _context?.Holds(document) != false && _exclude?.Holds(document) != true;

        private static CompiledNode? Compile(Query? query, TermTable table) =>
            query is null ? null : CompiledNode.Compile(query.Root, table);
    }

    private sealed class Scratch(TermTable table, int topics)
    {
        public DocumentTerms Terms { get; } = new(table);
        public int[] EvaluatedIn { get; } = new int[topics];
        public int Generation { get; set; }
    }
}
