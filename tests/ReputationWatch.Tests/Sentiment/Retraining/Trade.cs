using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

/// <summary>A model, and an invented trade whose words of praise and blame it cannot know.</summary>
internal static class Trade
{
    public static readonly SentimentModel Model = InventedTexts.Train(InventedTexts.Make(400, 1));
    public static readonly TrialModels Models = new(Model, Model, null);
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Praise =
        "lourd épais dense rêche mat brut rigide sec large long foncé froid".Split(' ');
    private static readonly string[] Blame =
        "léger fin clair doux brillant lisse souple gras étroit court pâle chaud".Split(' ');

    /// <summary>Judgements that the people of the trade give; every other is praise.</summary>
    public static List<Judgement> Judge(int count, int seed, long person = 1, Func<int, SentimentLabel>? label = null)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var words = i % 2 == 0 ? Praise : Blame;
                    var text = $"tissu {words[random.Next(words.Length)]} et {random.Next(10_000)} fils";
                    return Of(
                        person * 100_000 + i,
                        person,
                        text,
                        label?.Invoke(i) ?? (i % 2 == 0 ? SentimentLabel.Positive : SentimentLabel.Negative)
                    );
                }),
        ];
    }

    public static Judgement Of(long mention, long person, string text, SentimentLabel label, int minute = 0) =>
        new()
        {
            Mention = mention,
            Person = person,
            At = Now.AddMinutes(minute),
            Label = label,
            ModelLabel = LabelOf(Model, text),
            Text = text,
            Language = "fr",
            Channel = Channel.Review,
        };

    public static SentimentLabel LabelOf(SentimentModel model, string text) =>
        model.Classify(text, "fr", Channel.Review).Label;

    public static (RetrainingReport Report, ModelDelta? Candidate) Run(
        IEnumerable<Judgement> judgements,
        TrialModels? models = null,
        IReadOnlyList<UnjudgedText>? unjudged = null,
        AdaptationOptions? options = null
    ) =>
        CorrectionLearning.Run(
            models ?? Models,
            JudgementBook.Of(judgements),
            unjudged ?? [],
            options ?? new AdaptationOptions(),
            Now
        );

    public static List<UnjudgedText> Everyday(int count) =>
        [
            .. InventedTexts
                .Make(count, 77)
                .Select((t, i) => new UnjudgedText(t.Text, "fr", Channel.Review) { Mention = 900_000 + i }),
        ];
}
