namespace ReputationWatch.Core.Matching;

/// <summary>A parsed query of the one query language (docs/query.en.md). Made by <see cref="Parse"/> only.</summary>
public sealed class Query
{
    /// <summary>Longer texts are refused: nobody writes them and nobody could read them.</summary>
    public const int MaxLength = 400_000;

    internal Query(string text, QueryNode root)
    {
        Text = text;
        Root = root;
    }

    public string Text { get; }
    public QueryNode Root { get; }

    public static QueryParseResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new QueryParseResult(new Query(text, new QueryParser(text).Parse()), null);
        }
        catch (QuerySyntaxException wrong)
        {
            return new QueryParseResult(null, wrong.Error);
        }
    }

    public override string ToString() => Text;
}

/// <summary>Either a query or what is wrong with the text.</summary>
public sealed record QueryParseResult(Query? Query, QueryError? Error)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Query))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Query is not null;
}

public enum QueryErrorKind
{
    Empty,
    TooLong,
    TooDeep,
    TooManyTerms,
    UnclosedQuote,
    EmptyQuote,
    UnclosedParenthesis,
    StrayParenthesis,
    EmptyParenthesis,
    UnclosedBrace,
    UnclosedBracket,
    StrayBracket,
    MissingBefore,
    MissingAfter,
    NearNeedsNumber,
    NearNeedsWords,
    LoneWildcard,
    NothingToSearch,
    MissingValue,
    NotANumber,
    NotADate,
    BadRange,
    BadSlop,
    Fuzzy,
    UnknownField,
}

/// <param name="Position">Index of the character that is wrong, from 0.</param>
/// <param name="Detail">The piece of the query that the sentence is about.</param>
public sealed record QueryError(QueryErrorKind Kind, int Position, string Detail = "")
{
    /// <summary>What is wrong and how to mend it, in English.</summary>
    public string Message => QueryErrorText.English(this);

    /// <summary>The same in French.</summary>
    public string MessageInFrench => QueryErrorText.French(this);
}

/// <summary>Carries an error out of the recursive parser; never leaves <see cref="Query.Parse"/>.</summary>
internal sealed class QuerySyntaxException(QueryError error) : Exception(error.Kind.ToString())
{
    public QueryError Error { get; } = error;
}
