using System.CommandLine;
using System.Globalization;
using ReputationWatch.Connectors.Articles;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect article --batch</c>: what is taken for the article of a page.</summary>
internal static class InspectArticle
{
    internal sealed record Request(string Id, string File, string? Url, string? Ctype);

    public static Command Create() =>
        new Command(
            "article",
            "Show what is taken for the article of a page: {\"id\",\"file\",\"url\"} on each line."
        ).WithBatch<Request, object>(Answer);

    private static object Answer(Request request)
    {
        var (bytes, failure) = InspectedFile.Read(request.File);
        if (failure is not null)
        {
            return new
            {
                request.Id,
                article = (object?)null,
                error = failure,
            };
        }
        var article = ArticleReader.Read(bytes, request.Url, request.Ctype);
        return new
        {
            request.Id,
            article = new
            {
                article.Title,
                article.Author,
                // The day readers saw; the moment stands beside it.
                date = article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                published = article.PublishedHasTime ? Rfc3339.Utc(article.Published) : null,
                modified = Rfc3339.Utc(article.Modified),
                article.Language,
                article.Site,
                article.Description,
                article.Image,
                article.CanonicalUrl,
                article.Text,
                comments = article.Comments.Select(c => new
                {
                    c.Text,
                    c.Author,
                    date = Rfc3339.Utc(c.Date),
                    c.Url,
                }),
            },
        };
    }
}
