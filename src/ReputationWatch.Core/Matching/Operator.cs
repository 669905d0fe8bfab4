using System.Globalization;

namespace ReputationWatch.Core.Matching;

internal enum OperatorKind
{
    And,
    Or,
    Not,
    Near,
}

/// <summary>An operator as written. Words are operators in capitals only: "et", "ou" and "or" are words.</summary>
/// <param name="Joint">Of a NEAR; null when its number is wrong.</param>
internal sealed record Operator(OperatorKind Kind, string Written, NearJoint? Joint = null)
{
    private static readonly Operator[] Symbols =
    [
        new(OperatorKind.And, "&&"),
        new(OperatorKind.Or, "||"),
        new(OperatorKind.Or, "|"),
        new(OperatorKind.Not, "!"),
    ];

    private static readonly Operator[] Words =
    [
        new(OperatorKind.And, "AND"),
        new(OperatorKind.And, "ET"),
        new(OperatorKind.Or, "OR"),
        new(OperatorKind.Or, "OU"),
        new(OperatorKind.Not, "NOT"),
        new(OperatorKind.Not, "SAUF"),
    ];

    public static Operator? At(string text, int at, int defaultNear, int maxNear)
    {
        if (at >= text.Length || text[at] is not ('&' or '|' or '!' or (>= 'A' and <= 'Z')))
        {
            return null;
        }
        var rest = text.AsSpan(at);
        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol.Written))
            {
                return symbol;
            }
        }
        foreach (var word in Words)
        {
            if (rest.StartsWith(word.Written) && EndsAt(rest, word.Written.Length))
            {
                return word;
            }
        }
        return rest.StartsWith("NEAR") ? Near(rest, defaultNear, maxNear) : null;
    }

    private static Operator? Near(ReadOnlySpan<char> rest, int defaultNear, int maxNear)
    {
        if (EndsAt(rest, 4))
        {
            return new Operator(OperatorKind.Near, "NEAR", new NearJoint(defaultNear, false));
        }
        if (rest[4] != '/')
        {
            return null;
        }
        var end = 5;
        while (!EndsAt(rest, end))
        {
            end++;
        }
        var ordered = rest[end - 1] is 'f' or 'F';
        var digits = rest[5..(ordered ? end - 1 : end)];
        var valid = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var gap);
        return new Operator(
            OperatorKind.Near,
            rest[..end].ToString(),
            valid ? new NearJoint(Math.Min(gap, maxNear), ordered) : null
        );
    }

    private static bool EndsAt(ReadOnlySpan<char> text, int at) =>
        at >= text.Length || char.IsWhiteSpace(text[at]) || text[at] is '(' or ')' or '"' or '“' or '«' or '{';
}
