namespace ReputationWatch.Core.Matching;

/// <summary>
/// The words that one query or all topics ask for, numbered. A word of a document is looked up once whatever the number of
/// topics; patterns are found through the letters before their first wildcard.
/// </summary>
internal sealed class TermTable
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Pattern>> _byPrefix = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _prefixLengths = [];

    private readonly record struct Pattern(string Text, int Term);

    public int Count { get; private set; }

    public int Add(string folded, bool isPattern)
    {
        var known = isPattern ? _patterns : _words;
        if (known.TryGetValue(folded, out var term))
        {
            return term;
        }
        term = Count++;
        known.Add(folded, term);
        if (isPattern)
        {
            AddPattern(folded, term);
        }
        return term;
    }

    /// <summary>Calls <paramref name="found"/> state with every term that the folded word satisfies.</summary>
    public void Find(ReadOnlySpan<char> folded, List<int> found)
    {
        found.Clear();
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var term))
        {
            found.Add(term);
        }
        if (_prefixLengths.Count > 0)
        {
            FindPatterns(folded, found);
        }
    }

    private void FindPatterns(ReadOnlySpan<char> folded, List<int> found)
    {
        var prefixes = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _prefixLengths)
        {
            if (length > folded.Length)
            {
                return;
            }
            if (!prefixes.TryGetValue(folded[..length], out var patterns))
            {
                continue;
            }
            foreach (var pattern in patterns)
            {
                if (Wildcard.Matches(folded, pattern.Text))
                {
                    found.Add(pattern.Term);
                }
            }
        }
    }

    private void AddPattern(string folded, int term)
    {
        var literal = folded.AsSpan().IndexOfAny('*', '?');
        var prefix = folded[..literal];
        _prefixLengths.Add(literal);
        if (!_byPrefix.TryGetValue(prefix, out var patterns))
        {
            _byPrefix.Add(prefix, patterns = []);
        }
        patterns.Add(new Pattern(folded, term));
    }
}

/// <summary>
/// * stands for any letters or none, ? for exactly one character; a pair of surrogates is one, as it is for Lucene.
/// </summary>
internal static class Wildcard
{
    /// <summary>Greedy with one step back: at worst the product of both lengths, never exponential.</summary>
    public static bool Matches(ReadOnlySpan<char> word, ReadOnlySpan<char> pattern)
    {
        int w = 0,
            p = 0,
            star = -1,
            resume = 0;
        while (w < word.Length)
        {
            if (p < pattern.Length && pattern[p] == '?')
            {
                w += IsPairAt(word, w) ? 2 : 1;
                p++;
            }
            else if (p < pattern.Length && pattern[p] == word[w] && pattern[p] != '*')
            {
                w++;
                p++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = w;
            }
            else if (star >= 0)
            {
                p = star + 1;
                w = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }
        return p == pattern.Length;
    }

    private static bool IsPairAt(ReadOnlySpan<char> word, int at) =>
        at + 1 < word.Length && char.IsSurrogatePair(word[at], word[at + 1]);
}
