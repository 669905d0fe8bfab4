using System.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>
/// The symbols that make a name: C#, H&amp;M, Coop@home, #tag, @handle, Canal+, 100 %. A query that writes them asks for them; a
/// query without them takes words with or without. All other punctuation separates and means nothing.
/// </summary>
internal static class SymbolGap
{
    // Tight symbols touch their word; loose ones may stand apart, as French typography has it ("100 %", "H & M").
    private const string Tight = "#@+";
    private const string Loose = "&%€$£";
    private const string Leading = "#@€$£";
    private const string Trailing = "#+%€$£";

    /// <summary>The symbols between two words, with the white space that counts.</summary>
    public static string Between(ReadOnlySpan<char> gap)
    {
        if (!HasSymbol(gap))
        {
            return "";
        }
        var key = new StringBuilder();
        var space = false;
        foreach (var raw in gap)
        {
            var c = Plain(raw);
            if (!IsSymbol(c))
            {
                space = true;
                continue;
            }
            if (space && Tight.Contains(c))
            {
                key.Append(' ');
            }
            key.Append(c);
            space = false;
        }
        if (space && Tight.Contains(key[^1]))
        {
            key.Append(' ');
        }
        return key.ToString();
    }

    /// <summary>The symbols directly before a first word.</summary>
    public static string Before(ReadOnlySpan<char> gap)
    {
        var run = RunBefore(gap, out _);
        return run.Length > 0 && run.All(Leading.Contains) ? run : "";
    }

    /// <summary>The symbols directly after a last word.</summary>
    public static string After(ReadOnlySpan<char> gap)
    {
        var run = RunAfter(gap, out _);
        return run.Length > 0 && run.All(Trailing.Contains) ? run : "";
    }

    /// <summary>Whether a word with <paramref name="gap"/> before it has the symbols; "Coop@home" holds no handle.</summary>
    public static bool HasBefore(ReadOnlySpan<char> gap, bool followsWord, string symbols)
    {
        var run = RunBefore(gap, out var length);
        var attached = followsWord && length == gap.Length && Tight.Contains(symbols[0]);
        return !attached && run.EndsWith(symbols, StringComparison.Ordinal);
    }

    /// <summary>Whether a word with <paramref name="gap"/> after it has the symbols; "C++" is no "C+".</summary>
    public static bool HasAfter(ReadOnlySpan<char> gap, bool precedesWord, string symbols)
    {
        var run = RunAfter(gap, out var length);
        if (!symbols.Any(Tight.Contains))
        {
            return run.StartsWith(symbols, StringComparison.Ordinal);
        }
        return run == symbols && !(precedesWord && length == gap.Length);
    }

    private static string RunBefore(ReadOnlySpan<char> gap, out int length)
    {
        var at = gap.Length;
        var run = "";
        while (at > 0)
        {
            var next = at;
            while (next > 0 && char.IsWhiteSpace(gap[next - 1]))
            {
                next--;
            }
            if (next == 0 || !IsSymbol(Plain(gap[next - 1])) || (next < at && !Loose.Contains(Plain(gap[next - 1]))))
            {
                break;
            }
            run = Plain(gap[next - 1]) + run;
            at = next - 1;
        }
        length = gap.Length - at;
        return run;
    }

    private static string RunAfter(ReadOnlySpan<char> gap, out int length)
    {
        var at = 0;
        var run = "";
        while (at < gap.Length)
        {
            var next = at;
            while (next < gap.Length && char.IsWhiteSpace(gap[next]))
            {
                next++;
            }
            if (next == gap.Length || !IsSymbol(Plain(gap[next])) || (next > at && !Loose.Contains(Plain(gap[next]))))
            {
                break;
            }
            run += Plain(gap[next]);
            at = next + 1;
        }
        length = at;
        return run;
    }

    private static bool HasSymbol(ReadOnlySpan<char> gap)
    {
        foreach (var c in gap)
        {
            if (IsSymbol(Plain(c)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsSymbol(char c) => Tight.Contains(c) || Loose.Contains(c);

    private static char Plain(char c) => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c;
}
