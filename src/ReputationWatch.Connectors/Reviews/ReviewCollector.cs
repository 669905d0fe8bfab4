namespace ReputationWatch.Connectors.Reviews;

/// <summary>Walks the items of a page in order, and tells each review and rating what it is about.</summary>
internal sealed class ReviewCollector(ReviewBuilder builder)
{
    private readonly HashSet<MarkupItem> _visited = [];

    public ReviewMerge Found { get; } = new();

    public void Collect(IEnumerable<MarkupItem> roots)
    {
        var items = roots.ToArray();
        foreach (var item in items)
        {
            MarkReferred(item);
        }
        foreach (var item in items)
        {
            Visit(item, null, null, 0);
        }
        Found.EndSyntax();
    }

    /// <summary>A review listed on its own and referred to by its product belongs to the product: products come first.</summary>
    private void MarkReferred(MarkupItem owner)
    {
        foreach (var (property, values) in owner.Properties)
        {
            foreach (var value in values)
            {
                if (value.Item is { Id: not null } referred && property is "review" or "reviews" or "aggregaterating")
                {
                    _subjects.TryAdd(value.Item, owner);
                }
            }
        }
    }

    private readonly Dictionary<MarkupItem, MarkupItem> _subjects = [];

    private void Visit(MarkupItem item, MarkupItem? parent, string? property, int depth)
    {
        if (depth > 40 || !_visited.Add(item))
        {
            return;
        }
        var subject = IsReview(parent) || IsSummary(parent) ? null : parent;
        if (property is not ("review" or "reviews" or "aggregaterating" or "hasreview"))
        {
            subject = null;
        }
        subject ??= _subjects.GetValueOrDefault(item);
        if (IsSummary(item) || (property == "aggregaterating" && item.Types.Count == 0))
        {
            Found.Add(builder.Summary(item, subject));
        }
        else if (IsReview(item) || (property is "review" or "reviews" && item.Types.Count == 0))
        {
            Found.Add(builder.Review(item, subject));
        }
        foreach (var (name, values) in item.Properties)
        {
            foreach (var value in values)
            {
                if (value.Item is { } inner && !IsReplyTo(item, name))
                {
                    Visit(inner, item, name, depth + 1);
                }
            }
        }
    }

    /// <summary>An owner's answer is sometimes marked as a review of the review.</summary>
    private static bool IsReplyTo(MarkupItem item, string property) =>
        IsReview(item) && property is "comment" or "reply" or "ownerreply" or "ownerresponse";

    private static bool IsReview(MarkupItem? item) =>
        item?.Types.Any(t => t.EndsWith("review", StringComparison.Ordinal) || t == "recommendation") == true;

    private static bool IsSummary(MarkupItem? item) =>
        item?.Types.Any(t =>
            t.EndsWith("aggregaterating", StringComparison.Ordinal) || t is "review-aggregate" or "reviewaggregate"
        ) == true;
}
