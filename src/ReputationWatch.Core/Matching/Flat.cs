namespace ReputationWatch.Core.Matching;

/// <summary>Builds groups without needless levels, so that the tree is never deeper than its operators alternate.</summary>
internal static class Flat
{
    private const int MaxNearAlternatives = 1000;

    public static QueryNode And(List<QueryNode> operands) =>
        operands.Count == 1
            ? operands[0]
            : new AndNode([.. operands.SelectMany(o => o is AndNode and ? and.Children : [o])]);

    public static QueryNode Or(List<QueryNode> operands) =>
        operands.Count == 1
            ? operands[0]
            : new OrNode([.. operands.SelectMany(o => o is OrNode or ? or.Children : [o])]);

    public static QueryNode Not(QueryNode operand) => operand is NotNode not ? not.Child : new NotNode(operand);

    /// <summary>NEAR measures between places in a text: only what has places can stand beside it.</summary>
    public static void CheckNear(QueryNode operand, int position)
    {
        var fits = operand switch
        {
            PhraseNode or NearNode => true,
            OrNode or => or.Children.All(HasPlaces),
            AndNode and => and.Children.All(HasPlaces),
            _ => false,
        };
        if (!fits)
        {
            throw new QuerySyntaxException(new QueryError(QueryErrorKind.NearNeedsWords, position));
        }
    }

    /// <summary>(a AND b) NEAR/3 c reads as a NEAR/3 c AND b NEAR/3 c.</summary>
    public static QueryNode Near(QueryNode left, List<(QueryNode Node, NearJoint Joint)> rest)
    {
        List<List<QueryNode>> chains =
        [
            [],
        ];
        foreach (var operand in rest.Select(r => r.Node).Prepend(left))
        {
            IReadOnlyList<QueryNode> parts = operand is AndNode and ? and.Children : [operand];
            chains = [.. chains.SelectMany(_ => parts, (chain, part) => (List<QueryNode>)[.. chain, part])];
            if (chains.Count > MaxNearAlternatives)
            {
                throw new QuerySyntaxException(new QueryError(QueryErrorKind.TooManyTerms, 0));
            }
        }
        NearJoint[] joints = [.. rest.Select(r => r.Joint)];
        return And([.. chains.Select(chain => (QueryNode)new NearNode(chain, joints))]);
    }

    private static bool HasPlaces(QueryNode node) =>
        node is PhraseNode or NearNode || (node is OrNode or && or.Children.All(HasPlaces));
}
