using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Web;

/// <summary>Where a site is served. Ids carry no port, so that they survive a restart at other addresses.</summary>
internal sealed record SiteAddress(Site Site, Uri Root)
{
    public string Absolute(string path) => Root.GetLeftPart(UriPartial.Authority) + path;

    public string LinkTo(Post post) => Absolute(post.Path);

    /// <summary>A tag URI (RFC 4151) under a name that can never be registered (RFC 2606).</summary>
    public string IdOf(Post post) => TagOf(post.Id);

    public string TagOf(string id) => $"tag:{Site.Key}.example,2026:{id}";

    public string FeedPage(int? number) =>
        (number, Site.Paging) switch
        {
            (null, _) => Absolute(Site.FeedPath),
            (_, SitePaging.Archive) => Absolute($"/archive/{number}.xml"),
            _ => Absolute($"{Site.FeedPath}?page={number}"),
        };
}
