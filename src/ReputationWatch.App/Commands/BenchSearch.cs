using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.App.Commands.Bench.Filling;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Commands;

/// <summary><c>bench search</c>: fills an embedded index with generated mentions and measures what pages ask of it.</summary>
internal static class BenchSearch
{
    private const int Batch = 50_000;
    private const int Topics = 20;
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    public static Command Create()
    {
        var count = new Option<int>("--mentions", "--count")
        {
            Description = "Mentions.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Runs of each search.",
            DefaultValueFactory = _ => 40,
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Folder of the index; what a kept one holds already is used again.",
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the folder's files there." };
        var only = new Option<string>("--only")
        {
            Description = "Measure only what has this in its name.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("search", "Measure searches, facets and series over generated mentions.")
        {
            count,
            rounds,
            data,
            keep,
            only,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                using var folder = new BenchFolder(parsed.GetValue(data), parsed.GetValue(keep));
                var path = Path.Combine(folder.Path, "index.db");
                using var index = new EmbeddedIndex(path, TimeProvider.System, NullLogger<EmbeddedIndex>.Instance);
                await FillAsync(index, parsed.GetValue(count), path, cancel);
                await MeasureAsync(index, parsed.GetValue(rounds), parsed.GetValue(only)!, cancel);
            }
        );
        return command;
    }

    /// <summary>
    /// The index is filled by its own code, in larger pieces than those in which it follows the store, and without the store: mentions
    /// are made on both processors while one of them writes.
    /// </summary>
    private static async Task FillAsync(EmbeddedIndex index, int count, string path, CancellationToken cancel)
    {
        var done = (int)await index.PositionAsync(cancel);
        var clock = Stopwatch.StartNew();
        var pieces = Enumerable.Range(0, (count - done + Batch - 1) / Batch).Select(i => done + 1 + i * Batch);
        var next = Task.Run(() => Piece(done + 1, count), cancel);
        foreach (var from in pieces)
        {
            var documents = await next;
            next = Task.Run(() => Piece(from + Batch, count), cancel);
            await index.ApplyAsync(documents, [], from + documents.Length - 1, cancel);
            Console.Error.Write($"\r{from + documents.Length - 1:N0} mentions, {clock.Elapsed:mm\\:ss}");
        }
        await next;
        Console.Error.WriteLine();
        var bytes = new FileInfo(path).Length;
        Print(
            $"{count:N0} mentions, {(count - done) / Math.Max(0.001, clock.Elapsed.TotalSeconds):N0} a second, {(double)bytes / count:F0} bytes each, {Environment.WorkingSet >> 20} MiB of memory"
        );
    }

    private static IndexDocument[] Piece(int from, int count) =>
        from > count
            ? []
            : [.. Enumerable.Range(from, Math.Min(Batch, count - from + 1)).Select(i => Mention(i, count))];

    private static async Task MeasureAsync(EmbeddedIndex index, int rounds, string only, CancellationToken cancel)
    {
        Console.WriteLine("what                                     first ms     p50 ms     p95 ms   matches");
        foreach (var (name, run) in Questions(index, cancel))
        {
            if (name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                await TimeAsync(name, rounds, run);
            }
        }
    }

    private static IEnumerable<(string Name, Func<int, Task<long>> Run)> Questions(
        EmbeddedIndex index,
        CancellationToken cancel
    )
    {
        foreach (var (name, query) in Queries)
        {
            yield return (name, r => PageAsync(index, query(r), cancel));
        }
        yield return ("newest 50 of an inbox view", r => PageAsync(index, Inbox(r), cancel));
        yield return ("common word with facets", r => FacetsAsync(index, Common(r), cancel));
        yield return ("authors, reach and words of a common word", r => InsightsAsync(index, Common(r), cancel));
        yield return ("facets of one topic", r => FacetsAsync(index, Topic(r), cancel));
        yield return ("year by day and sentiment, one topic", r => SeriesAsync(index, Topic(r), cancel));
        yield return ("share of voice of five topics, a year", r => ShareAsync(index, r, cancel));
        yield return ("year by day, a word", r => SeriesAsync(index, Common(r), cancel));
    }

    private static readonly (string Name, Func<int, MentionSearch> Search)[] Queries =
    [
        ("rare word", r => Words(Word(25_000 + r * 13))),
        ("common word", Common),
        ("phrase", r => Words($"\"{Word(3 + r)} {Word(9 + r)}\"")),
        ("NEAR/5", r => Words($"{Word(20 + r)} NEAR/5 {Word(60 + r)}")),
        ("NEAR/5f", r => Words($"{Word(20 + r)} NEAR/5f {Word(60 + r)}")),
        ("prefix", r => Words(Word(900 + r)[..^1] + "*")),
        ("case-sensitive (verified)", r => Words($"{{{Capital(Word(40 + r))}}}")),
        (
            "two words, not a third, one language",
            r => Words($"{Word(30 + r)} {Word(80 + r)} SAUF {Word(10 + r)} lang:fr")
        ),
    ];

    private static MentionSearch Common(int round) => Words(Word(2 + round % 8));

    private static MentionSearch Words(string query) => new() { Query = Query.Parse(query).Query };

    private static MentionSearch Topic(int round) =>
        new()
        {
            TopicIds = [1 + round % Topics],
            From = Start.AddDays(300),
            To = Start.AddDays(665),
        };

    private static MentionSearch Inbox(int round) =>
        new()
        {
            TopicIds = [1 + round % Topics],
            Sentiments = [SentimentLabel.Negative],
            Languages = ["fr"],
        };

    private static async Task<long> PageAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel)
    {
        var page = await index.SearchAsync(search, cancel);
        return page.Total * (page.TotalIsExact ? 1 : -1);
    }

