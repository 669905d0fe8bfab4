using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Writes queries in the server's language, within the limits that servers come with.</summary>
internal sealed class ServerTranslator : QueryNet<ServerQuery>
{
    // Servers take 1,024 clauses, counted per group or in all as versions go; the rest is for the filters of a search.
    private const int MaxClauses = 800;

    // Of a pattern or prefix of more than some thousand bytes servers say that the automaton is too large.
    private const int LongestPattern = Tokenizer.MaxWord;

    // In a larger group a phrase is looked for by its longest word, which joins the one list of all words.
    private const int LargeGroup = 60;
    private const int MaxSingles = 6;

    /// <summary>What to ask of the server for a query.</summary>
    public static Net<ServerQuery> Plan(QueryNode query)
    {
        var net = new ServerTranslator().Translate(query);
        return net.Query?.Clauses > MaxClauses ? Unknown : net;
    }

    // Elasticsearch gives up at 20 nested queries in its oldest version; some of ours are up to four deep themselves.
    protected override int MaxDepth => 12;
    protected override int MaxParts => 400;
    protected override ServerQuery Nothing => ServerQuery.Nothing;

    protected override bool HasWords(string? field) => field is null || MentionMapping.WordsOf(field) is not null;

    protected override ServerQuery All(IReadOnlyList<ServerQuery> parts) => ServerQuery.And(parts);

    protected override ServerQuery Any(IReadOnlyList<ServerQuery> parts) => ServerQuery.Or(parts);

    protected override ServerQuery Except(ServerQuery part) => ServerQuery.Not(part);

    protected override ServerQuery Word(string? field, string word) => In(field, name => new TermQuery(name, word));

    protected override ServerQuery Prefix(string? field, string prefix) =>
        In(field, name => new PrefixQuery(name, prefix));

    protected override Net<ServerQuery> Pattern(string? field, string pattern)
    {
        var asked = Wider(pattern);
        return new Net<ServerQuery>(In(field, name => new WildcardQuery(name, asked)), asked == pattern);
    }

