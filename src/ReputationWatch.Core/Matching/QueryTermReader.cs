using System.Text;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Core.Matching;

/// <summary>Cuts a word or the inside of a pair of quotes or braces into terms, with the tokeniser that cuts documents.</summary>
internal sealed class QueryTermReader
{
    internal enum Style
    {
        Bare,
        Quoted,
        Exact,
    }

    public List<QueryTerm> Read(string written, Style style, int at)
    {
        var tokens = Tokenizer.TokenizePattern(Prepare(written, style));
        var terms = new List<QueryTerm>(tokens.Tokens.Length);
        for (var i = 0; i < tokens.Tokens.Length; i++)
        {
            terms.Add(Term(tokens, i, style));
        }
        if (terms.Count > 0 && terms.TrueForAll(t => IsAnyWord(t.Folded)))
        {
            throw new QuerySyntaxException(new QueryError(QueryErrorKind.LoneWildcard, at, written));
        }
        return terms;
    }

    private static QueryTerm Term(TokenizedText tokens, int i, Style style)
    {
        var folded = tokens.Folded(i).ToString();
        var token = tokens.Tokens[i];
        var exact = style == Style.Exact;
        return new QueryTerm
        {
            Folded = folded,
            IsPattern = folded.AsSpan().ContainsAny('*', '?'),
            Exact = exact ? tokens.Written(i).ToString().Normalize() : null,
            ExactElision =
                exact && token.Elision > 1 ? tokens.Source.Substring(token.OuterStart, token.Elision - 1) : null,
            SymbolsBefore = i == 0 ? SymbolGap.Before(tokens.GapBefore(0)) : SymbolGap.Between(tokens.GapBefore(i)),
            SymbolsAfter = i == tokens.Tokens.Length - 1 ? SymbolGap.After(tokens.GapBefore(i + 1)) : "",
        };
    }

    private static bool IsAnyWord(string folded) => folded.AsSpan().IndexOfAnyExcept('*', '?') < 0;

    /// <summary>Takes escapes away and leaves only those wildcards that are meant as such.</summary>
    private static string Prepare(string written, Style style)
    {
        var literal = style == Style.Bare && IsUrl(written);
        if (!literal && !written.AsSpan().ContainsAny('\\', '?', '*'))
        {
            return written;
        }
        var prepared = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            var c = written[i];
            if (c == '\\' && i + 1 < written.Length)
            {
                c = written[++i];
                prepared.Append(c is '*' or '?' ? ' ' : c);
            }
            else if (c is '*' or '?' && (literal || !IsWildcard(written, i, style)))
            {
                prepared.Append(' ');
            }
            else
            {
                prepared.Append(c);
            }
        }
        return prepared.ToString();
    }

    /// <summary>Between quotes a question mark ends a sentence more often than it stands for a letter.</summary>
    private static bool IsWildcard(string written, int i, Style style) =>
        style == Style.Bare || written[i] == '*' || (IsWordAt(written, i - 1) && IsWordAt(written, i + 1));

    private static bool IsWordAt(string text, int i) =>
        i >= 0 && i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '*' or '?');

    private static bool IsUrl(string written) =>
        written.Contains("://", StringComparison.Ordinal)
        || written.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
}
