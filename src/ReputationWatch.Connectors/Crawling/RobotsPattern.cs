using System.Text;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>The path of a rule: <c>*</c> stands for anything, <c>$</c> at the end for the end (RFC 9309, 2.2.3).</summary>
internal sealed class RobotsPattern
{
    private readonly string[] pieces;
    private readonly bool anchored;

    public RobotsPattern(ReadOnlySpan<byte> value)
    {
        anchored = value is [.., (byte)'$'];
        var text = RobotsPath.Normalise(anchored ? value[..^1] : value, isPattern: true);
        Length = text.Length + (anchored ? 1 : 0);
        pieces = text.Split('*');
    }

    /// <summary>In octets of the normalised form.</summary>
    public int Length { get; }

    /// <summary>Each piece is found as early as possible, which leaves the most room for the next: no backtracking.</summary>
    public bool Matches(string path)
    {
        if (!path.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }
        var at = pieces[0].Length;
        if (pieces.Length == 1)
        {
            return !anchored || at == path.Length;
        }
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var found = path.AsSpan(at).IndexOf(piece, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }
            at += found + piece.Length;
        }
        var rest = path.AsSpan(at);
        return anchored
            ? rest.EndsWith(pieces[^1], StringComparison.Ordinal)
            : rest.Contains(pieces[^1], StringComparison.Ordinal);
    }
}

internal static class RobotsPath
{
    private const string NeverRaw = " \"'<>\\^`{|}";

    /// <summary>
    /// The form in which paths and patterns are compared (2.2.2): escapes of unreserved characters undone, all others in
    /// upper case, everything that no URI holds escaped. A literal * or $ of a path is escaped, as 2.2.3 tells rule
    /// writers to do.
    /// </summary>
    public static string Normalise(ReadOnlySpan<byte> value, bool isPattern)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = (char)value[i];
            if (c == '%' && i + 2 < value.Length && Escaped(value.Slice(i + 1, 2)) is { } decoded)
            {
                AppendDecoded(text, decoded);
                i += 2;
            }
            else if (c is <= ' ' or >= '\x7F' or '$' || NeverRaw.Contains(c) || (c == '*' && !isPattern))
            {
                AppendEscaped(text, c);
            }
            else
            {
                text.Append(c);
            }
        }
        return text.ToString();
    }

    private static int? Escaped(ReadOnlySpan<byte> hex) =>
        char.IsAsciiHexDigit((char)hex[0]) && char.IsAsciiHexDigit((char)hex[1])
            ? Convert.FromHexString($"{(char)hex[0]}{(char)hex[1]}")[0]
            : null;

    private static void AppendDecoded(StringBuilder text, int decoded)
    {
        var c = (char)decoded;
        if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
        {
            text.Append(c);
        }
        else
        {
            AppendEscaped(text, c);
        }
    }

    private static void AppendEscaped(StringBuilder text, char c) => text.Append('%').Append(((int)c).ToString("X2"));
}
