using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Spikes;

/// <summary>What each part of the detector remembers and forgets, at the limits of its memory.</summary>
public sealed class SpikePartsTests
{
    private const long Hour = 3600;
    private const long Day = 24 * Hour;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly long T = Start.ToUnixTimeSeconds();

    private static MentionFact Fact(
        long after,
        string author = "",
        string source = "s",
        string story = "",
        string id = ""
    ) =>
        new(
            id.Length > 0 ? id : $"{after}-{author}-{source}-{story}",
            Start.AddSeconds(after),
            Start.AddSeconds(after),
            author,
            source,
            story,
            Negative: true
        );

    private static double[] Weights(params MentionFact[] facts)
    {
        var counter = new EffectiveCounter();
        return [.. facts.Select(counter.Weigh)];
    }

    [Fact]
    public void Weigh_CopiesOfAStory_CountHalfInFourFurtherSources_AndNoMore() =>
        Assert.Equal(
            [1, 0.5, 0, 0.5, 0.5, 0.5, 0, 0],
            Weights([
                .. new[] { "a", "b", "b", "c", "d", "e", "f", "a" }.Select(
                    (s, i) => Fact(i, $"author {i}", s, "story")
                ),
            ])
        );

    [Fact]
    public void Weigh_ThirdTextOfAnAuthorInADay_CountsNothing()
    {
        Assert.Equal([1, 1, 0, 0], Weights(Fact(0, "x"), Fact(10, "x"), Fact(20, "x"), Fact(Day, "x")));
        // The first is more than a day old: one is free again.
        Assert.Equal([1, 1, 1, 0], Weights(Fact(0, "x"), Fact(10, "x"), Fact(Day + 1, "x"), Fact(Day + 2, "x")));
        Assert.Equal([1, 1, 1], Weights(Fact(0, "x"), Fact(1, "y"), Fact(2, "x")));
    }

    [Fact]
    public void Weigh_UnsignedTexts_AreTheirSources()
    {
        Assert.Equal([1, 1, 0, 1], Weights(Fact(0), Fact(1), Fact(2), Fact(3, source: "other")));
        Assert.Equal("source:s", EffectiveCounter.AuthorOf(Fact(0)));
        Assert.Equal("x", EffectiveCounter.AuthorOf(Fact(0, "x")));
        Assert.Equal("id:7", EffectiveCounter.StoryOf(Fact(0, id: "7")));
        Assert.Equal("story", EffectiveCounter.StoryOf(Fact(0, story: "story", id: "7")));
    }

    [Fact]
    public void Weigh_StoryThatComesBackAfterThreeDays_IsTalkedAboutAnew()
    {
        Assert.Equal([1, 0], Weights(Fact(0, "x", story: "s"), Fact(3 * Day, "y", story: "s")));
        Assert.Equal([1, 1], Weights(Fact(0, "x", story: "s"), Fact(3 * Day + 1, "y", story: "s")));
        // Each copy keeps it in mind, a late row does not take it back.
        Assert.Equal(
            [1, 0, 0, 0],
            Weights(
                Fact(0, "x", story: "s"),
                Fact(2 * Day, "y", story: "s"),
                Fact(Day, "y", story: "s"),
                Fact(5 * Day, "z", story: "s")
            )
        );
    }

    [Fact]
    public void EffectiveCounter_Forget_LetsGoOfWhatNoRuleNeeds()
    {
        var counter = new EffectiveCounter();
        counter.Weigh(Fact(0, "x", story: "s"));
        counter.Weigh(Fact(1, "x", story: "t"));

        counter.Forget(T + Day);
        Assert.Equal(0, counter.Weigh(Fact(3, "x", story: "u")));
        counter.Forget(T + 3 * Day);
        Assert.Equal(0, counter.Weigh(Fact(4, "y", story: "s")));
        counter.Forget(T + 3 * Day + Hour);

        Assert.Equal(1, counter.Weigh(Fact(5, "x", story: "s")));
    }

    [Fact]
    public void KnownVoices_AreThoseOfFourWeeks()
    {
        var voices = new KnownVoices();

        Assert.True(voices.IsNew("x", T));
        Assert.False(voices.IsNew("x", T + 28 * Day));
        Assert.True(voices.IsNew("x", T + 56 * Day + 1));
        Assert.True(voices.IsNew("y", T));
        // A late row does not make the last word older.
        voices.Remember("y", T + 10 * Day);
        voices.Remember("y", T + Day);
        Assert.False(voices.IsNew("y", T + 38 * Day));
    }

