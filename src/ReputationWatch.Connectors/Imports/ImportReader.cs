using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Connectors.Feeds;
using ReputationWatch.Connectors.Reviews;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Connectors.Imports;

/// <summary>What is wrong with a row, as a word that the pages put into a sentence.</summary>
public enum RowProblem
{
    NoText,
    BadDate,
    FutureDate,
    BadRating,
    RatingOffScale,
    BadNps,
}

/// <param name="Item">Null when the row cannot be taken.</param>
/// <param name="Value">What the cell says that is wrong.</param>
public sealed record ReadRow(int Number, RawItem? Item, RowProblem? Problem, string? Value);

/// <summary>
/// Turns rows into items. A row is known by its id column, or else by all it says and how many rows before it said the same: the same
/// file read twice gives the same ids.
/// </summary>
public sealed class ImportReader
{
    private readonly ImportPlan _plan;
    private readonly string _scope;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<ImportField, int> _at;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <param name="scope">Keeps the rows of different sources apart: the source's address.</param>
    public ImportReader(ImportTable table, ImportPlan plan, string scope, DateTimeOffset now)
    {
        _plan = plan;
        _scope = scope;
        _now = now;
        _at = plan
            .Columns.Select(c => (c.Key, At: ImportGuess.IndexOf(table, c.Value)))
            .Where(c => c.At >= 0)
            .ToDictionary(c => c.Key, c => c.At);
    }

    public ReadRow Read(ImportRow row)
    {
        var id = IdOf(row);
        var text = Cell(row, ImportField.Text) ?? "";
        var (rating, badRating) = RatingOf(row);
        var (nps, badNps) = NpsOf(row);
        var (date, badDate) = DateOf(row);
        if ((badRating ?? badNps ?? badDate) is { } bad)
        {
            return new ReadRow(row.Number, null, bad.Problem, bad.Value);
        }
        var title = Cell(row, ImportField.Title);
        if (text.Length == 0 && title is null && rating is null && nps is null)
        {
            return new ReadRow(row.Number, null, RowProblem.NoText, null);
        }
        return new ReadRow(
            row.Number,
            Item(row, id, title ?? (text.Length == 0 ? Figures(rating, nps) : null), text, rating, nps, date),
            null,
            null
        );
    }

    private RawItem Item(
        ImportRow row,
        string id,
        string? title,
        string text,
        Rating? rating,
        int? nps,
        DateTimeOffset? date
    ) =>
        new()
        {
            Kind =
                rating is not null || nps is not null ? MentionKind.Review
                : _plan.SharedUrls ? MentionKind.Comment
                : MentionKind.Post,
            ExternalId = $"{_scope}#{id}",
            Url = Cell(row, ImportField.Url),
            Title = title,
            Text = text,
            AuthorId = Cell(row, ImportField.AuthorId),
            AuthorName = Cell(row, ImportField.Author),
            PublishedAt = date,
            Language = Cell(row, ImportField.Language),
            Rating = rating,
            Recommends = nps,
            ItemReviewed = Cell(row, ImportField.Item),
            Likes = Count(row, ImportField.Likes),
            Replies = Count(row, ImportField.Replies),
            Shares = Count(row, ImportField.Shares),
            Reach = Count(row, ImportField.Reach),
        };

    private string? Cell(ImportRow row, ImportField field) =>
        _at.TryGetValue(field, out var at) && row.Cells.ElementAtOrDefault(at) is { Length: > 0 } value ? value : null;

    private string IdOf(ImportRow row)
    {
        if (Cell(row, ImportField.Id) is { } own)
        {
            return own;
        }
        var said = string.Join('\u001f', _at.OrderBy(a => a.Key).Select(a => row.Cells.ElementAtOrDefault(a.Value)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 12));
        var before = _seen[hash] = _seen.GetValueOrDefault(hash) + 1;
        return before == 1 ? hash : string.Create(CultureInfo.InvariantCulture, $"{hash}-{before}");
    }

    private (Rating?, (RowProblem Problem, string Value)?) RatingOf(ImportRow row)
    {
        if (Cell(row, ImportField.Rating) is not { } cell)
        {
            return (null, null);
        }
        if (Ratings.Parse(cell) is not var (value, best))
        {
            return (null, (RowProblem.BadRating, cell));
        }
        var top = best ?? _plan.Best;
        return value < 0 || value > top
            ? (null, (RowProblem.RatingOffScale, cell))
            : (new Rating(value, top, top > 5 ? 0 : Math.Min(1, value)), null);
    }

    /// <summary>An answer from 0 to 10, whole; "9 - très probable" is one too.</summary>
    private (int?, (RowProblem Problem, string Value)?) NpsOf(ImportRow row)
    {
        if (Cell(row, ImportField.Nps) is not { } cell)
        {
            return (null, null);
        }
        var number = Ratings.Parse(cell)?.Value;
        return number is >= 0 and <= 10 && number == Math.Floor(number.Value)
            ? ((int)number.Value, null)
            : (null, (RowProblem.BadNps, cell));
    }

    private (DateTimeOffset?, (RowProblem Problem, string Value)?) DateOf(ImportRow row)
    {
        if (Cell(row, ImportField.Date) is not { } cell)
        {
            return (null, null);
        }
        var date = FeedDates.Read(cell, _plan.DayFirst)?.Time.ToUniversalTime();
        return date is null ? (null, (RowProblem.BadDate, cell))
            : date > _now.AddDays(1) ? (null, (RowProblem.FutureDate, cell))
            : (date > _now ? _now : date, null);
    }

    private long? Count(ImportRow row, ImportField field) => Cell(row, field) is { } cell ? Ratings.Count(cell) : null;

    /// <summary>What stands for a text where there is none.</summary>
    public static string? Figures(Rating? rating, int? nps) =>
        rating is not null ? string.Create(CultureInfo.InvariantCulture, $"{rating.Value:0.#} / {rating.Best:0.#}")
        : nps is not null ? string.Create(CultureInfo.InvariantCulture, $"NPS {nps} / 10")
        : null;
}
