using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;
using ReputationWatch.Search.Embedded;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Commands;

/// <summary><c>bench search</c>: fills an embedded index with generated mentions and measures what pages ask of it.</summary>
internal static class BenchSearch
{
    private const int Batch = 5_000;
    private const int Topics = 20;
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Mentions.", DefaultValueFactory = _ => 1_000_000 };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Runs of each search.",
            DefaultValueFactory = _ => 40,
        };
        var file = new Option<FileInfo?>("--index") { Description = "Keep the index in this file and use it again." };
        var command = new Command("search", "Measure searches, facets and series over generated mentions.")
        {
            count,
            rounds,
            file,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var folder = Directory.CreateTempSubdirectory("bench-search");
                var path = parsed.GetValue(file)?.FullName ?? Path.Combine(folder.FullName, "index.db");
                using var index = new EmbeddedIndex(path, TimeProvider.System, NullLogger<EmbeddedIndex>.Instance);
                await FillAsync(index, parsed.GetValue(count), path, cancel);
                await MeasureAsync(index, parsed.GetValue(rounds), cancel);
                folder.Delete(true);
            }
        );
        return command;
    }

    private static async Task FillAsync(EmbeddedIndex index, int count, string path, CancellationToken cancel)
    {
        var done = (int)await index.PositionAsync(cancel);
        var clock = Stopwatch.StartNew();
        for (var from = done + 1; from <= count; from += Batch)
        {
            var documents = new IndexDocument[Math.Min(Batch, count - from + 1)];
            Parallel.For(0, documents.Length, i => documents[i] = Mention(from + i, count));
            await index.ApplyAsync(documents, [], from + documents.Length - 1, cancel);
        }
        var bytes = new FileInfo(path).Length;
        Print(
            $"{count:N0} mentions, {(count - done) / Math.Max(0.001, clock.Elapsed.TotalSeconds):N0} a second, {(double)bytes / count:F0} bytes each, {Environment.WorkingSet >> 20} MiB of memory"
        );
    }

    private static async Task MeasureAsync(EmbeddedIndex index, int rounds, CancellationToken cancel)
    {
        Console.WriteLine("what                                      p50 ms     p95 ms   matches");
        foreach (var (name, query) in Queries)
        {
            await TimeAsync(name, rounds, r => PageAsync(index, query(r), cancel));
        }
        await TimeAsync("newest 50 of an inbox view", rounds, r => PageAsync(index, Inbox(r), cancel));
        await TimeAsync("common word with facets", rounds, r => FacetsAsync(index, Common(r), cancel));
        await TimeAsync("facets of one topic", rounds, r => FacetsAsync(index, Topic(r), cancel));
        await TimeAsync("year by day and sentiment, one topic", rounds, r => SeriesAsync(index, Topic(r), cancel));
        await TimeAsync("share of voice of five topics, a year", rounds, r => ShareAsync(index, r, cancel));
        await TimeAsync("year by day, a word", Math.Min(10, rounds), r => SeriesAsync(index, Common(r), cancel));
    }

    private static readonly (string Name, Func<int, MentionSearch> Search)[] Queries =
    [
        ("rare word", r => Words(Word(25_000 + r * 13))),
        ("common word", Common),
        ("phrase", r => Words($"\"{Word(3 + r)} {Word(9 + r)}\"")),
        ("NEAR/5", r => Words($"{Word(20 + r)} NEAR/5 {Word(60 + r)}")),
        ("NEAR/5f (verified)", r => Words($"{Word(20 + r)} NEAR/5f {Word(60 + r)}")),
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

    private static async Task<long> PageAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel) =>
        (await index.SearchAsync(search, cancel)).Total;

    private static async Task<long> FacetsAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel)
    {
        await index.SearchAsync(search, cancel);
        return (await index.FacetsAsync(search, cancel)).Sentiments.Sum(s => s.Count);
    }

    private static async Task<long> SeriesAsync(EmbeddedIndex index, MentionSearch search, CancellationToken cancel) =>
        (await index.SeriesAsync(search, TimeSpan.FromDays(1), TimeSpan.FromHours(1), cancel)).Sum(b =>
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
        await run(0);
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            matches += await run(round);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
        times.Sort();
        Print(
            $"{name, -38} {times[rounds / 2], 9:F2}  {times[Math.Min(rounds - 1, rounds * 95 / 100)], 9:F2}  {matches / rounds, 9}"
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