    [Fact]
    public void KnownVoices_Forget_KeepsWhoWroteInFourWeeks()
    {
        var voices = new KnownVoices();
        voices.Remember("x", T);

        voices.Forget(T + 28 * Day);
        Assert.False(voices.IsNew("x", T + 1));
        voices.Forget(T + 28 * Day + 2);
        Assert.True(voices.IsNew("x", T + 2));
    }

    private static CollectionDelay Delays(int count, long delay, int others = 0, long other = 0)
    {
        var delays = new CollectionDelay();
        for (var i = 0; i < count; i++)
        {
            delays.Observe(delay);
        }
        for (var i = 0; i < others; i++)
        {
            delays.Observe(other);
        }
        delays.Refresh([1, 3, 24]);
        return delays;
    }

    [Fact]
    public void CollectionDelay_IsTheMean_AtMostHalfOfTheWindow()
    {
        Assert.Equal([600, 600, 600], Enumerable.Range(0, 3).Select(Delays(30, 600).Missing));
        Assert.Equal([1800, 5400, 20_000], Enumerable.Range(0, 3).Select(Delays(30, 20_000).Missing));
        Assert.Equal([900, 1300, 1300], Enumerable.Range(0, 3).Select(Delays(20, 0, 20, 2600).Missing));
        Assert.Equal(0, Delays(30, 600).Missing(3));
    }

    [Fact]
    public void CollectionDelay_OfFewMentions_IsNotKnown()
    {
        Assert.Equal(0, Delays(29, 600).Missing(0));
        Assert.Equal(0, new CollectionDelay().Missing(0));
    }

    [Fact]
    public void CollectionDelay_OfAnOldItem_SaysNothing()
    {
        Assert.Equal(600, Delays(30, 600, 50, 6 * Hour + 1).Missing(2));
        Assert.NotEqual(600, Delays(30, 600, 50, 6 * Hour).Missing(2));
    }

    [Fact]
    public void CollectionDelay_IsOfTheLatest() => Assert.Equal(100, Delays(500, 600, 256, 100).Missing(0));

    [Fact]
    public void LearningTime_EndsAWeekAfterTheFirstMention()
    {
        Assert.Equal(Start.AddDays(7), LearningTime.Until(Start, Start.AddDays(7).AddTicks(-1)));
        Assert.Null(LearningTime.Until(Start, Start.AddDays(7)));
        Assert.Null(LearningTime.Until(null, Start));
        Assert.True(Learning.At(Start.AddHours(5), T / Hour).IsOn);
        Assert.Equal(5, Learning.At(Start.AddHours(5), T / Hour).HoursWatched);
        Assert.False(Learning.At(Start.AddDays(8), T / Hour).IsOn);
    }

    [Theory]
    [InlineData(9, 3, 15, 1, 8, 15, true)]
    [InlineData(9, 3, 15, 1.5, 8, 15, true)]
    [InlineData(9, 3, 15, 1.6, 8, 15, false)]
    [InlineData(9, 3, 14.9, 1, 8, 15, false)]
    [InlineData(9, 3, 15, 1, 7.9, 15, false)]
    [InlineData(9, 3, 15, 1, 8, 14, false)]
    [InlineData(8, 3, 15, 1, 8, 15, false)]
    [InlineData(6, 1, 15, 1, 8, 15, true)]
    [InlineData(5.9, 1, 15, 1, 8, 15, false)]
    public void Learning_AlertsOnlyOnWhatIsOverwhelming(
        double watched,
        int window,
        double effective,
        double expected,
        double strength,
        int authors,
        bool overwhelming
    )
    {
        var measure = new WindowMeasure
        {
            Hours = window,
            Counts = new WindowCounts(),
            Effective = effective,
            Expected = expected,
            Strength = strength,
            NewVoices = 0,
            Habit = 0,
        };

        Assert.Equal(overwhelming, new Learning(Start, watched).IsOverwhelming(measure, authors));
    }

    [Fact]
    public void SourceHealth_VisibleShare_IsWhatOfTheHourCouldBeRead()
    {
        var health = new SourceHealth();
        var hour = T / Hour;
        Assert.Equal(1, health.VisibleShare("s", hour));
        Assert.True(health.IsUneventful);

        health.Blind("s", T + Hour / 2, T + Hour + Hour / 4);
        health.Blind(BlindSpan.EverySource, T + 2 * Hour, T + 3 * Hour);

        Assert.False(health.IsUneventful);
        Assert.Equal([1, 0.5, 0.75, 0, 1], Enumerable.Range(-1, 5).Select(h => health.VisibleShare("s", hour + h)));
        Assert.Equal([1, 1, 1, 0, 1], Enumerable.Range(-1, 5).Select(h => health.VisibleShare("other", hour + h)));
        Assert.Equal(0, health.VisibleShare(BlindSpan.EverySource, hour + 2));
    }