    /// <summary>
    /// Each ? after a * doubles what the server has to prepare, and it gives up at some ten thousand states. From a handful on, *
    /// stands for them and the matcher counts.
    /// </summary>
    private static string Wider(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0 || pattern.AsSpan(star).Count('?') <= MaxSingles)
        {
            return pattern;
        }
        var rest = string.Join('*', pattern[star..].Split(['*', '?'], StringSplitOptions.RemoveEmptyEntries));
        var end = pattern[^1] is '*' or '?' && rest.Length > 0 ? "*" : "";
        return $"{pattern[..star]}*{rest}{end}";
    }

    protected override ServerQuery Words(string? field, IReadOnlyList<string> phrase) =>
        In(field, name => new PhraseQuery(name, string.Join(' ', phrase)));

    protected override ServerQuery Near(string? field, string first, string second, NearJoint joint) =>
        In(field, name => new NearQuery(name, first, second, joint.Gap, joint.Ordered));

    /// <summary>All plain words of a group are one list of terms, which no limit on clauses counts.</summary>
    protected override Net<ServerQuery> Any(OrNode or, int depth)
    {
        var words = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var parts = new List<Net<ServerQuery>>();
        var exact = true;
        foreach (var child in or.Children)
        {
            if (child is PhraseNode phrase && HasWords(phrase.Field) && WordOf(phrase, or.Children.Count) is { } word)
            {
                var field = phrase.Field ?? "";
                words.TryAdd(field, []);
                words[field].Add(word);
                exact &= PlainWord(phrase) is not null;
            }
            else
            {
                parts.Add(Translate(child, depth));
            }
        }
        parts.AddRange(words.Select(w => new Net<ServerQuery>(OneOf(w.Key, w.Value), exact)));
        return Either(parts);
    }

    protected override Net<ServerQuery> Fact(QueryNode node, string field)
    {
        if (node is ExistsNode)
        {
            return Exactly(new TermQuery(Field.Has, field));
        }
        return field switch
        {
            "kind" => Exactly(Labels(Field.Kind, LabelConditions.Kinds(node).Select(k => IndexQueryDocument.Name(k)))),
            "sentiment" => Exactly(
                Labels(Field.Sentiment, LabelConditions.Sentiments(node).Select(s => IndexQueryDocument.Name(s)))
            ),
            "lang" when node is ValueNode value => Language(value),
            "site" when node is ValueNode value => Site(value),
            "url" when node is ValueNode value => Url(value),
            "score" or "reach" when node is RangeNode range => Exactly(Numbers(range)),
            "published" when node is RangeNode range => Exactly(Published(range)),
            "title" or "text" or "author" or "source" or "site" or "url" or "lang" => Unknown,
            _ when IndexQueryDocument.ExtraFields.Contains(field) => Extra(node, field),
            _ => Exactly(Nothing),
        };
    }

    private static string? WordOf(PhraseNode phrase, int groupSize)
    {
        if (phrase.Terms.Count > 1 && groupSize <= LargeGroup)
        {
            return null;
        }
        return phrase.Terms.Where(t => !t.IsPattern).MaxBy(t => t.Folded.Length)?.Folded;
    }

    private static ServerQuery OneOf(string field, IReadOnlyList<string> words) =>
        ServerQuery.Or([
            .. NamesOf(field.Length == 0 ? null : field).Select(name => new TermsQuery(name, [.. words.Distinct()])),
        ]);

    private static ServerQuery In(string? field, Func<string, ServerQuery> query) =>
        ServerQuery.Or([.. NamesOf(field).Select(query)]);

    private static string[] NamesOf(string? field) =>
        field is null ? [Field.Title, Field.Body] : [MentionMapping.WordsOf(field)!];

    private static Net<ServerQuery> Exactly(ServerQuery query) => new(query, true);

    private static ServerQuery Labels(string field, IEnumerable<string> values)
    {
        var list = values.ToList();
        return list.Count == 0 ? ServerQuery.Nothing : new TermsQuery(field, list);
    }

    private static Net<ServerQuery> Language(ValueNode value)
    {
        var wanted = FieldValues.LanguageKey(value.Value);
        return Present(
            value.Field,
            wanted,
            IsPattern(wanted)
                ? [Wildcard(Field.LanguageKey, wanted)]
                : [new TermQuery(Field.LanguageKey, wanted), new PrefixQuery(Field.LanguageKey, wanted + "-")]
        );
    }

    /// <summary>The rules of <see cref="FieldValues"/> on the host as a key and on the words of the name.</summary>
    private static Net<ServerQuery> Site(ValueNode value)
    {
        var wanted = FieldValues.SiteAsked(value.Value);
        List<ServerQuery> any = [Wildcard(Field.Host, "*." + wanted)];
        if (IsPattern(wanted))
        {
            any.AddRange([Wildcard(Field.Host, wanted), Wildcard(Field.Site, wanted)]);
            return Present(value.Field, wanted, any);
        }
        any.Add(new TermQuery(Field.Host, wanted));
        var words = FieldValues.WordsAsked(value);
        if (!wanted.Contains('.') && words.Length > 0)
        {
            any.Add(new PhraseQuery(Field.Site, words));
        }
        return Present(value.Field, wanted, any);
    }

    private static bool IsPattern(string value) => value.AsSpan().ContainsAny('*', '?');

    private static WildcardQuery Wildcard(string field, string pattern) => WildcardQuery.Raw(field, Wider(pattern));

    /// <summary>One of several things about a field that is not blank, as far as the server can be asked for them.</summary>
    private static Net<ServerQuery> Present(string field, string wanted, IReadOnlyList<ServerQuery> any)
    {
        var has = new TermQuery(Field.Has, field);
        return wanted.Length > LongestPattern
            ? new Net<ServerQuery>(has, false)
            : new Net<ServerQuery>(
                ServerQuery.And([has, ServerQuery.Or(any)]),
                wanted.AsSpan().Count('?') <= MaxSingles
            );
    }

    private static Net<ServerQuery> Url(ValueNode value)
    {
        var words = FieldValues.WordsAsked(value);
        return words.Length == 0 ? Unknown : Exactly(new PhraseQuery(Field.Url, words));
    }

    private static ServerQuery Numbers(RangeNode range)
    {
        double? low = range.Low?.Number,
            high = range.High?.Number;
        if (IsNever(low, double.PositiveInfinity) || IsNever(high, double.NegativeInfinity))
        {
            return ServerQuery.Nothing;
        }
        return ServerQuery.And([
            new TermQuery(Field.Has, range.Field),
            new NumberRange(
                range.Field,
                Bounded(low),
                range.Low?.Inclusive ?? true,
                Bounded(high),
                range.High?.Inclusive ?? true
            ),
        ]);
    }

    private static bool IsNever(double? bound, double beyond) =>
        bound is { } number && (double.IsNaN(number) || number.Equals(beyond));

    private static double? Bounded(double? bound) => bound is { } number && double.IsFinite(number) ? number : null;

    private static ServerQuery Published(RangeNode range)
    {
        var from =
            range.Low is not { } low ? null
            : low.Inclusive ? low.From
            : low.Until;
        var before =
            range.High is not { } high ? null
            : high.Inclusive ? high.Until
            : high.From;
        return new LongRange(Field.Ticks, from?.UtcTicks, before?.UtcTicks);
    }

    private static Net<ServerQuery> Extra(QueryNode node, string field)
    {
        var isNumbers = node is RangeNode range && MentionMapping.IsNumber(field) && HasNumbers(range);
        return isNumbers
            ? Exactly(Numbers((RangeNode)node))
            : new Net<ServerQuery>(new TermQuery(Field.Has, field), false);
    }

    private static bool HasNumbers(RangeNode range) =>
        range is { Low: null or { Number: not null }, High: null or { Number: not null } };
}
