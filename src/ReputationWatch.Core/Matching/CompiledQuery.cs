namespace ReputationWatch.Core.Matching;

/// <summary>A place in a document where a phrase stands: word positions, both ends included.</summary>
internal readonly record struct Place(string Field, int First, int Last);

/// <summary>A query with its words numbered in a <see cref="TermTable"/>, evaluated on <see cref="DocumentTerms"/>.</summary>
internal abstract class CompiledNode
{
    public abstract bool Holds(DocumentTerms document);

    /// <summary>Adds the places that make it hold; nothing for what has no place.</summary>
    public abstract void Explain(DocumentTerms document, List<Place> places);

    /// <summary>Adds every place where it stands. Only words, phrases, NEAR and their OR groups have places.</summary>
    public virtual void Find(DocumentTerms document, List<Place> places) => throw new NotSupportedException();

    public static CompiledNode Compile(QueryNode node, TermTable table) =>
        node switch
        {
            AndNode and => new CompiledAll([.. and.Children.Select(c => Compile(c, table))]),
            OrNode or => new CompiledAny([.. or.Children.Select(c => Compile(c, table))]),
            NotNode not => new CompiledNot(Compile(not.Child, table)),
            NearNode near => new CompiledNear(near, table),
            PhraseNode phrase => new CompiledPhrase(phrase, table),
            ValueNode value => new CompiledFact(d => FieldValues.Equal(d, value)),
            RangeNode range => new CompiledFact(d => FieldValues.InRange(d, range)),
            ExistsNode exists => new CompiledFact(d => FieldValues.Exists(d, exists.Field)),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
}

internal sealed class CompiledAll(CompiledNode[] children) : CompiledNode
{
    public CompiledNode[] Children { get; } = children;

    public override bool Holds(DocumentTerms document)
    {
        foreach (var child in Children)
        {
            if (!child.Holds(document))
            {
                return false;
            }
        }
        return true;
    }

    public override void Explain(DocumentTerms document, List<Place> places)
    {
        foreach (var child in Children)
        {
            child.Explain(document, places);
        }
    }
}

internal sealed class CompiledAny(CompiledNode[] children) : CompiledNode
{
    public CompiledNode[] Children { get; } = children;

    public override bool Holds(DocumentTerms document)
    {
        foreach (var child in Children)
        {
            if (child.Holds(document))
            {
                return true;
            }
        }
        return false;
    }

    public override void Explain(DocumentTerms document, List<Place> places)
    {
        foreach (var child in Children)
        {
            if (child.Holds(document))
            {
                child.Explain(document, places);
            }
        }
    }

    public override void Find(DocumentTerms document, List<Place> places)
    {
        foreach (var child in Children)
        {
            child.Find(document, places);
        }
    }
}

internal sealed class CompiledNot(CompiledNode child) : CompiledNode
{
    public override bool Holds(DocumentTerms document) => !child.Holds(document);

    public override void Explain(DocumentTerms document, List<Place> places) { }
}

/// <summary>A condition on a field that is no running text.</summary>
internal sealed class CompiledFact(Func<QueryDocument, bool> test) : CompiledNode
{
    public override bool Holds(DocumentTerms document) => test(document.Document);

    public override void Explain(DocumentTerms document, List<Place> places) { }
}
