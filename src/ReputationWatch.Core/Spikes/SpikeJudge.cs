namespace ReputationWatch.Core.Spikes;

/// <summary>Turns the measures of all windows into one score, and says why it is what it is.</summary>
internal sealed class SpikeJudge(SpikeSignal signal, TopicProfile profile, SpikeSettings settings)
{
    private const int TopMentions = 5;
    private const double NewVoicesWorthSaying = 1;

    private readonly int _factor = signal == SpikeSignal.AllMentions ? settings.AllMentionsFactor : 1;

    public SpikeEvidence Judge(DateTimeOffset at, WindowMeasure[] windows, string[] blind)
    {
        var learning = Learning.At(at, profile.FirstHour);
        double first = 0,
            second = 0;
        WindowMeasure? best = null;
        foreach (var window in windows)
        {
            var relative = Blocks(window, learning) is null ? window.Relative(settings.HabitBase) : 0;
            if (relative > first)
            {
                (second, first, best) = (first, relative, window);
            }
            else if (relative > second)
            {
                second = relative;
            }
        }
        // Two windows that agree, or one that is twice as sure.
        var score = Math.Max(second, first / 2);
        var shown = best ?? windows.MaxBy(w => w.Strength)!;
        return Describe(
            at,
            shown,
            score,
            ReasonsFor(shown, score, second > first / 2, learning, blind),
            learning,
            blind
        );
    }

    /// <summary>Why the window is no alert whatever its strength, or null.</summary>
    private SpikeReason? Blocks(WindowMeasure w, Learning learning)
    {
        if (w.Effective < settings.MinEffective * _factor || w.Strength + w.NewVoices < settings.MinStrength)
        {
            return w.Strength > 0 ? SpikeReason.TooSmall : SpikeReason.Usual;
        }
        if (learning.IsOn && !learning.IsOverwhelming(w, AuthorsOf(w)))
        {
            return SpikeReason.Learning;
        }
        if (signal == SpikeSignal.SentimentDip)
        {
            return BlocksDip(w);
        }
        if (w.Effective < settings.MinRatio * w.Expected)
        {
            return SpikeReason.TooSmall;
        }
        if (AuthorsOf(w) < settings.MinAuthors * _factor)
        {
            return SpikeReason.FewAuthors;
        }
        if (StoriesOf(w) < settings.MinStories * _factor)
        {
            return SpikeReason.FewStories;
        }
        return signal == SpikeSignal.NegativeMentions && !IsMoreNegative(w) ? SpikeReason.UsualShare : null;
    }

    private SpikeReason? BlocksDip(WindowMeasure w)
    {
        if (w.Counts.All < settings.MinDipVolume)
        {
            return SpikeReason.TooSmall;
        }
        if (AuthorsOf(w) < settings.MinAuthors)
        {
            return SpikeReason.FewAuthors;
        }
        return IsMoreNegative(w) ? null : SpikeReason.UsualShare;
    }

    private bool IsMoreNegative(WindowMeasure w)
    {
        var (x, p) = (w.Counts.Negative, profile.NegativeShare);
        var n = Math.Max(w.Counts.All, x);
        var deviations = (x - (n * p)) / Math.Sqrt(n * p * (1 - p));
        return x / n >= settings.HighShare
            || (x / n >= settings.ShareRatio * p && deviations >= settings.ShareDeviations);
    }

    private List<SpikeReason> ReasonsFor(
        WindowMeasure shown,
        double score,
        bool agree,
        Learning learning,
        string[] blind
    )
    {
        var reasons = new List<SpikeReason>();
        if (score > 0)
        {
            reasons.Add(SpikeReason.AboveUsual);
            Add(agree, SpikeReason.SeveralWindows);
            Add(signal != SpikeSignal.AllMentions || IsMoreNegative(shown), SpikeReason.MoreNegative);
            Add(shown.NewVoices >= NewVoicesWorthSaying, SpikeReason.NewVoices);
            Add(shown.Habit > settings.HabitBase, SpikeReason.LivelyTopic);
        }
        else
        {
            reasons.Add(Blocks(shown, learning) ?? SpikeReason.Usual);
        }
        Add(blind.Length > 0, SpikeReason.BlindSources);
        return reasons;

        void Add(bool holds, SpikeReason reason)
        {
            if (holds)
            {
                reasons.Add(reason);
            }
        }
    }

    private SpikeEvidence Describe(
        DateTimeOffset at,
        WindowMeasure w,
        double score,
        List<SpikeReason> reasons,
        Learning learning,
        string[] blind
    ) =>
        new(
            at,
            signal,
            score,
            w.Strength,
            w.Hours,
            w.Effective,
            w.Expected,
            Counted(w).Count(),
            AuthorsOf(w),
            Counted(w).Select(m => m.Fact.SourceId).Distinct(StringComparer.Ordinal).Count(),
            StoriesOf(w),
            w.Counts.All > 0 ? Math.Min(1, w.Counts.Negative / w.Counts.All) : 0,
            profile.NegativeShare,
            score > 0 ? Top(w) : [],
            blind,
            reasons,
            learning.Until,
            score > 0 ? FifthVoice(w) : null
        );

    private DateTimeOffset? FifthVoice(WindowMeasure w)
    {
        var firsts = Weighing(w)
            .GroupBy(m => EffectiveCounter.AuthorOf(m.Fact), StringComparer.Ordinal)
            .Select(author => author.Min(m => m.Published))
            .Order()
            .ToList();
        return firsts.Count < settings.MinAuthors
            ? null
            : DateTimeOffset.FromUnixTimeSeconds(firsts[settings.MinAuthors - 1]);
    }

    private string[] Top(WindowMeasure w) =>
        [
            .. Counted(w)
                .GroupBy(m => EffectiveCounter.StoryOf(m.Fact), StringComparer.Ordinal)
                .OrderByDescending(story => story.Count())
                .ThenByDescending(story => story.Max(m => m.Published))
                .Take(TopMentions)
                .Select(story => story.MinBy(m => m.Published)!.Fact.Id),
        ];

    private IEnumerable<RecentMention> Counted(WindowMeasure w) =>
        signal == SpikeSignal.AllMentions ? w.Counts.Mentions : w.Counts.Mentions.Where(m => m.Fact.Negative);

    /// <summary>People with a text of their own: who only copies is not one more voice.</summary>
    private int AuthorsOf(WindowMeasure w) =>
        Weighing(w).Select(m => EffectiveCounter.AuthorOf(m.Fact)).Distinct(StringComparer.Ordinal).Count();

    private int StoriesOf(WindowMeasure w) =>
        Weighing(w).Select(m => EffectiveCounter.StoryOf(m.Fact)).Distinct(StringComparer.Ordinal).Count();

    private IEnumerable<RecentMention> Weighing(WindowMeasure w) =>
        w.Counts.Mentions.Where(m => (signal == SpikeSignal.AllMentions ? m.All : m.Negative) > 0);
}
