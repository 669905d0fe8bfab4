using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Tests.Sentiment.Retraining;

public sealed class CorrectionLearningTests
{
    private static SentimentLabel Flip(SentimentLabel label) => (SentimentLabel)(2 - (int)label);

    private static double PositiveOf(SentimentModel model, string text) =>
        model.Classify(text, "fr", Channel.Review).P.Positive;

    [Fact]
    public void Run_WordsOfATrade_AreLearned()
    {
        var (report, candidate) = Trade.Run(Trade.Judge(200, 1));

        Assert.Equal(Verdict.Better, report.Verdict);
        Assert.Equal(candidate!.Version, report.CandidateVersion);
        var adapted = candidate.ApplyTo(Trade.Model);
        Assert.True(PositiveOf(adapted, "tissu lourd") > PositiveOf(Trade.Model, "tissu lourd"));
        Assert.True(PositiveOf(adapted, "tissu léger") < PositiveOf(Trade.Model, "tissu léger"));
        Assert.True(report.HeldBack!.CandidateRight > report.HeldBack.CurrentRight);
        Assert.Equal(200, report.HeldBack.Count);
        Assert.Equal([100, 0, 100], report.Labels);
        Assert.Equal(Trade.Now, report.At);
        Assert.Equal(report.HeldBack.CandidateRight, report.ByLabel.Sum(l => l.Comparison.CandidateRight));
    }

    [Fact]
    public void Run_Twice_GivesTheSameWeights() =>
        Assert.Equal(
            Trade.Run(Trade.Judge(120, 1)).Report.CandidateVersion,
            Trade.Run(Trade.Judge(120, 1)).Report.CandidateVersion
        );

    [Fact]
    public void Run_OrderOfJudgements_ChangesNoVerdict()
    {
        var judgements = Trade.Judge(120, 1);

        var report = Trade.Run(Enumerable.Reverse(judgements)).Report;

        Assert.Equal(Trade.Run(judgements).Report.CandidateVersion, report.CandidateVersion);
    }

    [Fact]
    public void Run_Learned_KeepsWhatWasRightElsewhere()
    {
        var adapted = Trade.Run(Trade.Judge(200, 1), unjudged: Trade.Everyday(300)).Candidate!.ApplyTo(Trade.Model);

        var texts = InventedTexts.Make(200, 5);
        int Right(SentimentModel model) => texts.Count(t => Trade.LabelOf(model, t.Text) == t.Label);
        Assert.True(Right(adapted) >= Right(Trade.Model) - 1);
    }

    [Fact]
    public void Run_RandomLabels_AreNotPromoted()
    {
        var random = new Random(3);
        var noise = InventedTexts.Make(120, 7).Select((t, i) => Trade.Of(i, 1, t.Text, (SentimentLabel)random.Next(3)));

        Assert.Equal(Verdict.NotSurelyBetter, Trade.Run(noise).Report.Verdict);
    }

    [Fact]
    public void Run_OneClickInFiveWrong_StillLearns()
    {
        var random = new Random(5);
        var judgements = Trade
            .Judge(300, 1)
            .Select(j => random.Next(5) == 0 ? j with { Label = (SentimentLabel)random.Next(3) } : j);

        var (report, candidate) = Trade.Run(judgements);

        Assert.Equal(Verdict.Better, report.Verdict);
        Assert.Equal(SentimentLabel.Positive, Trade.LabelOf(candidate!.ApplyTo(Trade.Model), "tissu lourd et épais"));
    }

    [Fact]
    public void Run_FiveCorrections_MakeNoCandidate()
    {
        var (report, candidate) = Trade.Run(Trade.Judge(5, 1));

        Assert.Equal((Verdict.TooFew, 5, 50), (report.Verdict, report.Corrections, report.Needed));
        Assert.Null(candidate);
        Assert.Null(report.HeldBack);
    }

    [Fact]
    public void Run_Nothing_SaysSo()
    {
        var (report, candidate) = Trade.Run([]);

        Assert.Equal(Verdict.TooFew, report.Verdict);
        Assert.Null(candidate);
        Assert.Null(report.LearnedUntil);
        Assert.Equal(0, report.Judgements.Judgements);
    }

    [Fact]
    public void Run_AllToOneLabelAndNoneConfirmed_IsOneSided()
    {
        var wrong = Trade
            .Judge(400, 1)
            .Where(j => j.ModelLabel != SentimentLabel.Negative)
            .Select(j => j with { Label = SentimentLabel.Negative })
            .ToList();

        Assert.True(wrong.Count >= 50);
        Assert.Equal(Verdict.OneSided, Trade.Run(wrong).Report.Verdict);
    }

    [Fact]
    public void Run_EverythingReversed_IsImplausible()
    {
        var reversed = InventedTexts
            .Make(300, 9)
            .Where(t => t.Label != SentimentLabel.Neutral)
            .Select((t, i) => Trade.Of(i, 1, t.Text, Flip(t.Label)));

        var report = Trade.Run(reversed).Report;

        Assert.Equal(Verdict.Implausible, report.Verdict);
        Assert.True(report.Opposed.Single().Share.Value > 0.9);
    }

    [Fact]
    public void Run_FloodAgainstAnHonestPerson_ChangesNothing()
    {
        var honest = Trade.Judge(150, 1);
        var flood = Trade.Judge(
            1000,
            2,
            person: 2,
            i => i % 2 == 0 ? SentimentLabel.Negative : SentimentLabel.Positive
        );

        var report = Trade.Run([.. honest, .. flood]).Report;

        Assert.Equal(Verdict.WorseForPerson, report.Verdict);
        Assert.Contains(report.ByPerson, p => p is { Person: 1, IsWorse: true });
    }

