namespace ReputationWatch.Core.Spikes;

/// <summary>Turns the measures of all windows into one score, and says why.</summary>
internal static class SpikeJudge
{
    public static SpikeEvidence Judge(
        DateTimeOffset at,
        SpikeSignal signal,
        WindowMeasure[] windows,
        TopicProfile profile,
        SpikeSettings settings
    )
    {
        double first = 0,
            second = 0;
        var best = windows[^1];
        foreach (var w in windows)
        {
            var r = Relative(w, profile, settings);
            if (r > first)
            {
                (second, first, best) = (first, r, w);
            }
            else if (r > second)
            {
                second = r;
            }
        }
        var score = Math.Max(second, first / 2);
        return new SpikeEvidence(
            at,
            signal,
            score,
            TailScore.Above(best.Effective, best.Expected, profile.Negative.DispersionOf(best.Hours)),
            best.Hours,
            best.Effective,
            best.Expected,
            best.Mentions.Count,
            AuthorsOf(best),
            best.Mentions.Where(m => m.Fact.Negative).Select(m => m.Fact.SourceId).Distinct().Count(),
            StoriesOf(best),
            best.EffectiveAll > 0 ? best.Effective / best.EffectiveAll : 0,
            profile.NegativeShare,
            [],
            [],
            [],
            null
        );
    }

    private static double Relative(WindowMeasure w, TopicProfile profile, SpikeSettings settings)
    {
        if (w.Effective < settings.MinEffective || w.Effective < settings.MinRatio * w.Expected)
        {
            return 0;
        }
        var s = TailScore.Above(w.Effective, w.Expected, profile.Negative.DispersionOf(w.Hours));
        var share = TailScore.ShareAbove(w.Effective, w.EffectiveAll, profile.NegativeShare);
        var fresh = TailScore.ShareAbove(w.EffectiveNew, w.Effective, profile.NewShare);
        var volume = TailScore.Above(
            w.EffectiveAll - w.Effective,
            Math.Max(0.01, w.ExpectedAll - w.Expected),
            profile.All.DispersionOf(w.Hours)
        );
        s +=
            (settings.ShareWeight * share)
            + (settings.NewWeight * fresh)
            + (settings.VolumeWeight * Math.Min(share, volume));
        if (
            s < settings.MinScore
            || AuthorsOf(w) < settings.MinAuthors
            || StoriesOf(w) < settings.MinStories
            || !UnusualShare(w, profile, settings)
        )
        {
            return 0;
        }
        return s / (2 + profile.Negative.Habit.Value[w.Index]);
    }

    private static bool UnusualShare(WindowMeasure w, TopicProfile profile, SpikeSettings settings)
    {
        var (n, p) = (w.EffectiveAll, profile.NegativeShare);
        var share = w.Effective / n;
        var z = (w.Effective - (n * p)) / Math.Sqrt(n * p * (1 - p));
        return share >= settings.HighShare || (share >= settings.ShareRatio * p && z >= settings.ShareZ);
    }

    private static int AuthorsOf(WindowMeasure w) =>
        w.Mentions.Where(m => m.Negative > 0).Select(m => EffectiveCounter.AuthorOf(m.Fact)).Distinct().Count();

    private static int StoriesOf(WindowMeasure w) =>
        w
            .Mentions.Where(m => m.Negative > 0)
            .Select(m => m.Fact.StoryKey.Length > 0 ? m.Fact.StoryKey : m.Fact.Id)
            .Distinct()
            .Count();
}
