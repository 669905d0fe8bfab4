using System.Globalization;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.Notifications.Email.Chart;

/// <summary>One bar of the chart: an hour, its negative mentions and the others.</summary>
internal readonly record struct HourBar(DateTimeOffset Start, long Negative, long Other);

/// <summary>
/// The hours around an episode as a picture: bars, the usual level as a band, the opening as a mark. Transparent, in colours
/// that stand out from white and from black alike, because mail programs in dark mode change the ground under it.
/// </summary>
internal static class EpisodeChart
{
    /// <summary>Twice the shown size, for sharp screens.</summary>
    public const int Width = 1072;

    public const int Height = 420;

    // More bars would be too thin on a phone.
    private const int MostHours = 54;

    private const double Left = 84;
    private const double Right = Width - 6;
    private const double Top = 30;
    private const double Bottom = Height - 56;
    private const double FigureHeight = 27;

    private static readonly Colour Negative = new(0xD5, 0x5E, 0x00);
    private static readonly Colour Other = new(0x7C, 0x8A, 0x97);
    private static readonly Colour Axis = new(0x80, 0x88, 0x90);

    /// <summary>The last hours up to the last bucket, with zeros where nothing was said.</summary>
    public static List<HourBar> Bars(IReadOnlyList<CountBucket> buckets, SpikeSignal signal, DateTimeOffset openedAt)
    {
        var counts = buckets.ToDictionary(b => b.Start.ToUniversalTime(), b => b.Counts);
        var opened = HourOf(openedAt);
        var last = counts.Keys.Append(opened).Max();
        var first = Max(counts.Keys.Append(opened.AddHours(-24)).Min(), last.AddHours(1 - MostHours));
        var bars = new List<HourBar>();
        for (var hour = first; hour <= last; hour = hour.AddHours(1))
        {
            var count = counts.GetValueOrDefault(hour) ?? new MentionCounts();
            var other = signal == SpikeSignal.NegativeMentions ? 0 : count.Total - count.Negative;
            bars.Add(new HourBar(hour, count.Negative, other));
        }
        return bars;
    }

    /// <param name="usualPerHour">Height of the band, in mentions an hour.</param>
    /// <param name="zone">Where midnight is.</param>
    public static byte[] Draw(
        IReadOnlyList<HourBar> bars,
        double usualPerHour,
        DateTimeOffset openedAt,
        TimeZoneInfo zone
    )
    {
        var canvas = new Canvas(Width, Height);
        var top = RoundUp(Math.Max(usualPerHour, bars.Max(b => b.Negative + b.Other)));
        DrawGrid(canvas, top);
        canvas.Bar(Left, Y(usualPerHour, top), Right, Bottom, 0, Other.Faded(0.22));
        canvas.Bar(Left, Y(usualPerHour, top) - 1, Right, Y(usualPerHour, top) + 1, 0, Other.Faded(0.8));
        DrawBars(canvas, bars, top);
        DrawDays(canvas, bars, zone);
        DrawOpening(canvas, bars, openedAt);
        return canvas.ToPng();
    }

    private static void DrawGrid(Canvas canvas, double top)
    {
        foreach (var value in top % 2 == 0 ? [0, top / 2, top] : new[] { 0, top })
        {
            canvas.Bar(Left, Y(value, top) - 0.75, Right, Y(value, top) + 0.75, 0, Axis.Faded(value == 0 ? 0.8 : 0.25));
            var label = value.ToString("0", CultureInfo.InvariantCulture);
            var left = Left - 14 - StrokeDigits.Width(label, FigureHeight);
            StrokeDigits.Draw(canvas, label, left, Y(value, top) - FigureHeight / 2, FigureHeight, Axis);
        }
    }

    private static void DrawBars(Canvas canvas, IReadOnlyList<HourBar> bars, double top)
    {
        var slot = (Right - Left) / bars.Count;
        var gap = Math.Min(4, slot * 0.2);
        for (var i = 0; i < bars.Count; i++)
        {
            var (left, right) = (Left + i * slot + gap / 2, Left + (i + 1) * slot - gap / 2);
            var (negative, all) = (Y(bars[i].Negative, top), Y(bars[i].Negative + bars[i].Other, top));
            if (bars[i].Other > 0)
            {
                canvas.Bar(left, all, right, negative, 3, Other);
            }
            if (bars[i].Negative > 0)
            {
                canvas.Bar(left, negative, right, Bottom, bars[i].Other > 0 ? 0 : 3, Negative);
            }
        }
    }

    private static void DrawDays(Canvas canvas, IReadOnlyList<HourBar> bars, TimeZoneInfo zone)
    {
        var slot = (Right - Left) / bars.Count;
        for (var i = 0; i < bars.Count; i++)
        {
            var local = TimeZoneInfo.ConvertTime(bars[i].Start, zone);
            if (local.Hour != 0)
            {
                continue;
            }
            var x = Left + i * slot;
            canvas.Bar(x - 0.75, Bottom, x + 0.75, Bottom + 10, 0, Axis);
            var label = local.ToString("d.M", CultureInfo.InvariantCulture);
            if (x + 6 + StrokeDigits.Width(label, FigureHeight) <= Right)
            {
                StrokeDigits.Draw(canvas, label, x + 6, Bottom + 18, FigureHeight, Axis);
            }
        }
    }

    /// <summary>A small triangle that points down at the hour of opening.</summary>
    private static void DrawOpening(Canvas canvas, IReadOnlyList<HourBar> bars, DateTimeOffset openedAt)
    {
        var hours = (openedAt - bars[0].Start).TotalHours;
        var x = Math.Clamp(Left + hours * (Right - Left) / bars.Count, Left + 8, Right - 8);
        for (var line = 0; line < 14; line++)
        {
            var half = 9 - line * 0.65;
            canvas.Bar(x - half, 2 + line, x + half, 3 + line, 0, Axis);
        }
    }

    private static double Y(double value, double top) => Bottom - (Bottom - Top) * value / top;

    /// <summary>The next of 2, 4, 6, 10, 20, 40, 60, 100 …: the middle line falls on a whole number.</summary>
    private static double RoundUp(double value)
    {
        for (double unit = 1; ; unit *= 10)
        {
            foreach (var step in new[] { 2, 4, 6, 10 })
            {
                if (step * unit >= value)
                {
                    return step * unit;
                }
            }
        }
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset HourOf(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero);
    }
}
