using System.Globalization;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Spikes;

/// <summary>
/// An invented topic with an ordinary past: a mention every twenty minutes from five sources and forty regulars, one in
/// eight negative. Tests add what is not ordinary, then ask when mails would have left.
/// </summary>
internal sealed class TopicScenario
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(7);
    private int _id;

    public List<MentionFact> Facts { get; } = [];

    public List<BlindSpan> Blind { get; } = [];

    public List<(string SourceId, DateTimeOffset At)> Added { get; } = [];

    public static DateTimeOffset At(double days, double minutes = 0) => Start.AddDays(days).AddMinutes(minutes);

    public static TopicScenario Ordinary(double days)
    {
        var scenario = new TopicScenario();
        for (var m = 0.0; m < days * 1440; m += 20)
        {
            scenario.Say(At(0, m + scenario._random.Next(20)), negative: scenario._random.Next(8) == 0);
        }
        return scenario;
    }

    public TopicScenario Say(
        DateTimeOffset published,
        bool negative = true,
        string? author = null,
        string? source = null,
        string? story = null,
        DateTimeOffset? seen = null,
        bool dated = true
    )
    {
        var id = (++_id).ToString(CultureInfo.InvariantCulture);
        Facts.Add(
            new MentionFact(
                id,
                published,
                seen ?? published.AddMinutes(5),
                author ?? $"regular{_random.Next(40)}",
                source ?? $"s{_random.Next(5)}",
                story ?? $"text{id}",
                negative,
                dated
            )
        );
        return this;
    }

    /// <summary>People who never wrote before, each with a text of their own.</summary>
    public TopicScenario Outrage(DateTimeOffset from, int people, double minutes, string? source = null)
    {
        for (var i = 0; i < people; i++)
        {
            Say(from.AddMinutes(minutes * i / people), author: $"angry{_id}", source: source);
        }
        return this;
    }

    public SpikeHistory History =>
        new([.. Facts.OrderBy(f => f.SeenAt)], Blind, Added, Facts.Count > 0 ? Facts.Min(f => f.SeenAt) : Start);

    public IReadOnlyList<BacktestAlert> Alerts(
        DateTimeOffset from,
        DateTimeOffset to,
        SpikeSignal signal = SpikeSignal.NegativeMentions
    ) => SpikeBacktest.Run(History, [signal], from, to, [EpisodeRules.Default])[0];

    /// <summary>A detector that was told everything seen by <paramref name="now"/>.</summary>
    public TopicSpikeDetector DetectorAt(DateTimeOffset now)
    {
        var detector = new TopicSpikeDetector(SpikeSettings.Default);
        foreach (var (source, at) in Added)
        {
            detector.SourceAdded(source, at);
        }
        Blind.ForEach(detector.SourceBlind);
        foreach (var fact in History.Facts.Where(f => f.SeenAt <= now))
        {
            detector.Add(fact);
        }
        return detector;
    }
}
