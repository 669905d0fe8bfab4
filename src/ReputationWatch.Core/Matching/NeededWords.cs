namespace ReputationWatch.Core.Matching;

/// <summary>
/// Chooses, for each topic, words of which every matching text holds at least one: as few and as telling as possible, so that
/// texts wake few topics in vain.
/// </summary>
internal sealed class NeededWords
{
    private readonly int[] _users;

    public NeededWords(int terms, IEnumerable<CompiledNode> topics)
    {
        _users = new int[terms];
        foreach (var topic in topics)
        {
            Count(topic);
        }
    }

    /// <summary>Null when the query may match a text without any particular word, such as only NOT.</summary>
    public IReadOnlyList<int>? Of(CompiledNode node) => Choose(node)?.Terms;

    private Choice? Choose(CompiledNode node) =>
        node switch
        {
            CompiledPhrase { Ids.Length: > 0 } phrase => phrase
                .Ids.Select(id => new Choice([id], Cost(id)))
                .MinBy(c => c.Cost),
            CompiledAll all => Cheapest(all.Children),
            CompiledNear near => Cheapest(near.Operands),
            CompiledAny any => Union([.. any.Children.Select(Choose)]),
            _ => null,
        };

    private static Choice? Union(Choice?[] choices) =>
        choices.Contains(null)
            ? null
            : new Choice([.. choices.SelectMany(c => c!.Terms).Distinct()], choices.Sum(c => c!.Cost));

    /// <summary>A word that many topics use ("hotel", "service") is common in texts too.</summary>
    private double Cost(int term) => 1 + _users[term];

    private void Count(CompiledNode node)
    {
        switch (node)
        {
            case CompiledPhrase phrase:
                foreach (var id in phrase.Ids)
                {
                    _users[id]++;
                }
                break;
            case CompiledAll all:
                Array.ForEach(all.Children, Count);
                break;
            case CompiledAny any:
                Array.ForEach(any.Children, Count);
                break;
            case CompiledNear near:
                Array.ForEach(near.Operands, Count);
                break;
        }
    }

    private Choice? Cheapest(CompiledNode[] nodes) =>
        nodes.Select(Choose).Where(c => c is not null).MinBy(c => c!.Cost);

    private sealed record Choice(int[] Terms, double Cost);
}
