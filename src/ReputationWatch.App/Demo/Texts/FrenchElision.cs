namespace ReputationWatch.App.Demo.Texts;

/// <summary>“de Aubrelac” and “à le Belsentier” are what slots give; nobody writes so.</summary>
internal static class FrenchElision
{
    private static readonly (string From, string To)[] Rules =
    [
        ("de Aubrelac", "d'Aubrelac"),
        ("que Aubrelac", "qu'Aubrelac"),
        ("de Annecy", "d'Annecy"),
        ("de août", "d'août"),
        ("de avril", "d'avril"),
        ("de octobre", "d'octobre"),
        ("de le groupe", "du groupe"),
        ("à le groupe", "au groupe"),
        ("de le Belsentier", "du Belsentier"),
        ("à le Belsentier", "au Belsentier"),
        ("De le Belsentier", "Du Belsentier"),
    ];

    public static string Apply(string sentence)
    {
        foreach (var (from, to) in Rules)
        {
            sentence = sentence.Replace(from, to, StringComparison.Ordinal);
        }
        return sentence;
    }
}
