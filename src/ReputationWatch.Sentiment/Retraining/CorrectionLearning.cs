using ReputationWatch.Sentiment.Evaluation;

namespace ReputationWatch.Sentiment.Retraining;

/// <summary>The models of a trial.</summary>
/// <param name="Shipped">What every candidate starts from.</param>
/// <param name="Current">What runs now: the shipped model, or an adapted one.</param>
/// <param name="LearnedUntil">The newest correction that the current model learned from; null for the shipped one.</param>
public sealed record TrialModels(SentimentModel Shipped, SentimentModel Current, DateTimeOffset? LearnedUntil);

/// <summary>
/// Learns from users' corrections, without risk: the candidate is judged only on corrections that it did not learn from (every part in
/// turn), beside the current model, and found better only if it is by the whole interval and nothing is lost elsewhere.
/// </summary>
public sealed class CorrectionLearning
{
    private const int ChangesShown = 20;
    private const int FewestOfPerson = 20;

    private readonly TrialModels _models;
    private readonly JudgementBook _book;
    private readonly AdaptationOptions _options;
    private readonly UnjudgedText[] _anchors;
    private readonly UnjudgedText[] _watched;
    private readonly Correction[] _taught;
    private readonly Correction[] _general;
    private readonly Action<double> _progress;
    private readonly CancellationToken _cancel;
    private Steps _steps = null!;

    private CorrectionLearning(
        TrialModels models,
        JudgementBook book,
        IReadOnlyList<UnjudgedText> unjudged,
        AdaptationOptions options,
        Action<double>? progress,
        CancellationToken cancel
    )
    {
        (_models, _book, _options, _cancel) = (models, book, options, cancel);
        _progress = progress ?? (_ => { });
        var judged = book.Corrections.Select(c => TextKey.Of(c.Text)).ToHashSet(StringComparer.Ordinal);
        var others = unjudged.Where(u => !judged.Contains(TextKey.Of(u.Text))).DistinctBy(u => TextKey.Of(u.Text));
        var halves = others.ToLookup(u => TextKey.Part(u.Text, 2));
        _anchors = [.. halves[0]];
        _watched = [.. halves[1]];
        var general = GeneralTexts.All.ToLookup(t => TextKey.Part(t.Text, 2));
        _taught = [.. general[0]];
        _general = [.. general[1]];
    }

    /// <param name="unjudged">Texts of this installation that nobody judged, in a random order: half are learned beside the corrections,
    /// half are watched.</param>
    /// <param name="progress">Told how much is done, 0-1.</param>
    /// <returns>The report, and the candidate if one was made, whatever the verdict.</returns>
    public static (RetrainingReport Report, ModelDelta? Candidate) Run(
        TrialModels models,
        JudgementBook book,
        IReadOnlyList<UnjudgedText> unjudged,
        AdaptationOptions options,
        DateTimeOffset now,
        Action<double>? progress = null,
        CancellationToken cancel = default
    ) => new CorrectionLearning(models, book, unjudged, options, progress, cancel).Run(now);

    private (RetrainingReport, ModelDelta?) Run(DateTimeOffset now)
    {
        var corrections = _book.Corrections;
        var report = new RetrainingReport
        {
            At = now,
            BaseVersion = _models.Shipped.Version,
            CurrentVersion = _models.Current.Version,
            Verdict = Verdict.TooFew,
            Judgements = _book.Summary,
            Corrections = corrections.Count,
            Needed = _options.MinCorrections,
            LearnedUntil = corrections.Count == 0 ? null : corrections.Max(c => c.At),
            Labels = [.. Enum.GetValues<SentimentLabel>().Select(l => corrections.Count(c => c.Label == l))],
        };
        var fresh = corrections.Where(c => !(c.At <= _models.LearnedUntil)).ToArray();
        if (corrections.Count < _options.MinCorrections || fresh.Length < _options.MinCorrections)
        {
            var tooFew = corrections.Count < _options.MinCorrections ? Verdict.TooFew : Verdict.TooFewNew;
            return (report with { Verdict = tooFew, Corrections = fresh.Length }, null);
        }
        _steps = new Steps(fresh, _options);
        return Try(report, fresh);
    }

