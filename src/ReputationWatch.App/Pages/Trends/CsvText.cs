using System.Globalization;
using System.Text;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Charts;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Pages.Trends;

/// <summary>
/// Tables as CSV (RFC 4180) with a byte order mark. French spreadsheets split at semicolons and read decimal commas. A cell that
/// a spreadsheet would take for a formula is made text with an apostrophe.
/// </summary>
internal static class CsvText
{
    public static byte[] Write(IEnumerable<IReadOnlyList<object?>> rows, string language)
    {
        var text = new StringBuilder();
        var separator = language == "fr" ? ';' : ',';
        foreach (var row in rows)
        {
            text.AppendJoin(separator, row.Select(cell => Cell(cell, separator, language))).Append("\r\n");
        }
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public static IEnumerable<IReadOnlyList<object?>> OfCounts(
        ChartBuckets buckets,
        IReadOnlyList<MentionCounts> columns,
        Wording words,
        TimeZoneInfo zone
    )
    {
        yield return
        [
            words["Csv.From"],
            words["Csv.To"],
            words["Sentiment.Negative"],
            words["Sentiment.Neutral"],
            words["Sentiment.Positive"],
            words["Chart.All"],
        ];
        for (var i = 0; i < buckets.All.Count; i++)
        {
            var c = columns[i];
            yield return [.. Times(buckets.All[i], zone), c.Negative, c.Neutral, c.Positive, c.Total];
        }
    }

    public static IEnumerable<IReadOnlyList<object?>> OfScores(
        ChartBuckets buckets,
        IReadOnlyList<NpsCounts> columns,
        Wording words,
        TimeZoneInfo zone
    )
    {
        yield return
        [
            words["Csv.From"],
            words["Csv.To"],
            words["NpsClass.Detractor"],
            words["NpsClass.Passive"],
            words["NpsClass.Promoter"],
            words["Nps.Score"],
            words["Csv.HalfWidth"],
        ];
        for (var i = 0; i < buckets.All.Count; i++)
        {
            var c = columns[i];
            var score = NpsScore.Of(c);
            yield return
            [
                .. Times(buckets.All[i], zone),
                c.Detractors,
                c.Passives,
                c.Promoters,
                score?.Points,
                score?.HalfWidth,
            ];
        }
    }

    public static IEnumerable<IReadOnlyList<object?>> OfShares(
        ChartBuckets buckets,
        IReadOnlyList<(string Name, IReadOnlyList<MentionCounts> Counts)> topics,
        Wording words,
        TimeZoneInfo zone
    )
    {
        yield return [words["Csv.From"], words["Csv.To"], .. topics.Select(t => t.Name)];
        for (var i = 0; i < buckets.All.Count; i++)
        {
            yield return [.. Times(buckets.All[i], zone), .. topics.Select(t => (object)t.Counts[i].Total)];
        }
    }

    public static IEnumerable<IReadOnlyList<object?>> OfSources(IReadOnlyList<Compared<Source>> rows, Wording words)
    {
        yield return
        [
            words["Overview.Source"],
            words["Sentiment.Negative"],
            words["Sentiment.Neutral"],
            words["Sentiment.Positive"],
            words["Chart.All"],
            words["Csv.Before"],
        ];
        foreach (var row in rows)
        {
            yield return
            [
                row.Of.Name,
                row.Now.Negative,
                row.Now.Neutral,
                row.Now.Positive,
                row.Now.Total,
                row.Before.Total,
            ];
        }
    }

    private static object[] Times(ChartBucket bucket, TimeZoneInfo zone) =>
        [At(bucket.Start, zone), At(bucket.End, zone)];

    private static string At(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Cell(object? value, char separator, string language)
    {
        var text = value switch
        {
            null => "",
            double number => Math.Round(number, 2)
                .ToString(CultureInfo.InvariantCulture)
                .Replace(".", language == "fr" ? "," : ".", StringComparison.Ordinal),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => Harmless(value.ToString() ?? ""),
        };
        return text.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) >= 0
            ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : text;
    }

    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
}
