namespace ReputationWatch.App.Demo.Texts;

/// <summary>Deals the lines of a section like cards: none comes twice before all have come once.</summary>
internal sealed class LineDeck(Grammar grammar)
{
    private readonly Dictionary<string, Queue<string>> _decks = new(StringComparer.Ordinal);

    public Grammar Grammar { get; } = grammar;

    public string Draw(string section, DemoRandom random)
    {
        if (!_decks.TryGetValue(section, out var deck) || deck.Count == 0)
        {
            var lines = Grammar.Sections[section];
            _decks[section] = deck = new Queue<string>(random.Sample(lines, lines.Count));
        }
        return deck.Dequeue();
    }
}
