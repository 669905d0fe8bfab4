using System.Text;
using System.Text.Json;

namespace ReputationWatch.IntegrationTests.Search.Elasticsearch;

/// <summary>
/// Evaluates the part of the query language that is meant to be used, and refuses all else, as a server refuses what it does not
/// know. Written from the documentation, on purpose without any code of the product.
/// </summary>
internal sealed class FakeQueries
{
    // The least that any supported version comes with; newer ones count over the whole query, some after short lists of terms
    // have become clauses, and everything that is answered in two ways twice.
    private const int MaxClauses = 1024;
    private const int ShortList = 16;
    private const int MaxDepth = 20;
    private const int MaxTerms = 65_536;
    private const int MaxPatternBytes = 1_000;
    private const int MaxSinglesAfterStar = 10;

    // All others are kept in two ways, which are both counted.
    private static readonly string[] Words = ["title", "body", "author", "source", "site", "url"];
    private int _clauses;

    public static Func<FakeDocument, bool> Compile(JsonElement query)
    {
        var compiler = new FakeQueries();
        var compiled = compiler.Compile(query, 1);
        return compiler._clauses <= MaxClauses
            ? compiled
            : throw new FakeRefusal(400, "too_many_clauses", $"maxClauseCount is set to {MaxClauses}");
    }

    private Func<FakeDocument, bool> Compile(JsonElement query, int depth)
    {
        var (name, body) = Single(query);
        if (depth + (name == "span_near" ? 1 : 0) > MaxDepth)
        {
            throw Illegal("The nested depth of the query exceeds the maximum");
        }
        _clauses += ClausesOf(name, body);
        return name switch
        {
            "match_all" => _ => true,
            "match_none" => _ => false,
            "bool" => Bool(body, depth),
            "term" => Term(body),
            "terms" => Terms(body),
            "prefix" => OnStrings(
                Prepared(body),
                "value",
                (stored, asked) => stored.StartsWith(asked, StringComparison.Ordinal)
            ),
            "wildcard" => OnStrings(Prepared(body), "value", IsWildcard),
            "match_phrase" => Phrase(body),
            "span_near" => SpanNear(body),
            "range" => Range(body),
            _ => throw FakeRefusal.BadRequest($"unknown query [{name}]"),
        };
    }

    private static int ClausesOf(string name, JsonElement body) =>
        name switch
        {
            "bool" => 0,
            "span_near" => 2,
            "terms" when Single(body).Value.GetArrayLength() is var count and > 1 and <= ShortList => count,
            "range" or "terms" or "prefix" or "wildcard" => Words.Contains(Single(body).Name) ? 1 : 2,
            _ => 1,
        };

    /// <summary>Patterns become automata, whose size and preparation servers bound.</summary>
    private static JsonElement Prepared(JsonElement body)
    {
        var pattern = Single(body).Value.GetProperty("value").GetString()!;
        if (Encoding.UTF8.GetByteCount(pattern) > MaxPatternBytes)
        {
            throw Illegal("input automaton is too large: 1001");
        }
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star >= 0 && pattern.AsSpan(star).Count('?') > MaxSinglesAfterStar
            ? throw new FakeRefusal(400, "too_complex_to_determinize_exception", pattern)
            : body;
    }

    private static FakeRefusal Illegal(string reason) => new(400, "illegal_argument_exception", reason);

    private Func<FakeDocument, bool> Bool(JsonElement body, int depth)
    {
        Known(body, "filter", "should", "must_not", "minimum_should_match");
        var filter = Clauses(body, "filter", depth);
        var should = Clauses(body, "should", depth);
        var mustNot = Clauses(body, "must_not", depth);
        if (new[] { filter, should, mustNot }.Any(c => c.Count > MaxClauses))
        {
            throw new FakeRefusal(400, "too_many_clauses", $"maxClauseCount is set to {MaxClauses}");
        }
        // Without the minimum, should is only a wish as soon as there is a filter.
        var needed =
            body.TryGetProperty("minimum_should_match", out var minimum) ? minimum.GetInt32()
            : filter.Count > 0 ? 0
            : 1;
        return document =>
            filter.All(f => f(document))
            && !mustNot.Any(f => f(document))
            && (should.Count == 0 || should.Count(f => f(document)) >= needed);
    }

