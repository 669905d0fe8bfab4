using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Connectors.Reviews;

/// <summary>Makes a review or a rating summary of an item, whatever its vocabulary called the properties.</summary>
internal sealed class ReviewBuilder(string? baseUrl, bool dayFirst)
{
    public Review? Review(MarkupItem item, MarkupItem? subject)
    {
        var rating = Rating(item);
        var review = new Review
        {
            Author = Names(item.Values("author", "reviewer", "creator")),
            Rating = rating.Value,
            Best = rating.Best,
            Worst = rating.Worst,
            Date = Date(item),
            Title = First(item.Values("name", "headline", "title", "summary")),
            Body = First(item.Values("reviewbody", "description", "content", "text", "articlebody")),
            Item = Subject(item, subject),
            Url = FeedAddress.Resolve(baseUrl, First(item.Values("url", "permalink"))),
            Language = First(item.Values("inlanguage")),
            Reply = Reply(item),
        };
        return review is { Author: null, Rating: null, Title: null, Body: null } ? null : review;
    }

    public RatingSummary? Summary(MarkupItem item, MarkupItem? subject)
    {
        var rating = Rating(item);
        var summary = new RatingSummary
        {
            Item = Subject(item, subject),
            Rating = rating.Value,
            Best = rating.Best,
            Worst = rating.Worst,
            RatingCount = Ratings.Count(First(item.Values("ratingcount", "votes"))),
            ReviewCount = Ratings.Count(First(item.Values("reviewcount", "count"))),
        };
        return summary is { Rating: null, RatingCount: null, ReviewCount: null } ? null : summary;
    }

    private static (double? Value, double? Best, double? Worst) Rating(MarkupItem item)
    {
        var holder =
            item.Values("reviewrating", "rating").Select(v => v.Item).FirstOrDefault(i => i is not null) ?? item;
        var text =
            First(holder.Values("ratingvalue", "average", "value"))
            ?? First(item.Values("ratingvalue", "average"))
            ?? item.Values("reviewrating", "rating").Select(v => v.Text).FirstOrDefault(t => t is not null);
        var parsed = Ratings.Parse(text);
        var best = Ratings.Parse(
            First(holder.Values("bestrating", "best")) ?? First(item.Values("bestrating", "best"))
        );
        var worst = Ratings.Parse(
            First(holder.Values("worstrating", "worst")) ?? First(item.Values("worstrating", "worst"))
        );
        return (parsed?.Value, best?.Value ?? parsed?.Best, worst?.Value);
    }

    private DateTimeOffset? Date(MarkupItem item)
    {
        foreach (
            var name in (ReadOnlySpan<string>)
                ["datepublished", "dtreviewed", "published", "reviewed", "datecreated", "date"]
        )
        {
            if (FeedDates.Read(First(item.Values(name)), dayFirst) is { } date)
            {
                return date.Time.ToUniversalTime();
            }
        }
        return null;
    }

    private static string? Subject(MarkupItem item, MarkupItem? parent)
    {
        foreach (var value in item.Values("itemreviewed", "item"))
        {
            var name = value.Item is { } reviewed ? Name(reviewed) : Text(value.Text);
            if (name is not null && !IsAddress(name))
            {
                return name;
            }
        }
        return parent is null ? null : Name(parent);
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);

    private static string? Name(MarkupItem item) =>
        First(item.Values("name")) ?? First(item.Values("legalname", "headline", "title")) ?? FullName(item);

    private static string? FullName(MarkupItem item) =>
        HtmlText.Collapse(First(item.Values("givenname")) + " " + First(item.Values("familyname")));

    private static string? Names(IReadOnlyList<MarkupValue> values)
    {
        var names = values
            .Select(v => v.Item is { } person ? Name(person) : Text(v.Text))
            .Where(n => n is not null)
            .Distinct();
        return HtmlText.Collapse(string.Join(", ", names));
    }

    private ReviewReply? Reply(MarkupItem item)
    {
        var answer = item.Values("comment", "reply", "ownerreply", "ownerresponse", "suggestedanswer")
            .Select(v => v.Item)
            .FirstOrDefault(i => i is not null);
        return
            answer is not null && First(answer.Values("text", "description", "reviewbody", "articlebody")) is { } text
            ? new ReviewReply(text, Names(answer.Values("author", "creator")), Date(answer))
            : null;
    }

    /// <summary>The first value with a text: its own, or the name of the item it is.</summary>
    private static string? First(IReadOnlyList<MarkupValue> values)
    {
        foreach (var value in values)
        {
            var text = value.Item is { } item ? Texts(item.Values("name", "value", "text")) : Text(value.Text);
            if (text is not null)
            {
                return text;
            }
        }
        return null;
    }

    private static string? Texts(IReadOnlyList<MarkupValue> values) =>
        values.Select(v => Text(v.Text)).FirstOrDefault(t => t is not null);

    private static string? Text(string? raw) =>
        HtmlText.Collapse(raw is not null && HtmlText.LooksLikeHtml(raw) ? HtmlText.Strip(raw) : raw);
}
