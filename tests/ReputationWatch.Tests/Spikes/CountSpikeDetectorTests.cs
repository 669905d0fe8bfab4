using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Tests.Spikes;

public sealed class CountSpikeDetectorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Fact]
    public void Add_OrdinaryMonth_NoAlert() => Assert.Empty(Alerts(Ordinary(30)));

    [Fact]
    public void Add_HourTenTimesAsLoud_OneAlertWithinAQuarter()
    {
        var rows = Ordinary(30);
        Raise(rows, 20 * 288, 12, 60);

        Assert.InRange(Assert.Single(Alerts(rows)), 20 * 288, (20 * 288) + 3);
    }

    [Fact]
    public void Add_ZerosForever_NoAlert() =>
        Assert.Empty(Alerts([.. Enumerable.Range(0, 8000).Select(i => (Start + (i * Step), (double?)0))]));

    [Fact]
    public void Add_OneHitAfterZeros_NoAlert()
    {
        var rows = Enumerable.Range(0, 8000).Select(i => (Start + (i * Step), (double?)(i == 6000 ? 1 : 0))).ToList();

        Assert.Empty(Alerts(rows));
    }

    [Fact]
    public void Add_PlateauFiveTimesHigher_AlertsOnTheFirstDayOnly()
    {
        var rows = Ordinary(60);
        Raise(rows, 20 * 288, 40 * 288, 25);

        var alerts = Alerts(rows);

        Assert.NotEmpty(alerts);
        Assert.All(alerts, i => Assert.InRange(i, 20 * 288, 22 * 288));
    }

    [Fact]
    public void Add_DuplicatedAndLateRows_ChangeNothing()
    {
        var rows = Ordinary(12);
        var steady = Scores(rows);
        var detector = new CountSpikeDetector(CountSettings.Default, Step);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(steady[i], detector.Add(rows[i].At, rows[i].Count).Score);
            Assert.Equal(steady[i], detector.Add(rows[i].At, 5000).Score);
            Assert.Equal(steady[i], detector.Add(rows[i].At.AddHours(-7), 5000).Score);
        }
    }

    [Fact]
    public void Add_OneRowInTheFarFuture_ChangesNothing()
    {
        var rows = Ordinary(12);
        var steady = Scores(rows);
        rows.Insert(2000, (Start.AddYears(70), 5000));
        rows.Insert(100, (Start.AddYears(-70), 5000));

        var scores = Scores(rows);

        scores.RemoveAt(2001);
        scores.RemoveAt(100);
        Assert.Equal(steady, scores);
    }

    [Fact]
    public void Add_LongPause_GoesOnAfterIt()
    {
        var rows = Ordinary(20);
        var later = Ordinary(20).Select(r => (r.At.AddDays(120), r.Count)).ToList();
        Raise(later, 10 * 288, 12, 60);

        Assert.Single(Alerts([.. rows, .. later]), i => i >= (30 * 288));
    }

    [Fact]
    public void Add_UnknownHours_AreNotZeros()
    {
        var rows = Ordinary(24);
        for (var i = 5 * 288; i < 20 * 288; i++)
        {
            rows[i] = (rows[i].At, null);
        }

        Assert.Empty(Alerts(rows));
    }

    [Fact]
    public void Add_FirstHalf_GivesFirstHalf()
    {
        var rows = Ordinary(20);
        Raise(rows, 8 * 288, 20, 80);
        var half = rows.Count / 2;

        Assert.Equal(Scores(rows).Take(half), Scores(rows[..half]));
    }

    private static List<(DateTimeOffset At, double? Count)> Ordinary(int days)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, days * 288).Select(i => (Start + (i * Step), (double?)random.Next(4, 9)))];
    }

    private static void Raise(List<(DateTimeOffset At, double? Count)> rows, int from, int count, double to)
    {
        for (var i = from; i < from + count; i++)
        {
            rows[i] = (rows[i].At, to + (i % 3));
        }
    }

    private static List<double> Scores(List<(DateTimeOffset At, double? Count)> rows)
    {
        var detector = new CountSpikeDetector(CountSettings.Default, Step);
        return rows.ConvertAll(r => detector.Add(r.At, r.Count).Score);
    }

    private static List<int> Alerts(List<(DateTimeOffset At, double? Count)> rows)
    {
        var alerts = new List<int>();
        OpenEpisode? open = null;
        var scores = Scores(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            (var decision, open) = EpisodeTracker.Next(open, scores[i], rows[i].At, CountSettings.Rules);
            if (decision is EpisodeDecision.Open or EpisodeDecision.Escalate)
            {
                alerts.Add(i);
            }
        }
        return alerts;
    }
}