    private List<Func<FakeDocument, bool>> Clauses(JsonElement body, string name, int depth) =>
        body.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(c => Compile(c, depth + 1))] : [];

    private static Func<FakeDocument, bool> Term(JsonElement body) =>
        OnStrings(body, "value", (stored, asked) => stored == asked);

    private static Func<FakeDocument, bool> Terms(JsonElement body)
    {
        var (field, values) = Single(body);
        if (values.GetArrayLength() > MaxTerms)
        {
            throw Illegal($"The number of terms exceeds {MaxTerms}");
        }
        var strings = values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String);
        var names = strings.Select(v => v.GetString()!).ToHashSet(StringComparer.Ordinal);
        var numbers = values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number);
        var longs = numbers.Select(v => v.GetDecimal()).ToHashSet();
        return document =>
            Strings(document, field).Any(names.Contains)
            || (document.Numbers.TryGetValue(field, out var stored) && stored.Any(longs.Contains));
    }

    private static Func<FakeDocument, bool> OnStrings(
        JsonElement body,
        string property,
        Func<string, string, bool> test
    )
    {
        var (field, value) = Single(body);
        Known(value, property);
        var asked = value.GetProperty(property).GetString()!;
        return document => Strings(document, field).Any(stored => test(stored, asked));
    }

    private static Func<FakeDocument, bool> Phrase(JsonElement body)
    {
        var (field, value) = Single(body);
        Known(value, "query");
        var asked = value.GetProperty("query").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return document =>
        {
            var stored = document.Terms.GetValueOrDefault(field) ?? [];
            return asked.Length > 0
                && Enumerable
                    .Range(0, Math.Max(0, stored.Count - asked.Length + 1))
                    .Any(start => asked.Index().All(word => stored[start + word.Index] == word.Item));
        };
    }

    /// <summary>Two single words: the only form in which spans mean what NEAR means.</summary>
    private static Func<FakeDocument, bool> SpanNear(JsonElement body)
    {
        Known(body, "clauses", "slop", "in_order");
        var clauses = body.GetProperty("clauses").EnumerateArray().Select(SpanTerm).ToList();
        if (clauses is not [var first, var second] || first.Field != second.Field || first.Word == second.Word)
        {
            throw new InvalidOperationException("The fake knows spans of two different words of one field only.");
        }
        var slop = body.GetProperty("slop").GetInt32();
        var ordered = body.GetProperty("in_order").GetBoolean();
        return document =>
        {
            var stored = document.Terms.GetValueOrDefault(first.Field) ?? [];
            var a = Positions(stored, first.Word);
            var b = Positions(stored, second.Word);
            return a.Any(x => b.Any(y => (y > x || !ordered) && Math.Abs(y - x) - 1 <= slop));
        };
    }

    private static (string Field, string Word) SpanTerm(JsonElement clause)
    {
        var (name, body) = Single(clause);
        var (field, value) = Single(body);
        Known(value, "value");
        return name == "span_term"
            ? (field, value.GetProperty("value").GetString()!)
            : throw FakeRefusal.BadRequest($"[span_near] takes span queries, not [{name}]");
    }

    private static List<int> Positions(List<string> stored, string word) =>
        [.. stored.Index().Where(t => t.Item == word).Select(t => t.Index)];

    private static Func<FakeDocument, bool> Range(JsonElement body)
    {
        var (field, bounds) = Single(body);
        Known(bounds, "gt", "gte", "lt", "lte");
        var tests = bounds.EnumerateObject().Select(b => Bound(b.Name, (decimal)b.Value.GetDouble(), b.Value)).ToList();
        return document =>
            document.Numbers.TryGetValue(field, out var stored) && stored.Any(value => tests.All(t => t(value)));
    }

    private static Func<decimal, bool> Bound(string name, decimal rounded, JsonElement written)
    {
        var bound = written.TryGetInt64(out var whole) ? whole : rounded;
        return name switch
        {
            "gt" => value => value > bound,
            "gte" => value => value >= bound,
            "lt" => value => value < bound,
            _ => value => value <= bound,
        };
    }

    private static IEnumerable<string> Strings(FakeDocument document, string field) =>
        document.Terms.GetValueOrDefault(field) ?? document.Keys.GetValueOrDefault(field) ?? [];

    /// <summary>By code points, with \ taking the meaning away from what follows.</summary>
    private static bool IsWildcard(string stored, string pattern) =>
        IsWildcard([.. stored.EnumerateRunes()], 0, [.. pattern.EnumerateRunes()], 0);

    private static bool IsWildcard(Rune[] text, int t, Rune[] pattern, int p)
    {
        if (p == pattern.Length)
        {
            return t == text.Length;
        }
        switch (pattern[p].Value)
        {
            case '*':
                return Enumerable.Range(t, text.Length - t + 1).Any(next => IsWildcard(text, next, pattern, p + 1));
            case '?':
                return t < text.Length && IsWildcard(text, t + 1, pattern, p + 1);
            case '\\' when p + 1 < pattern.Length:
                p++;
                break;
        }
        return t < text.Length && text[t] == pattern[p] && IsWildcard(text, t + 1, pattern, p + 1);
    }

    private static (string Name, JsonElement Value) Single(JsonElement element)
    {
        var properties = element.EnumerateObject().ToList();
        return properties is [var only]
            ? (only.Name, only.Value)
            : throw FakeRefusal.BadRequest($"expected one field, found {properties.Count}: {element}");
    }

    public static void Known(JsonElement element, params string[] names)
    {
        foreach (var property in element.EnumerateObject().Where(p => !names.Contains(p.Name)))
        {
            throw FakeRefusal.BadRequest($"unknown field [{property.Name}]");
        }
    }
}
