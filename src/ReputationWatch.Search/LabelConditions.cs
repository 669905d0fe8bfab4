using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Search;

/// <summary>Conditions on short closed lists, decided by the matcher on each value there is.</summary>
internal static class LabelConditions
{
    public static IReadOnlyList<MentionKind> Kinds(QueryNode condition) =>
        Holding(
            condition,
            Enum.GetValues<MentionKind>(),
            kind => new QueryDocument { Kind = IndexQueryDocument.Name(kind) }
        );

    public static IReadOnlyList<SentimentLabel> Sentiments(QueryNode condition) =>
        Holding(
            condition,
            Enum.GetValues<SentimentLabel>(),
            label => new QueryDocument { Sentiment = IndexQueryDocument.Name(label) }
        );

    public static IReadOnlyList<T> Holding<T>(QueryNode condition, IEnumerable<T> values, Func<T, QueryDocument> with)
    {
        var matcher = new QueryMatcher(new Query("", condition));
        return [.. values.Where(value => matcher.Matches(with(value)))];
    }
}
