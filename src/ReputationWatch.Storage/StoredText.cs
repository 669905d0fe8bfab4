using System.Text;

namespace ReputationWatch.Storage;

/// <summary>
/// PostgreSQL refuses U+0000 and half surrogate pairs in text, SQLite cuts at the one and garbles the other: one hostile item
/// would fail the whole batch. They are replaced before they reach an engine.
/// </summary>
internal static class StoredText
{
    private const char Replacement = '\uFFFD';

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Clean(this string? text) => text is null || IsClean(text) ? text : Replace(text);

    private static bool IsClean(string text)
    {
        var span = text.AsSpan();
        if (span.Contains('\0'))
        {
            return false;
        }
        var first = span.IndexOfAnyInRange('\uD800', '\uDFFF');
        return first < 0 || HasWholePairs(span[first..]);
    }

    private static bool HasWholePairs(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }
            i++;
        }
        return true;
    }

    private static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes gives U+FFFD for a half pair.
            clean.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());
        }
        return clean.ToString();
    }
}
