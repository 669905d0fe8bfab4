using ReputationWatch.Core.Matching;

namespace ReputationWatch.Core.Topics;

/// <summary>
/// The context of a topic: entries separated by commas, semicolons or line breaks, of which one must be found beside the query's own
/// words. Each entry is a query of its own (a word, a phrase, a wildcard), so "credit card" without quotation marks asks for both words.
/// </summary>
public static class ContextWords
{
    private static readonly char[] Separators = [',', ';', '\n', '\r'];

    /// <summary>One query that any of the entries satisfies; an error points into <paramref name="text"/>.</summary>
    public static QueryParseResult Parse(string text)
    {
        var entries = new List<string>();
        foreach (var (start, length) in Entries(text))
        {
            var entry = text.Substring(start, length);
            if (string.IsNullOrWhiteSpace(entry))
            {
                continue;
            }
            if (Query.Parse(entry).Error is { } wrong)
            {
                return new QueryParseResult(null, wrong with { Position = start + wrong.Position });
            }
            entries.Add($"({entry.Trim()})");
        }
        return Query.Parse(string.Join(" OR ", entries));
    }

    /// <summary>Separators between quotation marks, parentheses, braces or brackets belong to their entry.</summary>
    private static IEnumerable<(int Start, int Length)> Entries(string text)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            depth += quoted ? 0 : Step(text[i]);
            if (!quoted && depth <= 0 && Array.IndexOf(Separators, text[i]) >= 0)
            {
                yield return (start, i - start);
                start = i + 1;
            }
        }
        yield return (start, text.Length - start);
    }

    private static int Step(char character) =>
        character switch
        {
            '(' or '[' or '{' => 1,
            ')' or ']' or '}' => -1,
            _ => 0,
        };
}