    private static async Task<long> FacetsAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel)
    {
        await index.SearchAsync(search, cancel);
        var facets = await index.FacetsAsync(search, cancel);
        return facets.Sentiments.Sum(s => s.Count) * (facets.AreExact ? 1 : -1);
    }

    private static async Task<long> InsightsAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel)
    {
        var insights = await index.InsightsAsync(search, cancel);
        return insights.Authors * (insights.AuthorsAre == CountCertainty.Exact ? 1 : -1);
    }

    private static async Task<long> SeriesAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel) =>
        (await index.SeriesAsync(search, TimeSpan.FromDays(1), TimeSpan.FromHours(1), cancel)).Buckets.Sum(b =>
            b.Negative + b.Neutral + b.Positive
        );

    private static async Task<long> ShareAsync(EmbeddedIndex index, int round, CancellationToken cancel)
    {
        long total = 0;
        for (var topic = 0; topic < 5; topic++)
        {
            total += await SeriesAsync(index, Topic(round + topic), cancel);
        }
        return total;
    }

    private static async Task TimeAsync(string name, int rounds, Func<int, Task<long>> run)
    {
        var times = new List<double>();
        long matches = 0;
        var bounded = false;
        // The first one after the start of the program also reads what later ones find in memory.
        var start = Stopwatch.GetTimestamp();
        await run(0);
        var first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            var found = await run(round);
            bounded |= found < 0;
            matches += Math.Abs(found);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        times.Sort();
        Print(
            $"{name, -41}{first, 8:F2}  {times[rounds / 2], 9:F2}  {times[Math.Min(rounds - 1, rounds * 95 / 100)], 9:F2}  {matches / rounds, 9}{(bounded ? " or more" : "")}"
        );
    }

    /// <summary>Ids in the order of publication, as intake gives them; every word of the texts from a Zipf distribution.</summary>
    private static IndexDocument Mention(int id, int count)
    {
        var random = new Random(id);
        var site = random.Next(200);
        return new IndexDocument
        {
            Id = id,
            Title = Text(random, 6),
            Body = Text(random, random.Next(15, 60)),
            Author = Word(1000 + random.Next(20_000)),
            Site = $"site{site}.example",
            Url = $"https://site{site}.example/avis/{id}",
            Language = random.Next(4) == 0 ? "en" : "fr",
            SourceId = site + 1,
            SourceName = $"Site {site}",
            Kind = (MentionKind)random.Next(4),
            Sentiment = (SentimentLabel)random.Next(3),
            Nps = NpsClass.Passive,
            Score10 = random.Next(11),
            Reach = random.Next(10_000),
            PublishedAt = Start + Span * ((double)id / count) + TimeSpan.FromMinutes(random.Next(600)),
            TopicIds = [1 + random.Next(Topics)],
            StoryId = id,
        };
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            var word = Word((int)Math.Pow(50_000, random.NextDouble()));
            text.Append(random.Next(12) == 0 ? Capital(word) : word).Append(random.Next(10) == 0 ? ", " : " ");
        }
        return text.ToString();
    }

    private static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var left = rank + 20; left > 0; left /= 20)
        {
            word.Append("bacodiferganhôjulkalémontnesorpaquirasoltêulviza".AsSpan(left % 20 * 2, 2));
        }
        return word.ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
