namespace ReputationWatch.Core.Matching;

/// <summary>The meaning of a query as a tree. Groups are flat: an <see cref="AndNode"/> never holds an <see cref="AndNode"/>.</summary>
public abstract record QueryNode;

public sealed record AndNode(IReadOnlyList<QueryNode> Children) : QueryNode;

public sealed record OrNode(IReadOnlyList<QueryNode> Children) : QueryNode;

public sealed record NotNode(QueryNode Child) : QueryNode;

/// <summary>Words one after the other; a single word is a phrase of one.</summary>
/// <param name="Field">Null: title or text. Otherwise the field in lower case.</param>
/// <param name="Slop">How far the words together may be out of place (Lucene's phrase slop); 0 is an exact phrase.</param>
/// <param name="Written">The text of the phrase, for fields that hold a number.</param>
public sealed record PhraseNode(string? Field, IReadOnlyList<QueryTerm> Terms, int Slop, string Written) : QueryNode;

/// <summary>Operands close to each other, grouped from the left: <c>Joints[i]</c> joins what came before with <c>Operands[i + 1]</c>.</summary>
public sealed record NearNode(IReadOnlyList<QueryNode> Operands, IReadOnlyList<NearJoint> Joints) : QueryNode;

/// <param name="Gap">The greatest number of words between the two.</param>
public readonly record struct NearJoint(int Gap, bool Ordered);

/// <summary>A field with a closed list or a shape of its own (site, url, lang, kind, sentiment) equal to a value.</summary>
/// <param name="Value">As written.</param>
public sealed record ValueNode(string Field, string Value) : QueryNode;

/// <summary>A field between two ends; a single number or date is a range of itself.</summary>
public sealed record RangeNode(string Field, RangeEnd? Low, RangeEnd? High) : QueryNode;

/// <summary>The field is there and not empty (<c>author:*</c>).</summary>
public sealed record ExistsNode(string Field) : QueryNode;

/// <summary>One end of a range, read as whatever it can be read as.</summary>
/// <param name="Number">For number fields.</param>
/// <param name="From">First instant of the day, month or year written.</param>
/// <param name="Until">First instant after it.</param>
public sealed record RangeEnd(
    string Written,
    bool Inclusive,
    double? Number,
    DateTimeOffset? From,
    DateTimeOffset? Until
);

/// <summary>One word of a query with what is asked of it beyond its folded form.</summary>
public sealed record QueryTerm
{
    /// <summary>Lower case, no accents; holds * and ? when <see cref="IsPattern"/>.</summary>
    public required string Folded { get; init; }
    public bool IsPattern { get; init; }

    /// <summary>The word as it must be written, case and accents included; null when folded is enough.</summary>
    public string? Exact { get; init; }

    /// <summary>The elided article that must stand before it ("L'"), when <see cref="Exact"/> was written with one.</summary>
    public string? ExactElision { get; init; }

    /// <summary>Symbols that must stand between the word before and this one, or directly before the first ("#", "@").</summary>
    public string SymbolsBefore { get; init; } = "";

    /// <summary>Symbols that must stand directly after the last word ("#" of C#).</summary>
    public string SymbolsAfter { get; init; } = "";

    internal bool IsPlain => !IsPattern && Exact is null && SymbolsBefore.Length == 0 && SymbolsAfter.Length == 0;
}
