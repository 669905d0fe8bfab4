using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReputationWatch.Core.Matching;

namespace ReputationWatch.App.Commands;

/// <summary><c>bench match</c>: what a mention costs against few and many topics, on one core.</summary>
internal static class BenchMatch
{
    private const int Mentions = 20_000;
    private const int MentionLength = 400;
    private const int CommonWords = 3_000;
    private const int Seed = 20261121;

    public static Command Create()
    {
        var topics = new Option<int[]>("--topics")
        {
            Description = "Numbers of topics to measure.",
            DefaultValueFactory = _ => [10, 100, 1_000, 10_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("match", "Match generated mentions of 400 characters against 10 to 10,000 topics.")
        {
            topics,
        };
        command.SetAction(parsed => Run(parsed.GetValue(topics)!));
        return command;
    }

    private static void Run(int[] sizes)
    {
        var mentions = new Generator(Seed).Mentions(Mentions);
        WarmUp(mentions);
        Console.WriteLine("topics   compile ms   µs/mention   mentions/s   matches/mention");
        foreach (var size in sizes)
        {
            Measure(size, mentions);
        }
    }

    /// <summary>Lets the runtime compile the hot paths, so that the first size is not charged for it.</summary>
    private static void WarmUp(IReadOnlyList<QueryDocument> mentions)
    {
        var matcher = new TopicMatcher(new Generator(Seed + 1).Topics(1_000));
        for (var round = 0; round < 3; round++)
        {
            foreach (var mention in mentions)
            {
                matcher.Match(mention);
            }
        }
    }

    private static void Measure(int size, IReadOnlyList<QueryDocument> mentions)
    {
        var queries = new Generator(Seed + 1).Topics(size);
        var clock = Stopwatch.StartNew();
        var matcher = new TopicMatcher(queries);
        var compiled = clock.Elapsed;
        foreach (var mention in mentions.Take(mentions.Count / 4))
        {
            matcher.Match(mention);
        }
        clock.Restart();
        var matches = 0L;
        foreach (var mention in mentions)
        {
            matches += matcher.Match(mention).Count;
        }
        var each = clock.Elapsed.TotalMicroseconds / mentions.Count;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size, 6}   {compiled.TotalMilliseconds, 10:F1}   {each, 10:F2}   {1e6 / each, 10:F0}   {(double)matches / mentions.Count, 15:F3}"
            )
        );
    }

    /// <summary>
    /// Invented words with the frequencies of a language (Zipf). Mentions are common words and, half of the time, a brand; a
    /// topic is a brand with the spellings, contexts and exclusions that people write.
    /// </summary>
    private sealed class Generator(int seed)
    {
        private readonly Random _random = new(seed);

        public IReadOnlyList<QueryDocument> Mentions(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => new QueryDocument
                    {
                        Title = Words(6),
                        Body = Text(),
                        Lang = "fr",
                    }),
            ];

        public IReadOnlyList<TopicQuery> Topics(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new TopicQuery(i, Query.Parse(Include(i)).Query!, Query.Parse(Exclude(i)).Query)),
            ];

        private string Text()
        {
            var text = new StringBuilder(MentionLength + 20);
            while (text.Length < MentionLength)
            {
                var brand = _random.Next(80) == 0;
                text.Append(brand ? Brand(_random.Next(10_000)) : Common()).Append(_random.Next(9) == 0 ? ", " : " ");
            }
            return text.ToString(0, MentionLength);
        }

        private string Include(int i) =>
            (i % 5) switch
            {
                0 => Brand(i),
                1 => $"\"{Brand(i)} {Common()}\" OR {Brand(i)}",
                2 => $"{Brand(i)} AND ({Common()} OR {Common()} OR {Common()})",
                3 => $"({Brand(i)} OR #{Brand(i)} OR {Brand(i)[..^1]}*) NEAR/8 {Common()}",
                _ => $"{{{Brand(i)}}} AND {Common()} NOT lang:de",
            };

        private string Exclude(int i) => i % 3 == 0 ? $"{Common()} {Common()}" : "";

        private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Common()));

        private string Common() => Word((int)Math.Pow(CommonWords, _random.NextDouble()) - 1, 3);

        private static string Brand(int i) => "X" + Word(i * 7 + 11, 4);

        private static string Word(int n, int least)
        {
            var word = new StringBuilder();
            for (var left = n; left > 0 || word.Length < least; left /= InventedText.Syllables.Length)
            {
                word.Append(InventedText.Syllables[left % InventedText.Syllables.Length]);
            }
            return word.ToString();
        }
    }
}
