using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Bench;

/// <summary><c>bench detect</c>: what it costs to evaluate every topic every minute.</summary>
internal static class BenchDetect
{
    private const int Seed = 20260105;
    private const int HistoryDays = 28;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var topics = new Option<int>("--topics") { Description = "Topics watched.", DefaultValueFactory = _ => 1000 };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Minutes played, each topic evaluated in each.",
            DefaultValueFactory = _ => 180,
        };
        var command = new Command("detect", "Evaluate many topics each minute.") { topics, minutes };
        command.SetAction(parsed => Run(parsed.GetValue(topics), parsed.GetValue(minutes)));
        return command;
    }

    private static void Run(int topics, int minutes)
    {
        var random = new Random(Seed);
        var watched = Enumerable.Range(0, topics).Select(i => new Topic(random, i)).ToList();
        watched.ForEach(t => t.Play(Now));
        watched.ForEach(t => t.Detector.Evaluate(Now));
        var process = Process.GetCurrentProcess();
        var (before, mentions) = (process.TotalProcessorTime, watched.Sum(t => t.Mentions));
        var worst = TimeSpan.Zero;
        for (var minute = 1; minute <= minutes; minute++)
        {
            var started = Stopwatch.GetTimestamp();
            var now = Now.AddMinutes(minute);
            foreach (var topic in watched)
            {
                topic.Play(now);
                topic.Detector.Evaluate(now);
            }
            var took = Stopwatch.GetElapsedTime(started);
            worst = took > worst ? took : worst;
        }
        process.Refresh();
        Report(topics, minutes, mentions, process.TotalProcessorTime - before, worst);
    }

    private static void Report(int topics, int minutes, int mentions, TimeSpan cpu, TimeSpan worst)
    {
        var share = cpu.TotalSeconds / (minutes * 60.0);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{topics} topics with {mentions} mentions in {HistoryDays} days, {minutes} minutes played: {cpu.TotalSeconds:0.00} s of processor, {share:0.00%} of one core; longest minute {worst.TotalMilliseconds:0} ms"
            )
        );
    }

    /// <summary>An invented topic: between one mention in seven hours and five an hour, as small brands have.</summary>
    private sealed class Topic
    {
        private readonly Random _random;
        private readonly int _id;
        private readonly double _perHour;
        private DateTimeOffset _next = Now.AddDays(-HistoryDays);

        public Topic(Random random, int id)
        {
            (_random, _id) = (random, id);
            _perHour = 0.15 * Math.Pow(5 / 0.15, random.NextDouble());
        }

        public TopicSpikeDetector Detector { get; } = new(SpikeSettings.Default);

        public int Mentions { get; private set; }

        public void Play(DateTimeOffset now)
        {
            for (; _next <= now; _next += TimeSpan.FromHours(-Math.Log(1 - _random.NextDouble()) / _perHour))
            {
                Mentions++;
                Detector.Add(
                    new MentionFact(
                        string.Create(CultureInfo.InvariantCulture, $"{_id}-{Mentions}"),
                        _next.AddMinutes(-8),
                        _next,
                        string.Create(CultureInfo.InvariantCulture, $"u{_random.Next(200)}"),
                        string.Create(CultureInfo.InvariantCulture, $"s{_random.Next(12)}"),
                        "",
                        _random.NextDouble() < 0.2
                    )
                );
            }
        }
    }
}