    [Fact]
    public void SourceHealth_BlindTwiceAtOnce_IsNotLessThanNothing()
    {
        var health = new SourceHealth();
        health.Blind("s", T, T + Hour);
        health.Blind(BlindSpan.EverySource, T, T + Hour);

        Assert.Equal(0, health.VisibleShare("s", T / Hour));
    }

    [Fact]
    public void SourceHealth_SpanThatGrowsOrIsTakenBack_StandsOnce()
    {
        var health = new SourceHealth();
        health.Blind("s", T, T + Hour / 4);
        health.Blind("s", T, T + Hour / 2);
        Assert.Equal(0.5, health.VisibleShare("s", T / Hour));

        health.Blind("s", T, T);
        Assert.Equal(1, health.VisibleShare("s", T / Hour));
    }

    [Fact]
    public void SourceHealth_AddedSource_IsSeenFromThenOn_AndLearnsForTwoDays()
    {
        var health = new SourceHealth();
        health.Added("s", T + Hour / 4);

        Assert.False(health.IsUneventful);
        Assert.Equal([0, 0.75, 1], Enumerable.Range(-1, 3).Select(h => health.VisibleShare("s", T / Hour + h)));
        Assert.True(health.IsLearning("s", T + Hour / 4 + 48 * Hour - 1));
        Assert.False(health.IsLearning("s", T + Hour / 4 + 48 * Hour));
        Assert.False(health.IsLearning("other", T));
    }

    [Fact]
    public void SourceHealth_BlindIn_NamesThoseThatTouchTheTime()
    {
        var health = new SourceHealth();
        health.Blind("b", T, T + Hour);
        health.Blind("a", T + 2 * Hour, T + 3 * Hour);

        Assert.Equal(["a", "b"], health.BlindIn(T, T + 9 * Hour));
        Assert.Equal(["b"], health.BlindIn(T + Hour - 1, T + 2 * Hour));
        Assert.Empty(health.BlindIn(T + Hour, T + 2 * Hour));
        health.Forget(T + Hour + 1);
        Assert.Equal(["a"], health.BlindIn(T, T + 9 * Hour));
    }

    [Fact]
    public void SourceHealth_OldStock_IsFromBeforeItsSourceWasWatched()
    {
        var health = new SourceHealth();
        health.Added("s", T);

        Assert.True(health.IsOldStock("s", T - 1, T + Hour, dated: true));
        Assert.False(health.IsOldStock("s", T, T + Hour, dated: true));
        Assert.False(health.IsOldStock("other", T - 1, T + Hour, dated: true));
    }

    [Fact]
    public void SourceHealth_UndatedAfterAnOutage_MayBeOfAnyAge()
    {
        var health = new SourceHealth();
        health.Heard("s", T - 9 * Day);
        health.Blind("s", T, T + Hour);
        health.Blind("s", T + 5 * Hour, T + 6 * Hour - 1);

        Assert.True(health.IsOldStock("s", T + Hour, T + Hour, dated: false));
        Assert.True(health.IsOldStock("s", T + Hour, T + Hour + 1800, dated: false));
        Assert.False(health.IsOldStock("s", T + Hour, T + Hour + 1801, dated: false));
        Assert.False(health.IsOldStock("s", T, T + Hour - 1, dated: false));
        Assert.False(health.IsOldStock("s", T + Hour, T + Hour, dated: true));
        // Less than an hour is no outage.
        Assert.False(health.IsOldStock("s", T + 6 * Hour, T + 6 * Hour, dated: false));
    }

    [Fact]
    public void SourceHealth_UndatedOnTheFirstDay_ThreeCount()
    {
        var health = new SourceHealth();

        Assert.Equal(
            [false, false, false, true, true],
            Enumerable.Range(0, 5).Select(i => health.IsOldStock("s", T, T + i, dated: false))
        );
        Assert.True(health.IsOldStock("s", T, T + Day - 1, dated: false));
        Assert.False(health.IsOldStock("s", T, T + Day, dated: false));
        // Known from long ago: no first look.
        health.Heard("known", T - 2 * Day);
        Assert.DoesNotContain(
            true,
            Enumerable.Range(0, 9).Select(i => health.IsOldStock("known", T, T + i, dated: false))
        );
    }

