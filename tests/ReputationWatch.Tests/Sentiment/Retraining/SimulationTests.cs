using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Sentiment.Training;

namespace ReputationWatch.Tests.Sentiment.Retraining;

/// <summary>The people of the experiment whose figures the model's card quotes.</summary>
public sealed class SimulationTests
{
    /// <summary>A third of the labels are not what the model says.</summary>
    private static readonly Example[] Texts =
    [
        .. InventedTexts
            .Make(1600, 5)
            .Select((t, i) => i % 3 == 0 ? t with { Label = (SentimentLabel)(((int)t.Label + 1) % 3) } : t),
    ];

    private static List<Judgement> Judge(SimulatedUsers users, int count = 300) =>
        Simulation.Judge(users, Trade.Model, Texts, count, new Random(1));

    private static SentimentLabel TruthOf(Judgement judgement) => Texts.First(t => t.Text == judgement.Text).Label;

    private static bool IsWrong(Example text) => Trade.LabelOf(Trade.Model, text.Text) != text.Label;

    [Fact]
    public void JudgeAll_TakesTextsAsTheyCome()
    {
        var judged = Judge(SimulatedUsers.JudgeAll);

        Assert.Equal(Texts[..300].Select(t => (t.Text, t.Label)), judged.Select(j => (j.Text, j.Label)));
        Assert.All(judged, j => Assert.Equal((1L, "fr", Channel.Review), (j.Person, j.Language, j.Channel)));
        Assert.Equal(300, judged.Select(j => j.Mention).Distinct().Count());
        Assert.Equal(judged, judged.OrderBy(j => j.At));
    }

    [Fact]
    public void OnlyWrong_CorrectsAndNeverConfirms() =>
        Assert.Equal(
            Texts.Where(IsWrong).Take(300).Select(t => (t.Text, t.Label)),
            Judge(SimulatedUsers.OnlyWrong).Select(j => (j.Text, j.Label))
        );

    [Fact]
    public void OneLabel_CorrectsToNegativeAlone() =>
        Assert.Equal(
            Texts.Where(t => IsWrong(t) && t.Label == SentimentLabel.Negative).Take(50).Select(t => (t.Text, t.Label)),
            Judge(SimulatedUsers.OneLabel, 50).Select(j => (j.Text, j.Label))
        );

    [Fact]
    public void WrongClicks_AreOneInFive_ToEitherOtherLabel()
    {
        var judged = Judge(SimulatedUsers.WrongClicks, 1500);
        var steps = judged.Select((j, i) => ((int)j.Label - (int)Texts[i].Label + 3) % 3).ToList();

        Assert.InRange(steps.Count(s => s != 0) / 1500.0, 0.15, 0.25);
        Assert.InRange(steps.Count(s => s == 1) / (double)steps.Count(s => s == 2), 0.7, 1.4);
    }

    [Fact]
    public void Five_AreFive() => Assert.Equal(5, Judge(SimulatedUsers.Five).Count);

    [Fact]
    public void Flood_IsAThousandReversedLabelsAgainstAnHonestPerson()
    {
        var persons = Judge(SimulatedUsers.Flood).ToLookup(j => j.Person);

        Assert.Equal((150, 1000), (persons[1].Count(), persons[2].Count()));
        Assert.Equal(Texts[..150].Select(t => t.Label), persons[1].Select(j => j.Label));
        Assert.Equal(Texts[150..1150].Select(t => (SentimentLabel)(2 - (int)t.Label)), persons[2].Select(j => j.Label));
        Assert.Equal(1150, persons.SelectMany(p => p).Select(j => j.Mention).Distinct().Count());
    }

    [Fact]
    public void FloodAlone_HasNoHonestPerson()
    {
        var judged = Judge(SimulatedUsers.FloodAlone);

        Assert.Equal(1000, judged.Count);
        Assert.All(judged, j => Assert.Equal(2, j.Person));
        Assert.Equal((SentimentLabel)(2 - (int)Texts[0].Label), judged[0].Label);
    }

    [Fact]
    public void Experiment_TooFewCorrections_HasAReportAndNoFigures()
    {
        var outcome = RetrainingExperiment.Run(Trade.Model, Texts, [], SimulatedUsers.Five, 300, seed: 4);

        Assert.Equal(
            (Verdict.TooFew, "invented", SimulatedUsers.Five, 4),
            (outcome.Report.Verdict, outcome.Set, outcome.Users, outcome.Seed)
        );
        Assert.Null(outcome.InSet);
        Assert.Null(outcome.Elsewhere);
        Assert.Equal((double.NaN, double.NaN), (outcome.F1Before, outcome.F1After));
    }

    [Fact]
    public void Experiment_WordsOfATrade_AreGainedOnTextsThatNobodyJudged_AndCostNothingElsewhere()
    {
        Example[] own =
        [
            .. Trade.Judge(240, 3).Select(j => InventedTexts.Make(1, 1)[0] with { Text = j.Text, Label = j.Label }),
        ];
        var others = InventedTexts.Make(200, 8, "others");

        var outcome = RetrainingExperiment.Run(Trade.Model, own, others, SimulatedUsers.JudgeAll, 100, seed: 1);

        Assert.Equal((100, 100), (outcome.Report.Corrections, outcome.Report.HeldBack!.Count));
        Assert.InRange(outcome.InSet!.Count, 115, 125);
        Assert.True(outcome.InSet.CandidateRight > outcome.InSet.CurrentRight);
        Assert.Equal(
            (outcome.InSet.CandidateRight - outcome.InSet.CurrentRight) / (double)outcome.InSet.Count,
            outcome.InSet.Gain.Value,
            1e-9
        );
        Assert.True(outcome.F1After > outcome.F1Before);
        Assert.Equal(200, outcome.Elsewhere!.Count);
        Assert.InRange(outcome.Elsewhere.CandidateRight, outcome.Elsewhere.CurrentRight - 2, 200);
        Assert.InRange(outcome.Report.Unjudged!.Count, 1, 30);
    }
}