    private (RetrainingReport, ModelDelta?) Try(RetrainingReport report, Correction[] fresh)
    {
        var after = ShadowRun(fresh, _book.Corrections);
        var before = Array.ConvertAll(fresh, c => LabelOf(_models.Current, c.AsText));
        var delta = Adapt(_book.Corrections);
        var candidate = delta.ApplyTo(_models.Shipped);
        var unjudged = Watch(candidate);
        report = report with
        {
            CandidateVersion = delta.Version,
            HeldBack = Compare(fresh, before, after, Weights(fresh)),
            ByLabel =
            [
                .. Enum.GetValues<SentimentLabel>()
                    .Select(l => new LabelComparison(l, Part(fresh, before, after, c => c.Label == l))),
            ],
            ByPerson = ByPerson(fresh, before, after),
            General = Compare(_general, candidate),
            Stars = Compare(
                [
                    .. _watched
                        .Where(u => u.ByStars is not null)
                        .Select(u => new Correction(u.Text, u.Language, u.Channel, u.ByStars!.Value)),
                ],
                candidate
            ),
            Opposed = Opposed(),
            Unjudged = new UnjudgedChange(
                unjudged.Length,
                unjudged.Count(u => u.IsChange),
                unjudged.Count(u => u.Sure),
                unjudged.Count(u => u.Sure && u.IsChange)
            ),
            Changes =
            [
                .. fresh
                    .Select((c, i) => new LabelChange(c.Mention, c.Label, before[i], after[i]))
                    .Where(c => c.Current != c.Candidate)
                    .Take(ChangesShown),
                .. unjudged.Where(u => u.IsChange).Select(u => u.Change).Take(ChangesShown),
            ],
        };
        _progress(1);
        return (report with { Verdict = Judge(report) }, delta);
    }

    /// <summary>The rule by which a candidate may replace the current model.</summary>
    private Verdict Judge(RetrainingReport report)
    {
        var sure = report.Unjudged!;
        return report.Opposed.Any(IsImplausible) ? Verdict.Implausible
            : IsOneSided(report) ? Verdict.OneSided
            : report.HeldBack!.Gain.Low <= 0 ? Verdict.NotSurelyBetter
            : report.ByPerson.Any(p => p.IsWorse) ? Verdict.WorseForPerson
            : Loses(report.General!) ? Verdict.LosesGeneral
            : Loses(report.Stars!) ? Verdict.LosesStars
            : sure.SureChanged > Math.Max(1, _options.MayChange * sure.Sure) ? Verdict.ChangesTooMuch
            : Verdict.Better;
    }

    /// <summary>
    /// Corrections to one label only, and none that confirms: the more often the candidate gives that label, the better it looks, whatever
    /// becomes of the other texts.
    /// </summary>
    private bool IsOneSided(RetrainingReport report) =>
        report.Labels.Max() > _options.MostOfOneLabel * report.Labels.Sum()
        && report.HeldBack!.CurrentRight < (1 - _options.MostOfOneLabel) * report.HeldBack.Count;

    /// <summary>Where the model is sure it errs now and then, never mostly: who says so there judges something else, or the reverse.</summary>
    private bool IsImplausible(PersonShare opposed) =>
        opposed.Share.Of >= FewestOfPerson && opposed.Share.Value > _options.MayOppose;

    private PersonShare[] Opposed() =>
        [
            .. _book
                .Corrections.Select(c =>
                    (c.Person, c.Label, Said: _models.Shipped.Classify(c.Text, c.Language, c.Channel))
                )
                .Where(c => c.Said.Label != SentimentLabel.Neutral && c.Said.P[c.Said.Label] >= _options.Sure)
                .GroupBy(c => c.Person)
                .Select(g => new PersonShare(
                    g.Key,
                    new Share(g.Count(c => (int)c.Label == 2 - (int)c.Said.Label), g.Count())
                ))
                .OrderBy(p => p.Person),
        ];

    /// <summary>One text more or less is no loss: of few texts it is much.</summary>
    private bool Loses(Comparison comparison) =>
        comparison.CurrentRight - comparison.CandidateRight > Math.Max(1, _options.MayLose * comparison.Count);

    // Each part judged by a model that never saw it.
    private SentimentLabel[] ShadowRun(Correction[] judged, IReadOnlyList<Correction> learned)
    {
        var labels = new SentimentLabel[judged.Length];
        var all = learned.ToLookup(c => TextKey.Part(c.Text, _options.Folds));
        for (var part = 0; part < _options.Folds; part++)
        {
            var candidate = Adapt([.. all.Where(g => g.Key != part).SelectMany(g => g)]).ApplyTo(_models.Shipped);
            for (var i = 0; i < judged.Length; i++)
            {
                if (TextKey.Part(judged[i].Text, _options.Folds) == part)
                {
                    labels[i] = LabelOf(candidate, judged[i].AsText);
                }
            }
            _progress(_steps.Next());
        }
        return labels;
    }