    [Fact]
    public void HourLedger_AddsUpByHour_AndForgetsTheOldest()
    {
        var ledger = new HourLedger();
        ledger.Add("s", 12, new(1, 2, 0.5));
        ledger.Add("s", 10, new(1, 1, 0));
        ledger.Add("s", 12, new(2, 3, 1));
        ledger.Add("other", 12, new(9, 9, 9));

        Assert.Equal(["other", "s"], ledger.Sources.Order(StringComparer.Ordinal));
        Assert.Equal([(10L, new HourLedger.Cell(1, 1, 0)), (12L, new HourLedger.Cell(3, 5, 1.5))], ledger.CellsOf("s"));
        Assert.Empty(ledger.CellsOf("nobody"));
        ledger.Forget(12);
        Assert.Equal([12L], ledger.CellsOf("s").Select(c => c.Hour));
        ledger.Forget(13);
        Assert.Empty(ledger.CellsOf("s"));
    }

    private static RecentMention Mention(
        long published,
        long? seen = null,
        double negative = 1,
        bool isNew = false,
        string source = "s"
    ) => new(published, seen ?? published, negative, 2, isNew, Fact(published - T, source: source));

    private static (double Negative, double All, double New, int Mentions)[] Count(RecentMentions mentions, long now) =>
        [.. mentions.Count([1, 3], now, s => s != "hidden").Select(w => (w.Negative, w.All, w.New, w.Mentions.Count))];

    [Fact]
    public void RecentMentions_Count_EachWindowHoldsWhatIsYounger()
    {
        var mentions = new RecentMentions();
        mentions.Add(Mention(T - Hour));
        mentions.Add(Mention(T - 3 * Hour));
        mentions.Add(Mention(T - Hour + 1, negative: 0.5, isNew: true));
        mentions.Add(Mention(T, source: "hidden"));
        mentions.Add(Mention(T - 10, seen: T + 1));
        mentions.Add(Mention(T + 5));
        mentions.Add(Mention(T, negative: 0));

        Assert.Equal([(0.5, 4, 0.5, 2), (1.5, 6, 0.5, 3)], Count(mentions, T));
        // Newest first.
        Assert.Equal(
            [T, T - Hour + 1, T - Hour],
            mentions.Count([3], T, s => s != "hidden")[0].Mentions.Select(m => m.Published)
        );
        // A moment later what came later is in, and what was an hour old is out of the first window.
        Assert.Equal((1, 4, 0, 2), Count(mentions, T + 1)[0]);
    }

    [Fact]
    public void RecentMentions_AnIdTwice_IsAcceptedOnce_UntilItIsForgotten()
    {
        var mentions = new RecentMentions();
        var memory = (long)TopicSpikeDetector.FactMemory.TotalSeconds;

        Assert.True(mentions.Accept("a", T));
        Assert.False(mentions.Accept("a", T + 1));
        mentions.Forget(T + memory);
        Assert.False(mentions.Accept("a", T));
        mentions.Forget(T + memory + 1);
        Assert.True(mentions.Accept("a", T));
    }

    [Fact]
    public void RecentMentions_Forget_KeepsTwentyFiveHours()
    {
        var mentions = new RecentMentions();
        mentions.Add(Mention(T));

        mentions.Forget(T + 25 * Hour);
        Assert.Single(mentions.Count([24], T, _ => true)[0].Mentions);
        mentions.Forget(T + 25 * Hour + 1);
        Assert.Empty(mentions.Count([24], T, _ => true)[0].Mentions);
    }

    [Theory]
    [InlineData(10, 10, 0.1, 10)]
    [InlineData(1, 10, 0.1, 0)]
    [InlineData(12, 10, 0.1, 10)]
    [InlineData(5, 0, 0.1, 0)]
    [InlineData(5, 10, 0, 0)]
    [InlineData(5, 10, 1, 0)]
    [InlineData(5, 10, 0.25, 0.624694)]
    public void ShareAbove_IsTheDivergenceOfTheShares(double x, double n, double p, double expected) =>
        Assert.Equal(expected, TailScore.ShareAbove(x, n, p), 1e-5);

    [Theory]
    // Found by minimising the bound over its parameter, not by the closed form.
    [InlineData(10, 2, 1, 0.782714)]
    [InlineData(10, 2, 5, 2.024802)]
    [InlineData(10, 2, 0, 0)]
    public void Above_IsTheBoundOfTheNegativeBinomial(double x, double mu, double k, double expected) =>
        Assert.Equal(expected, TailScore.Above(x, mu, k), 1e-5);
}