    [Fact]
    public void Run_GoodForOneAndBadForAnother_IsRefused()
    {
        // The second person praises the very words that the first one blames, and the model had sided with the second.
        var adapted = Trade.Run(Trade.Judge(200, 1)).Candidate!.ApplyTo(Trade.Model);
        var old = Trade.Judge(60, 4).Select(j => j with { At = Trade.Now.AddDays(2) });
        var other = Trade
            .Judge(300, 3, person: 2, i => i % 2 == 0 ? SentimentLabel.Negative : SentimentLabel.Positive)
            .Select(j => j with { At = Trade.Now.AddDays(2) });

        var report = Trade.Run([.. old, .. other], new TrialModels(Trade.Model, adapted, Trade.Now.AddDays(1))).Report;

        Assert.Contains(report.ByPerson, p => p is { Person: 1, Comparison.Gain.High: < 0 });
        Assert.NotEqual(Verdict.Better, report.Verdict);
    }

    [Fact]
    public void Run_TwoPeopleOfOneMind_AreLearnedFromTogether()
    {
        var report = Trade.Run([.. Trade.Judge(100, 1), .. Trade.Judge(100, 2, person: 2)]).Report;

        Assert.Equal(Verdict.Better, report.Verdict);
        Assert.All(report.ByPerson, p => Assert.False(p.IsWorse));
    }

    [Fact]
    public void Run_ConfirmedLabels_CountAsAgreement()
    {
        var confirmed = InventedTexts
            .Make(60, 8)
            .Select((t, i) => Trade.Of(i, 1, t.Text, Trade.LabelOf(Trade.Model, t.Text)));

        var report = Trade.Run(confirmed).Report;

        Assert.Equal(1, report.Judgements.WithModel.Value);
        Assert.Equal(Verdict.NotSurelyBetter, report.Verdict);
    }

    [Fact]
    public void Run_CorrectionsThatTheCurrentModelKnows_ProveNothing()
    {
        var judgements = Trade.Judge(200, 1);
        var (first, candidate) = Trade.Run(judgements);
        var models = new TrialModels(Trade.Model, candidate!.ApplyTo(Trade.Model), first.LearnedUntil);

        var again = Trade.Run(judgements, models).Report;

        Assert.Equal((Verdict.TooFewNew, 0), (again.Verdict, again.Corrections));
    }

    [Fact]
    public void Run_NewCorrectionsOnTopOfOld_AreJudgedOnTheNewAlone()
    {
        var judgements = Trade.Judge(100, 1);
        var (first, candidate) = Trade.Run(judgements);
        var models = new TrialModels(Trade.Model, candidate!.ApplyTo(Trade.Model), first.LearnedUntil);
        var fresh = Trade.Judge(80, 2, person: 3).Select(j => j with { At = Trade.Now.AddDays(1) });

        var report = Trade.Run([.. judgements, .. fresh], models).Report;

        Assert.Equal((80, 180), (report.HeldBack!.Count, report.Corrections));
        Assert.Equal(Trade.Now.AddDays(1), report.LearnedUntil);
    }

    [Fact]
    public void Run_StarsThatTheCandidateWouldContradict_StopIt()
    {
        var starred = Enumerable
            .Range(0, 400)
            .Select(i => new UnjudgedText($"tissu lourd épais dense mat sec {i}", "fr", Channel.Review)
            {
                Mention = 500_000 + i,
                ByStars = Trade.LabelOf(Trade.Model, $"tissu lourd épais dense mat sec {i}"),
            })
            .ToList();

        var report = Trade.Run(Trade.Judge(300, 1), unjudged: starred, options: NoAnchors).Report;

        Assert.Equal(Verdict.LosesStars, report.Verdict);
        Assert.True(report.Stars!.Count > 100);
    }

    [Fact]
    public void Run_SureLabelsThatWouldChange_StopIt()
    {
        var everyday = Trade.Everyday(400);
        var judgements = InventedTexts
            .Make(600, 12)
            .Where(t => t.Label == SentimentLabel.Positive)
            .Select((t, i) => Trade.Of(i, 1, t.Text, SentimentLabel.Neutral))
            .Concat(Trade.Judge(60, 2, 2));

        var report = Trade.Run(judgements, unjudged: everyday, options: NoAnchors).Report;

        Assert.Contains(report.Verdict, new[] { Verdict.ChangesTooMuch, Verdict.LosesGeneral });
        Assert.True(report.Unjudged!.SureChanged > 0.05 * report.Unjudged.Sure);
    }

    [Fact]
    public void Run_Changes_NameTheMentions()
    {
        var report = Trade.Run(Trade.Judge(200, 1), unjudged: Trade.Everyday(100)).Report;

        Assert.All(report.Changes, c => Assert.NotEqual(c.Current, c.Candidate));
        Assert.Contains(report.Changes, c => c is { Mention: > 100_000, Truth: not null });
        Assert.Equal(report.Unjudged!.Changed, report.Changes.Count(c => c.Truth is null));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            CorrectionLearning.Run(
                Trade.Models,
                JudgementBook.Of(Trade.Judge(100, 1)),
                [],
                new AdaptationOptions(),
                Trade.Now,
                null,
                stop.Token
            )
        );
    }

    [Fact]
    public void Run_Progress_GoesUpToOne()
    {
        var told = new List<double>();

        CorrectionLearning.Run(
            Trade.Models,
            JudgementBook.Of(Trade.Judge(60, 1)),
            [],
            new AdaptationOptions(),
            Trade.Now,
            told.Add
        );

        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    private static readonly AdaptationOptions NoAnchors = new()
    {
        AnchorsPerCorrection = 0,
        Epochs = 12,
        Pull = 0,
        Rate = 0.1f,
        Trust = 1,
        CommonShare = 1,
    };
}
