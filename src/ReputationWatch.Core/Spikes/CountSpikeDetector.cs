namespace ReputationWatch.Core.Spikes;

/// <summary>What a count amounts to at one moment.</summary>
/// <param name="Score">Relative score; <see cref="CountSettings.Rules"/> says from which one an episode opens.</param>
/// <param name="Strength">Minus log10 of the bound of the tail's probability in the window shown.</param>
public sealed record CountEvidence(double Score, double Strength, int WindowMinutes, double Count, double Expected)
{
    public static readonly CountEvidence Nothing = new(0, 0, 0, 0, 0);
}

/// <summary>
/// Watches one series of bare counts of which nothing is known but the time, for topics of many mentions. One call a
/// row, in the order of time; the state follows from the last 28 days of rows.
/// </summary>
/// <param name="step">Time that one row stands for.</param>
public sealed class CountSpikeDetector(CountSettings settings, TimeSpan step)
{
    private const long HourSeconds = 3600;
    private const long DaySeconds = 24 * HourSeconds;
    private const int PseudoDays = 3;
    private static readonly long JumpSeconds = HourLedger.Hours * HourSeconds;

    private readonly double _hoursPerRow = step.TotalHours;
    private readonly List<(long At, double Count)> _rows = [];
    private readonly SortedDictionary<long, (double Count, double Exposure)> _hours = [];
    private readonly List<double[]> _days = [];
    private long _first = long.MinValue;
    private long _last = long.MinValue;
    private long? _suspect;
    private long _learnedHour = long.MinValue;
    private (double[] Rates, double Dispersion)? _usual;
    private double[] _habits = [];
    private CountEvidence _evidence = CountEvidence.Nothing;

    /// <summary>
    /// Takes a row and says what stands out. A row that is not later than the last (a duplicate, a clock set back)
    /// changes nothing. A row without a count is a time of which nothing is known.
    /// </summary>
    public CountEvidence Add(DateTimeOffset at, double? count)
    {
        var now = at.ToUnixTimeSeconds();
        if (IsOutOfOrder(now) || count is null)
        {
            return _evidence;
        }
        Enter(now, count.Value);
        return _evidence = Evaluate(now);
    }

    /// <summary>One row in the far future is a wrong clock; a second one that goes on from it is a long pause.</summary>
    private bool IsOutOfOrder(long now)
    {
        if (_last != long.MinValue && now - _last > JumpSeconds && !(now >= _suspect && now - _suspect < JumpSeconds))
        {
            _suspect = now;
            return true;
        }
        _suspect = null;
        return now <= _last;
    }

    private void Enter(long now, double count)
    {
        _first = _first == long.MinValue ? now : _first;
        _last = now;
        var oldest = now - (settings.WindowMinutes[^1] * 60L);
        _rows.RemoveAll(r => r.At <= oldest);
        _rows.Add((now, count));
        var hour = now / HourSeconds;
        var (sum, exposure) = _hours.GetValueOrDefault(hour);
        _hours[hour] = (sum + count, exposure + _hoursPerRow);
        StartDays(now);
        if (hour != _learnedHour)
        {
            Learn(hour);
        }
    }

    private void StartDays(long now)
    {
        var days = (now - _first) / DaySeconds;
        var isNew = _days.Count <= days;
        while (_days.Count <= days)
        {
            _days.Add(new double[settings.WindowMinutes.Count]);
        }
        if (isNew)
        {
            _habits = [.. Enumerable.Range(0, settings.WindowMinutes.Count).Select(Habit)];
        }
    }

    private void Learn(long hour)
    {
        _learnedHour = hour;
        var first = _hours.First().Key;
        while (first < hour - HourLedger.Hours - settings.BaselineGapHours)
        {
            _hours.Remove(first);
            first = _hours.First().Key;
        }
        var end = hour - settings.BaselineGapHours;
        end = end > first ? end : hour;
        if (end <= first)
        {
            return;
        }
        var counts = new double[end - first];
        var exposure = new double[end - first];
        foreach (var (at, (count, time)) in _hours)
        {
            if (at < end)
            {
                (counts[at - first], exposure[at - first]) = (count, time);
            }
        }
        _usual = RateTableBuilder.Learn(counts, exposure, end, settings.Baseline);
    }

    private CountEvidence Evaluate(long now)
    {
        if (_usual is not { } usual)
        {
            return CountEvidence.Nothing;
        }
        double first = 0,
            second = 0;
        var best = CountEvidence.Nothing;
        var today = _days[^1];
        for (var w = 0; w < today.Length; w++)
        {
            var window = Measure(now, settings.WindowMinutes[w], usual.Rates, usual.Dispersion);
            today[w] = Math.Max(today[w], window.Strength);
            var relative = window.Strength / (2 + _habits[w]);
            if (relative > first)
            {
                (second, first, best) = (first, relative, window);
            }
            else if (relative > second)
            {
                second = relative;
            }
        }
        return best with { Score = Math.Max(second, first / 2) };
    }

    private CountEvidence Measure(long now, int minutes, double[] rates, double k)
    {
        double x = 0,
            mu = 0;
        for (var i = _rows.Count - 1; i >= 0 && _rows[i].At > now - (minutes * 60L); i--)
        {
            x += _rows[i].Count;
            mu += rates[RateTable.Slot(_rows[i].At / HourSeconds)] * _hoursPerRow;
        }
        var loud = x >= settings.MinCount && x >= settings.MinRatio * mu;
        var dispersion = k * Math.Pow(Math.Max(1, minutes / 60.0), settings.DispersionPower);
        return new CountEvidence(0, loud ? TailScore.Above(x, mu, dispersion) : 0, minutes, x, mu);
    }

    /// <summary>Strength of a lively but ordinary day. Yesterday is left out: an event of two days is one event.</summary>
    private double Habit(int window)
    {
        var today = _days.Count - 1;
        var from = Math.Max(0, today - settings.HabitDays);
        var past = _days.Skip(from).Take(Math.Max(0, today - 1 - from)).Select(d => d[window]).ToList();
        past.AddRange(Enumerable.Repeat(settings.HabitBase, PseudoDays));
        past.Sort();
        var habit = Quantile(past, settings.HabitQuantile);
        for (var pass = 0; pass < PseudoDays; pass++)
        {
            var most = settings.HabitCap * (2 + habit);
            habit = Quantile(past.ConvertAll(p => Math.Min(p, most)), settings.HabitQuantile);
        }
        return habit;
    }

    private static double Quantile(List<double> sorted, double q)
    {
        var at = q * (sorted.Count - 1);
        var low = (int)at;
        var high = Math.Min(sorted.Count - 1, low + 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
