using System.Globalization;
using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Connectors.Imports;

/// <summary>What a column can become.</summary>
public enum ImportField
{
    Text,
    Title,
    Date,
    Rating,
    Nps,
    Author,
    AuthorId,
    Url,
    Id,
    Language,
    Item,
    Likes,
    Replies,
    Shares,
    Reach,
}

/// <summary>Which column becomes what, and how its values are written.</summary>
public sealed record ImportPlan
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public IReadOnlyDictionary<ImportField, string> Columns { get; init; } = new Dictionary<ImportField, string>();

    /// <summary>4/5/2020 is the fourth of May.</summary>
    public bool DayFirst { get; init; } = true;

    /// <summary>The best rating of the file's scale.</summary>
    public double Best { get; init; } = 5;

    /// <summary>Several rows lead to one address: it then names no row.</summary>
    public bool SharedUrls { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ImportPlan Parse(string json) =>
        JsonSerializer.Deserialize<ImportPlan>(json, Json) ?? new ImportPlan();
}

/// <summary>Finds out from names and first rows what a file holds. A guess, shown before anything happens.</summary>
public static class ImportGuess
{
    private const int SampleRows = 200;

    private static readonly (ImportField Field, string[] Names)[] Known =
    [
        (ImportField.Nps, ["nps", "recommande", "recommend", "recommandation", "likelihood"]),
        (
            ImportField.Text,
            [
                "text",
                "texte",
                "comment",
                "commentaire",
                "content",
                "contenu",
                "body",
                "message",
                "review",
                "avis",
                "verbatim",
                "reviewtext",
                "description",
                "answer",
                "reponse",
                "feedback",
            ]
        ),
        (ImportField.Title, ["title", "titre", "subject", "objet", "headline", "summary"]),
        (
            ImportField.Date,
            [
                "date",
                "createdat",
                "created",
                "publishedat",
                "published",
                "time",
                "timestamp",
                "datetime",
                "reviewdate",
                "dateavis",
                "datepublication",
                "submitted",
                "horodateur",
            ]
        ),
        (ImportField.Rating, ["rating", "note", "stars", "star", "etoiles", "score", "starrating", "ratingvalue"]),
        (ImportField.AuthorId, ["authorid", "userid", "customerid", "clientid", "email"]),
        (
            ImportField.Author,
            [
                "author",
                "auteur",
                "name",
                "nom",
                "user",
                "username",
                "customer",
                "client",
                "reviewer",
                "pseudo",
                "authorname",
                "displayname",
            ]
        ),
        (ImportField.Url, ["url", "link", "lien", "permalink", "address", "adresse"]),
        (ImportField.Id, ["id", "reviewid", "identifiant", "uuid", "key", "externalid", "responseid", "reference"]),
        (ImportField.Language, ["language", "langue", "lang", "locale"]),
        (
            ImportField.Item,
            [
                "item",
                "product",
                "produit",
                "hotel",
                "location",
                "place",
                "magasin",
                "etablissement",
                "store",
                "itemreviewed",
            ]
        ),
        (ImportField.Likes, ["likes", "jaime", "favorites", "upvotes", "votes"]),
        (ImportField.Replies, ["replies", "reponses", "comments", "commentcount"]),
        (ImportField.Shares, ["shares", "partages", "retweets", "reposts"]),
        (ImportField.Reach, ["reach", "portee", "views", "vues", "followers", "impressions"]),
    ];

    public static ImportPlan Of(ImportTable table)
    {
        var columns = new Dictionary<ImportField, string>();
        foreach (var (field, names) in Known)
        {
            var free = table.Columns.Where(c => !columns.ContainsValue(c)).ToList();
            var hit =
                free.FirstOrDefault(c => names.Contains(Bare(c)))
                ?? free.FirstOrDefault(c =>
                    names.Any(n => n.Length >= 4 && Bare(c).Contains(n, StringComparison.Ordinal))
                );
            if (hit is not null)
            {
                columns[field] = hit;
            }
        }
        var sample = table.Rows().Take(SampleRows).ToList();
        if (!columns.ContainsKey(ImportField.Text) && Longest(table, sample, columns) is { } longest)
        {
            columns[ImportField.Text] = longest;
        }
        return With(table, new ImportPlan { Columns = columns });
    }

    /// <summary>The plan with what the rows say of its columns: the order of dates, the scale, whether addresses repeat.</summary>
    public static ImportPlan With(ImportTable table, ImportPlan plan)
    {
        var sample = table.Rows().Take(SampleRows).ToList();
        IEnumerable<string> Values(ImportField field) =>
            plan.Columns.TryGetValue(field, out var name) && IndexOf(table, name) is >= 0 and var at
                ? sample.Select(r => r.Cells.ElementAtOrDefault(at) ?? "").Where(v => v.Length > 0)
                : [];
        return plan with
        {
            DayFirst = !Values(ImportField.Date).Any(IsMonthFirst) || Values(ImportField.Date).Any(IsDayFirst),
            Best = Values(ImportField.Rating)
                .Select(v => Reviews.Ratings.Parse(v))
                .Select(r => r?.Best ?? r?.Value ?? 0)
                .DefaultIfEmpty(5)
                .Max() switch
            {
                <= 5 => 5,
                <= 10 => 10,
                <= 20 => 20,
                _ => 100,
            },
            SharedUrls = Values(ImportField.Url).GroupBy(v => v).Any(g => g.Count() > 1),
        };
    }

    public static int IndexOf(ImportTable table, string column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        return -1;
    }

    private static bool IsMonthFirst(string date) => Parts(date) is [<= 12, > 12 and <= 31, ..];

    private static bool IsDayFirst(string date) => Parts(date) is [> 12 and <= 31, <= 12, ..];

    private static int[] Parts(string date) =>
        [
            .. date.Split('/', '.', '-', ' ')
                .Take(3)
                .Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1),
        ];

    /// <summary>The column with the longest texts that are no dates.</summary>
    private static string? Longest(ImportTable table, List<ImportRow> sample, Dictionary<ImportField, string> taken)
    {
        var best = Enumerable
            .Range(0, table.Columns.Count)
            .Where(i => !taken.ContainsValue(table.Columns[i]))
            .Select(i =>
                (Index: i, Length: sample.Average(r => (double?)(r.Cells.ElementAtOrDefault(i)?.Length ?? 0)) ?? 0)
            )
            .OrderByDescending(c => c.Length)
            .FirstOrDefault();
        return best.Length >= 15 ? table.Columns[best.Index] : null;
    }

    /// <summary>Letters and digits in lower case, without accents: <c>Créé le</c> is <c>creele</c>.</summary>
    private static string Bare(string name)
    {
        var bare = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                bare.Append(c);
            }
        }
        return bare.ToString();
    }
}
