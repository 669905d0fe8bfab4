using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>How the people of a simulation judge.</summary>
public enum SimulatedUsers
{
    /// <summary>They judge whatever they see, right or wrong.</summary>
    JudgeAll,

    /// <summary>They only correct what is wrong, and never confirm.</summary>
    OnlyWrong,

    /// <summary>One click in five is a wrong one.</summary>
    WrongClicks,

    /// <summary>They only correct to negative.</summary>
    OneLabel,

    /// <summary>Five corrections, no more.</summary>
    Five,

    /// <summary>One honest person, and one who gives a thousand opposite labels.</summary>
    Flood,

    /// <summary>Only the one who gives a thousand opposite labels.</summary>
    FloodAlone,
}

/// <summary>Turns labelled texts into what people would have judged.</summary>
internal static class Simulation
{
    private const long Honest = 1;
    private const long Hostile = 2;
    private const int FloodSize = 1000;
    private const double WrongShare = 0.2;

    public static List<Judgement> Judge(
        SimulatedUsers users,
        SentimentModel model,
        IReadOnlyList<Example> texts,
        int count,
        Random random
    ) =>
        users switch
        {
            SimulatedUsers.OnlyWrong => Take(texts.Where(t => LabelOf(model, t) != t.Label), count, t => t.Label),
            SimulatedUsers.WrongClicks => Take(
                texts,
                count,
                t =>
                    random.NextDouble() < WrongShare
                        ? (SentimentLabel)(((int)t.Label + 1 + random.Next(2)) % 3)
                        : t.Label
            ),
            SimulatedUsers.OneLabel => Take(
                texts.Where(t => t.Label == SentimentLabel.Negative && LabelOf(model, t) != t.Label),
                count,
                t => t.Label
            ),
            SimulatedUsers.Five => Take(texts, 5, t => t.Label),
            SimulatedUsers.Flood =>
            [
                .. Take(texts, count / 2, t => t.Label),
                .. Take(texts.Skip(count / 2), FloodSize, t => Opposite(t.Label), Hostile),
            ],
            SimulatedUsers.FloodAlone => Take(texts, FloodSize, t => Opposite(t.Label), Hostile),
            _ => Take(texts, count, t => t.Label),
        };

    private static SentimentLabel Opposite(SentimentLabel label) => (SentimentLabel)(2 - (int)label);

    private static SentimentLabel LabelOf(SentimentModel model, Example text) =>
        model.Classify(text.Text, text.Language, text.Channel).Label;

    private static List<Judgement> Take(
        IEnumerable<Example> texts,
        int count,
        Func<Example, SentimentLabel> label,
        long person = Honest
    ) =>
        [
            .. texts
                .Take(count)
                .Select(
                    (t, i) =>
                        new Judgement
                        {
                            Mention = person * 1_000_000 + i,
                            Person = person,
                            At = DateTimeOffset.UnixEpoch.AddMinutes(i),
                            Label = label(t),
                            ModelLabel = t.Label,
                            Text = t.Text,
                            Language = t.Language,
                            Channel = t.Channel,
                        }
                ),
        ];
}
