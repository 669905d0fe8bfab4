using System.Text.Json;

namespace ReputationWatch.App.Web.Charts;

/// <summary>A chart with what it says in words and the same figures as a table.</summary>
/// <param name="Kind">volume, line or share: how charts.js draws it.</param>
/// <param name="Label">What it shows, for those who cannot see it.</param>
internal sealed record ChartModel(string Kind, string Label, ChartData Data, IReadOnlyList<string> Headers)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One a column, written as people read them; the first cell names the column.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>Address of the same figures as CSV.</summary>
    public string? Export { get; init; }
    public bool Low { get; init; }

    /// <summary>Safe inside a script element: the serializer escapes what could end it.</summary>
    public string DataJson => JsonSerializer.Serialize(Data, Json);
}

/// <param name="Sign">▼ ● ▲ or a colour key 1 to 8.</param>
internal sealed record LegendEntry(string Name, string Sign, string? Kind = null, int Key = 0);

internal sealed record ChartData
{
    public required IReadOnlyList<string> Labels { get; init; }
    public IReadOnlyList<string>? Titles { get; init; }
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>First column, last column, name, and where the name stands if not above.</summary>
    public IReadOnlyList<object[]>? Bands { get; init; }
    public IReadOnlyDictionary<string, string>? Signs { get; init; }
    public IReadOnlyList<string?>? Links { get; init; }
    public IReadOnlyList<string?>? Notes { get; init; }
    public double? Min { get; init; }
    public double? Max { get; init; }
    public bool Zero { get; init; }
    public bool Signed { get; init; }
    public bool Whole { get; init; } = true;
    public bool Compare { get; init; }
}

internal sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    public bool Dashed { get; init; }
    public string? Stack { get; init; }
    public string? Band { get; init; }
}
