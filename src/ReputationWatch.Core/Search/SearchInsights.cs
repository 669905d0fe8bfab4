using ReputationWatch.Core.Matching;

namespace ReputationWatch.Core.Search;

/// <summary>What the matches of a search are like together.</summary>
/// <param name="Authors">Distinct authors; mentions without an author count for none.</param>
/// <param name="Reach">Null when no match says how many people it reached.</param>
/// <param name="Words">The words that stand out against all mentions, the most telling first.</param>
public sealed record SearchInsights(
    long Authors,
    CountCertainty AuthorsAre,
    ReachPercentiles? Reach,
    IReadOnlyList<StandingWord> Words
)
{
    public static SearchInsights None { get; } = new(0, CountCertainty.Exact, null, []);
}

public enum CountCertainty
{
    Exact,

    /// <summary>Estimated, within some percent.</summary>
    About,

    /// <summary>Only the newest matches were looked at.</summary>
    AtLeast,
}

/// <summary>People reached by a mention: half of the mentions reach fewer than the median. Interpolated between mentions.</summary>
public sealed record ReachPercentiles(double Median, double P90, double P99);

/// <param name="Word">Folded: in small letters without accents.</param>
/// <param name="Count">Mentions that hold it, among those looked at.</param>
public sealed record StandingWord(string Word, long Count);

/// <summary>Which words may stand out: neither those that were searched for nor those that every text has.</summary>
public sealed class StandingWords
{
    /// <summary>A word in fewer mentions is chance.</summary>
    public const int LeastCount = 3;
    public const int Shown = 12;

    // Small words of the languages that we read most, folded. A search in one language would otherwise show its articles
    // against all the texts in other languages.
    private static readonly HashSet<string> Common = new(
        """
        a ai as au aux avec avons avez ce ces cet cette ca car c d dans de des du donc elle elles en encore est et etait ete etre
        eu fait faire fois ici il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont
        ou par pas peu peut plus pour puis qu quand que quel quelle qui quoi s sa sans se sera ses si son sont suis sur t ta te
        tes toi ton tous tout toute toutes tres tu un une va vos votre vous y
        about after all also am an and any are at be because been before but by can could did do does even for from get got had
        has have he her here him his how i if in into is it its just like me more most much my no not now of off on one only or
        other our out over she so some such than that the their them then there these they this those to too up us very was we
        were what when where which who will with would you your
        aber als am an auch auf aus bei bin bis das dass dem den der die ein eine einem einen einer er es fur hat ich ihr im in
        ist ja mit nach nicht noch nur oder sehr sich sie sind so und uns vom von vor war wie wir zu zum zur
        che chi con da del della di e gli ho il io lo mi nel non per piu sono sul una
        amp com fr http https href html nbsp org www
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<string> _patterns = [];

    public StandingWords(Query? query)
    {
        if (query is not null)
        {
            Collect(query.Root);
        }
    }

    /// <summary>How many words are turned away at most because they were asked for by name.</summary>
    public int Asked => _asked.Count;

    public bool Admits(string word) =>
        word.Length > 1
        && word.Any(c => char.IsLetter(c) || char.IsSurrogate(c))
        && !Common.Contains(word)
        && !_asked.Contains(word)
        && !_patterns.Exists(pattern => Wildcard.Matches(word, pattern));

    private void Collect(QueryNode node)
    {
        switch (node)
        {
            case AndNode and:
                CollectAll(and.Children);
                break;
            case OrNode or:
                CollectAll(or.Children);
                break;
            case NearNode near:
                CollectAll(near.Operands);
                break;
            case NotNode not:
                Collect(not.Child);
                break;
            case PhraseNode phrase:
                Collect(phrase.Terms);
                break;
        }
    }

    private void CollectAll(IReadOnlyList<QueryNode> nodes)
    {
        foreach (var node in nodes)
        {
            Collect(node);
        }
    }

    private void Collect(IReadOnlyList<QueryTerm> terms)
    {
        _patterns.AddRange(terms.Where(t => t.IsPattern).Select(t => t.Folded));
        _asked.UnionWith(terms.Where(t => !t.IsPattern).Select(t => t.Folded));
    }
}
