namespace ReputationWatch.Notifications.Email.Chart;

internal readonly record struct Colour(byte Red, byte Green, byte Blue, double Alpha = 1)
{
    public Colour Faded(double alpha) => this with { Alpha = alpha };
}

/// <summary>A transparent picture that takes rectangles and strokes with smooth edges.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly byte[] _pixels = new byte[width * height * 4];

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] ToPng() => PngWriter.Write(Width, Height, _pixels);

    /// <summary>A rectangle with fractional edges, its upper corners rounded by <paramref name="radius"/>.</summary>
    public void Bar(double left, double top, double right, double bottom, double radius, Colour colour)
    {
        radius = Math.Min(radius, Math.Min((right - left) / 2, bottom - top));
        for (var y = Math.Max(0, (int)top); y < Math.Min(Height, Math.Ceiling(bottom)); y++)
        {
            for (var x = Math.Max(0, (int)left); x < Math.Min(Width, Math.Ceiling(right)); x++)
            {
                var coverage =
                    Overlap(x, left, right) * Overlap(y, top, bottom) * Corner(x, y, left, top, right, radius);
                Blend(x, y, colour, coverage);
            }
        }
    }

    /// <summary>A straight stroke with round ends.</summary>
    public void Stroke(double x1, double y1, double x2, double y2, double thickness, Colour colour)
    {
        var half = thickness / 2;
        var (fromY, toY) = ((int)(Math.Min(y1, y2) - half - 1), (int)(Math.Max(y1, y2) + half + 1));
        var (fromX, toX) = ((int)(Math.Min(x1, x2) - half - 1), (int)(Math.Max(x1, x2) + half + 1));
        for (var y = Math.Max(0, fromY); y <= Math.Min(Height - 1, toY); y++)
        {
            for (var x = Math.Max(0, fromX); x <= Math.Min(Width - 1, toX); x++)
            {
                var distance = DistanceToSegment(x + 0.5, y + 0.5, x1, y1, x2, y2);
                Blend(x, y, colour, Math.Clamp(half + 0.5 - distance, 0, 1));
            }
        }
    }

    /// <summary>Red, green, blue and alpha of one pixel.</summary>
    public (byte Red, byte Green, byte Blue, byte Alpha) At(int x, int y)
    {
        var i = (y * Width + x) * 4;
        return (_pixels[i], _pixels[i + 1], _pixels[i + 2], _pixels[i + 3]);
    }

    private static double Overlap(int pixel, double from, double to) =>
        Math.Clamp(Math.Min(pixel + 1, to) - Math.Max(pixel, from), 0, 1);

    private static double Corner(int x, int y, double left, double top, double right, double radius)
    {
        var (centreX, centreY) = (Math.Clamp(x + 0.5, left + radius, right - radius), top + radius);
        if (radius <= 0 || y + 0.5 >= centreY)
        {
            return 1;
        }
        var distance = Math.Sqrt(Math.Pow(x + 0.5 - centreX, 2) + Math.Pow(y + 0.5 - centreY, 2));
        return Math.Clamp(radius + 0.5 - distance, 0, 1);
    }

    private static double DistanceToSegment(double x, double y, double x1, double y1, double x2, double y2)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var length = dx * dx + dy * dy;
        var t = length == 0 ? 0 : Math.Clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
        return Math.Sqrt(Math.Pow(x - x1 - t * dx, 2) + Math.Pow(y - y1 - t * dy, 2));
    }

    /// <summary>Source over destination, on colours that are not premultiplied.</summary>
    private void Blend(int x, int y, Colour colour, double coverage)
    {
        var source = colour.Alpha * coverage;
        if (source <= 0)
        {
            return;
        }
        var i = (y * Width + x) * 4;
        var below = _pixels[i + 3] / 255.0;
        var alpha = source + below * (1 - source);
        _pixels[i] = Mix(colour.Red, _pixels[i]);
        _pixels[i + 1] = Mix(colour.Green, _pixels[i + 1]);
        _pixels[i + 2] = Mix(colour.Blue, _pixels[i + 2]);
        _pixels[i + 3] = (byte)Math.Round(alpha * 255);

        byte Mix(byte above, byte under) => (byte)Math.Round((above * source + under * below * (1 - source)) / alpha);
    }
}
