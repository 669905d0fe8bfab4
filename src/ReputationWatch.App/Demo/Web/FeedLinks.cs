using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>The links between the documents of one feed: RFC 5005 section 3 (next) or section 4 (prev-archive).</summary>
internal static class FeedLinks
{
    public static IEnumerable<(string Relation, int? Number)> Of(Site site, PublishedPage page)
    {
        yield return ("self", page.Number);
        if (site.Paging == SitePaging.Archive && page.Number is not null)
        {
            yield return ("current", null);
        }
        if (site.Paging == SitePaging.Next && page.Number is not null)
        {
            yield return ("first", null);
        }
        if (page.Older is { } older)
        {
            yield return (site.Paging == SitePaging.Archive ? "prev-archive" : "next", older);
        }
    }
}
