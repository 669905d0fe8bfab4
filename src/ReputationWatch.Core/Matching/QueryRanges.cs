namespace ReputationWatch.Core.Matching;

/// <summary>Reads ranges in all their spellings: [1 TO 5], {1 TO 5}, 1..5, &gt;=5.</summary>
internal static class QueryRanges
{
    private static readonly string[] Separators = [" TO ", " to ", " À ", " à "];

    public static bool Splits(ReadOnlySpan<char> inner)
    {
        foreach (var separator in Separators)
        {
            if (inner.Contains(separator, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    public static RangeNode Bracketed(string field, string inner, bool lowInclusive, bool highInclusive, int at)
    {
        foreach (var separator in Separators)
        {
            var split = inner.IndexOf(separator, StringComparison.Ordinal);
            if (split >= 0)
            {
                var low = inner[..split].Trim();
                var high = inner[(split + separator.Length)..].Trim();
                return Between(field, low, lowInclusive, high, highInclusive, at);
            }
        }
        throw Wrong(QueryErrorKind.BadRange, at, inner);
    }

    public static RangeNode Dotted(string field, string written, int dots, int at) =>
        written.Length == 2
            ? throw Wrong(QueryErrorKind.BadRange, at, written)
            : Between(field, written[..dots], true, written[(dots + 2)..].TrimStart('.'), true, at);

    public static RangeNode Comparison(string field, char op, bool inclusive, string written, int at)
    {
        var end = End(field, written, inclusive || op == '=', at);
        return op switch
        {
            '>' => new RangeNode(field, end, null),
            '<' => new RangeNode(field, null, end),
            _ => new RangeNode(field, end, end),
        };
    }

    /// <summary>Reads one end; numbers and dates must be such where the field holds them.</summary>
    public static RangeEnd End(string field, string written, bool inclusive, int at)
    {
        var text = written.Trim('"', '“', '”');
        var number = QueryFields.Number(text);
        var period = QueryFields.Period(text);
        var shape = QueryFields.ShapeOf(field);
        if (shape == FieldShape.Number && number is null)
        {
            throw Wrong(QueryErrorKind.NotANumber, at, text);
        }
        if (shape == FieldShape.Time && period is null)
        {
            throw Wrong(QueryErrorKind.NotADate, at, text);
        }
        return new RangeEnd(text, inclusive, number, period?.From, period?.Until);
    }

    private static RangeNode Between(
        string field,
        string low,
        bool lowInclusive,
        string high,
        bool highInclusive,
        int at
    )
    {
        if (low.Length == 0 && high.Length == 0)
        {
            throw Wrong(QueryErrorKind.BadRange, at, "");
        }
        return new RangeNode(
            field,
            low is "" or "*" ? null : End(field, low, lowInclusive, at),
            high is "" or "*" ? null : End(field, high, highInclusive, at)
        );
    }

    private static QuerySyntaxException Wrong(QueryErrorKind kind, int at, string detail) =>
        new(new QueryError(kind, at, detail));
}
