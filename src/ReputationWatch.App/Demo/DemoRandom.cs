namespace ReputationWatch.App.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014), keyed by words. <see cref="Random"/> promises no stable sequence from one
/// version of the platform to the next, and a demo restarted after an upgrade must not invent its history anew.
/// </summary>
internal sealed class DemoRandom
{
    private ulong _state;

    private DemoRandom(ulong state) => _state = state;

    /// <summary>An independent stream for a place and a moment, e.g. <c>For(seed, "day", 12, "piaf")</c>.</summary>
    public static DemoRandom For(int seed, params ReadOnlySpan<object> key)
    {
        const ulong prime = 1099511628211;
        var hash = 14695981039346656037 ^ (uint)seed;
        foreach (var part in key)
        {
            foreach (var c in string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{part}/"))
            {
                hash = (hash ^ c) * prime;
            }
        }
        return new DemoRandom(hash);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="below"/>).</summary>
    public int Next(int below) => (int)(Next() * below);

    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Chance(double probability) => Next() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>An index with probability proportional to its weight.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var left = Next() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }
        return weights.Count - 1;
    }

    /// <summary><paramref name="count"/> different elements in random order (all of them if there are fewer).</summary>
    public List<T> Sample<T>(IReadOnlyList<T> from, int count)
    {
        var pool = from.ToList();
        var chosen = new List<T>(count);
        while (chosen.Count < count && pool.Count > 0)
        {
            var i = Next(pool.Count);
            chosen.Add(pool[i]);
            pool.RemoveAt(i);
        }
        return chosen;
    }

    /// <summary>Knuth's method; means here stay under 60.</summary>
    public int Poisson(double mean)
    {
        var limit = Math.Exp(-mean);
        var product = Next();
        var n = 0;
        while (product > limit)
        {
            n++;
            product *= Next();
        }
        return n;
    }

    /// <summary>Exponential waiting time with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>A count with a long tail, as likes and followers have: median <paramref name="median"/>.</summary>
    public int LongTail(double median, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
        return (int)Math.Min(5_000_000, median * Math.Exp(spread * normal));
    }

    private ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
