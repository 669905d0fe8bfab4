using System.Globalization;
using System.Text.Json;
using ReputationWatch.Connectors.Imports;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Api.Inbound;

/// <summary>What is wrong with one item, in words for whoever programs the sender.</summary>
internal sealed record ItemProblem(int Index, string Field, string Problem);

/// <param name="Error">The whole body cannot be read; null when it can.</param>
internal sealed record InboundItems(
    IReadOnlyList<RawItem> Items,
    IReadOnlyList<ItemProblem> Problems,
    string? Error = null
);

/// <summary>
/// Reads what was delivered: <c>{"items":[…]}</c>, a list, or one item. Where a sender's form is another one, paths say where each
/// field stands (<c>data.comment</c>). All or nothing: with a problem, nothing is taken.
/// </summary>
internal static class InboundBody
{
    public const int MostItems = 500;
    private const int MostProblems = 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Fields and where they stand in the documented form.</summary>
    public static readonly IReadOnlyDictionary<string, string> Usual = new Dictionary<string, string>
    {
        ["items"] = "items",
        ["id"] = "id",
        ["text"] = "text",
        ["title"] = "title",
        ["url"] = "url",
        ["publishedAt"] = "publishedAt",
        ["language"] = "language",
        ["author"] = "author.name",
        ["authorId"] = "author.id",
        ["authorHandle"] = "author.handle",
        ["authorUrl"] = "author.url",
        ["rating"] = "rating.value",
        ["best"] = "rating.best",
        ["worst"] = "rating.worst",
        ["nps"] = "nps",
        ["kind"] = "kind",
        ["item"] = "item",
        ["site"] = "site",
        ["likes"] = "likes",
        ["replies"] = "replies",
        ["shares"] = "shares",
        ["reach"] = "reach",
    };

    /// <param name="paths">Where fields stand, in place of <see cref="Usual"/>.</param>
    /// <param name="scope">The source's address: ids are unique within it.</param>
    public static InboundItems Read(
        ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, string> paths,
        string scope,
        DateTimeOffset now
    )
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Read(document.RootElement, paths, scope, now);
        }
        // The framework looks into strings only when they are read: broken UTF-8, or half a surrogate pair, is then no JsonException.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new InboundItems([], [], $"The body is no valid JSON: {broken.Message}");
        }
    }

    private static InboundItems Read(
        JsonElement root,
        IReadOnlyDictionary<string, string> paths,
        string scope,
        DateTimeOffset now
    )
    {
        var elements = Elements(root, paths.GetValueOrDefault("items", "items"));
        if (elements.Count is 0 or > MostItems)
        {
            return new InboundItems(
                [],
                [],
                elements.Count == 0
                    ? "There is no item in the body."
                    : $"At most {MostItems} items fit into one delivery."
            );
        }
        var problems = new List<ItemProblem>();
        var items = elements.Select((e, i) => new Reader(e, i, paths, problems).Item(scope, now)).ToList();
        return new InboundItems(problems.Count == 0 ? items : [], [.. problems.Take(MostProblems)]);
    }

    private static List<JsonElement> Elements(JsonElement root, string path)
    {
        var found = root.ValueKind == JsonValueKind.Array ? root : At(root, path);
        return found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()]
            : root.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Undefined ? [root]
            : found.ValueKind == JsonValueKind.Object ? [found]
            : [];
    }

    private static JsonElement At(JsonElement owner, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member))
            {
                owner = member;
            }
            else
            {
                return default;
            }
        }
        return owner;
    }

    /// <summary>One item's fields, with what is wrong with them.</summary>
    private sealed class Reader(
        JsonElement owner,
        int index,
        IReadOnlyDictionary<string, string> paths,
        List<ItemProblem> problems
    )
    {
        public RawItem Item(string scope, DateTimeOffset now)
        {
            var rating = Rating();
            var nps = Nps();
            var text = Text("text") ?? "";
            var title = Text("title");
            if (text.Length == 0 && title is null && rating is null && nps is null)
            {
                Note("text", "An item needs a text, a title, a rating or an answer (nps).");
            }
            var id = Text("id");
            if (id is null)
            {
                Note("id", "An item needs an id that stays the same when it is delivered again.");
            }
            return new RawItem
            {
                Kind = Kind(rating is not null || nps is not null),
                ExternalId = $"{scope}#{id}",
                Text = text,
                Title = title ?? (text.Length == 0 ? ImportReader.Figures(rating, nps) : null),
                Url = Text("url"),
                PublishedAt = Time(now),
                Language = Text("language"),
                AuthorName = Text("author"),
                AuthorId = Text("authorId"),
                AuthorHandle = Text("authorHandle"),
                AuthorUrl = Text("authorUrl"),
                Rating = rating,
                Recommends = nps,
                ItemReviewed = Text("item"),
                Site = Text("site"),
                Likes = Count("likes"),
                Replies = Count("replies"),
                Shares = Count("shares"),
                Reach = Count("reach"),
            };
        }

        private JsonElement Member(string field) =>
            At(owner, paths.TryGetValue(field, out var path) && path.Length > 0 ? path : Usual[field]);

        private void Note(string field, string problem) => problems.Add(new ItemProblem(index, field, problem));

        private string? Text(string field)
        {
            var member = Member(field);
            try
            {
                var text = member.ValueKind switch
                {
                    JsonValueKind.String => member.GetString(),
                    JsonValueKind.Number => member.GetRawText(),
                    _ => null,
                };
                return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
            }
            catch (InvalidOperationException)
            {
                Note(field, "The text holds half of a character (a lone surrogate).");
                return null;
            }
        }

        private double? Number(string field)
        {
            if (Text(field) is not { } text)
            {
                return null;
            }
            if (
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number)
            )
            {
                return number;
            }
            Note(field, "This is no number.");
            return null;
        }

        private long? Count(string field) =>
            Number(field) is { } number && Math.Abs(number) < 1e15 ? (long)number : null;

        private Rating? Rating()
        {
            if (Number("rating") is not { } value)
            {
                return null;
            }
            var rating = new Rating(value, Number("best") ?? 5, Number("worst") ?? (value < 1 ? 0 : 1));
            if (rating.Stars is null)
            {
                Note("rating", "The rating lies outside of its scale; give best and worst when it is not from 1 to 5.");
            }
            return rating;
        }

        private int? Nps()
        {
            if (Number("nps") is not { } value)
            {
                return null;
            }
            if (value is < 0 or > 10 || value != Math.Floor(value))
            {
                Note("nps", "An answer is a whole number from 0 to 10.");
                return null;
            }
            return (int)value;
        }

        private DateTimeOffset? Time(DateTimeOffset now)
        {
            if (Text("publishedAt") is not { } text)
            {
                return null;
            }
            var time =
                Seconds(text)
                ?? (
                    DateTimeOffset.TryParse(
                        text,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var parsed
                    )
                        ? parsed
                        : null
                );
            if (time is null)
            {
                Note("publishedAt", "This is no time; write it like 2026-03-15T10:30:00Z.");
            }
            else if (time > now.AddDays(1))
            {
                Note("publishedAt", "This time lies in the future.");
            }
            return time;
        }

        private static DateTimeOffset? Seconds(string text) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 1_000_000_000 and < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;

        private MentionKind Kind(bool isReview)
        {
            if (Text("kind") is not { } text)
            {
                return isReview ? MentionKind.Review : MentionKind.Comment;
            }
            if (Enum.TryParse<MentionKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind))
            {
                return kind;
            }
            Note("kind", "The kind is one of post, review, article, comment.");
            return MentionKind.Comment;
        }
    }
}
