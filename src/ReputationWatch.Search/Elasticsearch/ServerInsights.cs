using System.Text.Json;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Distinct authors, percentiles of reach and words that stand out, counted by the server in one request.</summary>
internal static class ServerInsights
{
    private const string Authors = "authors";
    private const string Reach = "reach";
    private const string Sample = "sample";
    private const string Words = "words";

    // Up to this many the server remembers each author by a hash of its own, beyond it estimates.
    private const int Precision = 3_000;

    // Hashes meet too: among a thousand authors the chance of one pair is still below a few percent.
    private const int CertainAuthors = 1_000;

    // Among all mentions the server counts deleted ones and the document with the position too: a word that every mention has
    // then seems to stand out by a hair.
    private const double Distinctly = 1.05;

    private const int SpareWords = 150;
    private const int MostWords = 1_000;

    /// <param name="only">Ids that the matcher has found; null when the server alone decides.</param>
    public static async Task<SearchInsights> ReadAsync(
        ServerSearch asked,
        IReadOnlyList<long>? only,
        StandingWords words,
        CancellationToken cancel
    )
    {
        if (only is { Count: 0 })
        {
            return SearchInsights.None;
        }
        using var reply = await asked.AggregateAsync(only, json => Write(json, words), cancel);
        var found = reply.Root.GetProperty("aggregations");
        var authors = found.GetProperty(Authors).GetProperty("value").GetInt64();
        return new SearchInsights(
            authors,
            authors <= CertainAuthors ? CountCertainty.Exact : CountCertainty.About,
            ReadReach(found.GetProperty(Reach).GetProperty("values")),
            ReadWords(found.GetProperty(Sample).GetProperty(Words), words)
        );
    }

    private static void Write(Utf8JsonWriter json, StandingWords words)
    {
        json.WriteStartObject(Authors);
        json.WriteStartObject("cardinality");
        json.WriteString("field", Field.AuthorKey);
        json.WriteNumber("precision_threshold", Precision);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteReach(json);
        json.WriteStartObject(Sample);
        json.WriteStartObject("sampler");
        // Each shard reads so many texts anew.
        json.WriteNumber("shard_size", SearchLimits.SampledTexts);
        json.WriteEndObject();
        json.WriteStartObject("aggs");
        WriteWords(json, words);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteReach(Utf8JsonWriter json)
    {
        json.WriteStartObject(Reach);
        json.WriteStartObject("percentiles");
        json.WriteString("field", Field.Reach);
        json.WriteStartArray("percents");
        json.WriteNumberValue(50);
        json.WriteNumberValue(90);
        json.WriteNumberValue(99);
        json.WriteEndArray();
        json.WriteBoolean("keyed", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The words of the query come first of all, so more are asked for than shown.</summary>
    private static void WriteWords(Utf8JsonWriter json, StandingWords words)
    {
        json.WriteStartObject(Words);
        json.WriteStartObject("significant_text");
        json.WriteString("field", Field.Body);
        json.WriteNumber("size", Math.Min(words.Asked + SpareWords, MostWords));
        json.WriteNumber("min_doc_count", StandingWords.LeastCount);
        json.WriteStartObject("jlh");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Without any value the server answers null or, in some versions, "NaN".</summary>
    private static ReachPercentiles? ReadReach(JsonElement values)
    {
        var read = values
            .EnumerateArray()
            .Select(v => v.GetProperty("value"))
            .Where(v => v.ValueKind == JsonValueKind.Number)
            .Select(v => v.GetDouble())
            .ToList();
        return read.Count == 3 ? new ReachPercentiles(read[0], read[1], read[2]) : null;
    }

    private static IReadOnlyList<StandingWord> ReadWords(JsonElement found, StandingWords words) =>
        [
            .. found
                .GetProperty("buckets")
                .EnumerateArray()
                .Where(bucket => Share(bucket, found, "doc_count") > Distinctly * Share(bucket, found, "bg_count"))
                .Select(b => new StandingWord(b.GetProperty("key").GetString()!, b.GetProperty("doc_count").GetInt64()))
                .Where(w => words.Admits(w.Word))
                .Take(StandingWords.Shown),
        ];

    private static double Share(JsonElement bucket, JsonElement all, string count) =>
        bucket.GetProperty(count).GetDouble() / all.GetProperty(count).GetDouble();
}
