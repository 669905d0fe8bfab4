namespace ReputationWatch.Core.Spikes;

/// <summary>Effective counts by source and hour of publication, over the time that the baseline looks at.</summary>
internal sealed class HourLedger
{
    public const int Days = 28;
    public const int Hours = Days * 24;

    private readonly Dictionary<string, SortedDictionary<long, Cell>> _sources = new(StringComparer.Ordinal);

    public IEnumerable<string> Sources => _sources.Keys;

    public void Add(string source, long hour, Cell cell)
    {
        if (!_sources.TryGetValue(source, out var cells))
        {
            _sources[source] = cells = [];
        }
        cells[hour] = cells.GetValueOrDefault(hour) + cell;
    }

    public IEnumerable<(long Hour, Cell Cell)> CellsOf(string source) =>
        _sources.TryGetValue(source, out var cells) ? cells.Select(c => (c.Key, c.Value)) : [];

    public void Forget(long beforeHour)
    {
        foreach (var cells in _sources.Values)
        {
            while (cells.Count > 0 && cells.First().Key is var oldest && oldest < beforeHour)
            {
                cells.Remove(oldest);
            }
        }
    }

    public readonly record struct Cell(double Negative, double All, double New)
    {
        public static Cell operator +(Cell a, Cell b) => new(a.Negative + b.Negative, a.All + b.All, a.New + b.New);
    }
}