    private List<PersonComparison> ByPerson(Correction[] fresh, SentimentLabel[] before, SentimentLabel[] after)
    {
        var persons = fresh
            .CountBy(c => c.Person)
            .Where(p => p.Key != Correction.SeveralPersons && p.Value >= FewestOfPerson)
            .OrderByDescending(p => p.Value)
            .Select(p => p.Key);
        return
        [
            .. persons.Select(person => new PersonComparison(
                person,
                Part(fresh, before, after, c => c.Person == person),
                AgainstAlone(person, fresh, after)
            )),
        ];
    }

    /// <summary>
    /// What the corrections of the others gain on a person's own: whoever says the reverse of everybody takes away what theirs teach, and
    /// that shows here even where the current model knew nothing that could get worse.
    /// </summary>
    private Estimate? AgainstAlone(long person, Correction[] fresh, SentimentLabel[] after)
    {
        if (!_steps.Alone.Contains(person))
        {
            return null;
        }
        int[] at = [.. Enumerable.Range(0, fresh.Length).Where(i => fresh[i].Person == person)];
        var own = Array.ConvertAll(at, i => fresh[i]);
        var alone = ShadowRun(own, [.. _book.Corrections.Where(c => c.Person == person)]);
        return PairedGain.Of(
            [.. own.Select((c, i) => c.Label == alone[i])],
            [.. own.Select((c, i) => c.Label == after[at[i]])],
            _options.Seed
        );
    }

    private ModelDelta Adapt(IReadOnlyList<Correction> corrections) =>
        Adapter.Adapt(_models.Shipped, corrections, new Anchors(_anchors, _taught), _options, _cancel);

    private Watched[] Watch(SentimentModel candidate) =>
        Array.ConvertAll(
            _watched,
            u =>
            {
                var current = _models.Current.Classify(u.Text, u.Language, u.Channel);
                var change = new LabelChange(u.Mention, null, current.Label, LabelOf(candidate, u.AsText));
                return new Watched(change, current.P[current.Label] >= _options.Sure);
            }
        );

    private double[] Weights(Correction[] corrections)
    {
        var persons = CorrectionWeights.Persons(corrections, _options.MinCorrections);
        return Array.ConvertAll(corrections, c => persons[c.Person]);
    }

    private Comparison Compare(IReadOnlyList<Correction> texts, SentimentModel candidate)
    {
        Correction[] all = [.. texts];
        var before = Array.ConvertAll(all, c => LabelOf(_models.Current, c.AsText));
        var after = Array.ConvertAll(all, c => LabelOf(candidate, c.AsText));
        return Compare(all, before, after, [.. Enumerable.Repeat(1.0, all.Length)]);
    }

    private Comparison Part(
        Correction[] texts,
        SentimentLabel[] before,
        SentimentLabel[] after,
        Predicate<Correction> belongs
    )
    {
        int[] at = [.. Enumerable.Range(0, texts.Length).Where(i => belongs(texts[i]))];
        return Compare(
            Array.ConvertAll(at, i => texts[i]),
            Array.ConvertAll(at, i => before[i]),
            Array.ConvertAll(at, i => after[i]),
            [.. Enumerable.Repeat(1.0, at.Length)]
        );
    }

    private Comparison Compare(Correction[] texts, SentimentLabel[] before, SentimentLabel[] after, double[] weights)
    {
        bool[] rightBefore = [.. texts.Select((t, i) => t.Label == before[i])];
        bool[] rightAfter = [.. texts.Select((t, i) => t.Label == after[i])];
        var gain = PairedGain.Of(rightBefore, rightAfter, weights, _options.Seed);
        return new Comparison(texts.Length, rightBefore.Count(r => r), rightAfter.Count(r => r), gain);
    }

    private static SentimentLabel LabelOf(SentimentModel model, ReadText text) =>
        model.Classify(text.Text, text.Language, text.Channel).Label;

    /// <summary>The trainings to come, for the progress; and the people whose corrections are also learned alone: few, as each costs a run.</summary>
    private sealed class Steps(Correction[] fresh, AdaptationOptions options)
    {
        private const int MostAlone = 3;
        private int _done;

        public IReadOnlyList<long> Alone { get; } =
            fresh.CountBy(c => c.Person).Count() < 2
                ? []
                :
                [
                    .. fresh
                        .CountBy(c => c.Person)
                        .Where(p => p.Key != Correction.SeveralPersons && p.Value >= options.MinCorrections)
                        .OrderByDescending(p => p.Value)
                        .Take(MostAlone)
                        .Select(p => p.Key),
                ];

        public double Next() => ++_done / (options.Folds * (1.0 + Alone.Count) + 1);
    }

    private readonly record struct Watched(LabelChange Change, bool Sure)
    {
        public bool IsChange => Change.Current != Change.Candidate;
    }
}
