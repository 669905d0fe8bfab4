using Microsoft.Data.Sqlite;
using ReputationWatch.Core.Search;
using ReputationWatch.Core.Text;

namespace ReputationWatch.Search.Embedded;

/// <summary>Looks at the newest matches one by one: authors, reach, and the words that stand out against all mentions.</summary>
internal sealed class InsightReader(SqliteConnection connection, StandingWords admitted)
{
    private readonly HashSet<string> _authors = new(StringComparer.Ordinal);
    private readonly List<long> _reach = [];
    private int _texts;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    public SearchInsights Read(IReadOnlyList<long> rows, bool all, CancellationToken cancel)
    {
        using var document = Statement.Prepare(connection, "SELECT body, author, site, reach FROM doc WHERE id = ?1");
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            document.Reset();
            if (document.Bind(1, RowKey.Id(row)).Step())
            {
                See(document);
                if (_texts < SearchLimits.SampledTexts)
                {
                    SeeWords(document.Text(0));
                }
            }
        }
        return new SearchInsights(
            _authors.Count,
            all ? CountCertainty.Exact : CountCertainty.AtLeast,
            Percentiles(),
            StandingOut(cancel)
        );
    }

    private void See(Statement document)
    {
        if (IndexQueryDocument.AuthorKey(document.Text(2) ?? "", document.Text(1)) is { } author)
        {
            _authors.Add(author);
        }
        if (!document.IsNull(3))
        {
            _reach.Add(document.Int64(3));
        }
    }

    private void SeeWords(string? body)
    {
        _texts++;
        foreach (var word in WordsOf(body))
        {
            _words[word] = _words.GetValueOrDefault(word) + 1;
        }
    }

    private static IEnumerable<string> WordsOf(string? body) =>
        Tokenizer.Fold(body).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    /// <summary>Between the two nearest of the n values in order, at (n - 1) · p from the least.</summary>
    private ReachPercentiles? Percentiles()
    {
        if (_reach.Count == 0)
        {
            return null;
        }
        _reach.Sort();
        return new ReachPercentiles(At(0.5), At(0.9), At(0.99));

        double At(double fraction)
        {
            var place = (_reach.Count - 1) * fraction;
            var (low, high) = ((double)_reach[(int)place], (double)_reach[(int)Math.Ceiling(place)]);
            return low + (high - low) * (place - (int)place);
        }
    }

    /// <summary>
    /// By the score that Elasticsearch calls JLH, so that both engines mean the same by a word that stands out: with f the share of
    /// the matches that hold it and b that of all mentions, (f - b) · f / b. It favours words that are both frequent and unusual.
    /// </summary>
    private IReadOnlyList<StandingWord> StandingOut(CancellationToken cancel)
    {
        var candidates = _words
            .Where(w => w.Value >= StandingWords.LeastCount && admitted.Admits(w.Key))
            .ToDictionary(w => w.Key, _ => 0, StringComparer.Ordinal);
        if (candidates.Count == 0)
        {
            return [];
        }
        var all = CountInAll(candidates, cancel);
        return
        [
            .. candidates
                .Select(w => (Word: w.Key, Count: _words[w.Key], Score: Score(_words[w.Key], w.Value)))
                .Where(w => w.Score > 0)
                .OrderByDescending(w => w.Score)
                .ThenByDescending(w => w.Count)
                .ThenBy(w => w.Word, StringComparer.Ordinal)
                .Take(StandingWords.Shown)
                .Select(w => new StandingWord(w.Word, w.Count)),
        ];

        double Score(int count, int countInAll)
        {
            var here = (double)count / _texts;
            // What none of those that stand for all holds is as good as in one of them.
            var everywhere = Math.Max(1.0, countInAll) / all;
            return (here - everywhere) * here / everywhere;
        }
    }

    /// <summary>Counts the words in all mentions or, where there are many, in some spread evenly over them.</summary>
    private int CountInAll(Dictionary<string, int> candidates, CancellationToken cancel)
    {
        var looked = 0;
        foreach (var body in Bodies())
        {
            cancel.ThrowIfCancellationRequested();
            looked++;
            foreach (var word in WordsOf(body).Where(candidates.ContainsKey))
            {
                candidates[word]++;
            }
        }
        return Math.Max(1, looked);
    }

    private IEnumerable<string?> Bodies()
    {
        using var some = Statement.Prepare(
            connection,
            $"SELECT count(*) FROM (SELECT 1 FROM doc LIMIT {SearchLimits.SampledTexts + 1})"
        );
        some.Step();
        return some.Int64(0) <= SearchLimits.SampledTexts ? Whole() : Spread();
    }

    private IEnumerable<string?> Whole()
    {
        using var bodies = Statement.Prepare(connection, "SELECT body FROM doc");
        while (bodies.Step())
        {
            yield return bodies.Text(0);
        }
    }

    private IEnumerable<string?> Spread()
    {
        // Apart: asked for together, SQLite reads the whole table.
        using var ends = Statement.Prepare(connection, "SELECT (SELECT min(id) FROM doc), (SELECT max(id) FROM doc)");
        ends.Step();
        var (least, greatest) = (ends.Int64(0), ends.Int64(1));
        using var next = Statement.Prepare(connection, "SELECT id, body FROM doc WHERE id >= ?1 ORDER BY id LIMIT 1");
        var last = 0L;
        for (var i = 0; i < SearchLimits.SampledTexts; i++)
        {
            next.Reset();
            next.Bind(1, Math.Max(last + 1, least + (greatest - least) * i / SearchLimits.SampledTexts));
            if (!next.Step())
            {
                yield break;
            }
            last = next.Int64(0);
            yield return next.Text(1);
        }
    }
}
