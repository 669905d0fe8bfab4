namespace ReputationWatch.Notifications.Email.Chart;

/// <summary>
/// Figures drawn as strokes on a grid 4 wide and 6 high: axis labels need ten figures and a full stop, not a font.
/// </summary>
internal static class StrokeDigits
{
    private const double GridWidth = 4;
    private const double GridHeight = 6;
    private const double Advance = 5.4;

    /// <summary>Lines as x,y pairs; several lines a figure are apart by a space.</summary>
    private static readonly Dictionary<char, (double X, double Y)[][]> Figures = new()
    {
        ['0'] = Lines("1.2,0 2.8,0 3.7,1 4,2.2 4,3.8 3.7,5 2.8,6 1.2,6 0.3,5 0,3.8 0,2.2 0.3,1 1.2,0"),
        ['1'] = Lines("0.7,1.4 2.3,0 2.3,6"),
        ['2'] = Lines("0.1,1.5 0.5,0.6 1.3,0 2.7,0 3.6,0.6 3.9,1.5 3.6,2.6 0,6 4,6"),
        ['3'] = Lines(
            "0.2,0.9 1.1,0.1 2.6,0 3.6,0.7 3.7,1.8 3,2.7 1.6,2.8",
            "1.6,2.8 3.2,2.9 4,3.9 3.9,5 3,5.9 1.3,6 0,5.1"
        ),
        ['4'] = Lines("3,6 3,0 0,4.2 4,4.2"),
        ['5'] = Lines("3.7,0 0.7,0 0.4,2.7 1.3,2.3 2.6,2.3 3.7,3 4,4.1 3.6,5.3 2.6,6 1.2,6 0.1,5.2"),
        ['6'] = Lines(
            "3.4,0.3 2.2,0.2 1,1 0.2,2.6 0,4.2 0.5,5.4 1.6,6 2.6,6 3.6,5.3 4,4.2 3.6,3.1 2.6,2.5 1.4,2.6 0.4,3.5"
        ),
        ['7'] = Lines("0,0 4,0 1.4,6"),
        ['8'] = Lines(
            "2,2.8 0.8,2.4 0.3,1.4 0.8,0.4 2,0 3.2,0.4 3.7,1.4 3.2,2.4 2,2.8",
            "2,2.8 0.5,3.4 0,4.4 0.6,5.6 2,6 3.4,5.6 4,4.4 3.5,3.4 2,2.8"
        ),
        ['9'] = Lines(
            "0.6,5.7 1.8,5.8 3,5 3.8,3.4 4,1.8 3.5,0.6 2.4,0 1.4,0 0.4,0.7 0,1.8 0.4,2.9 1.4,3.5 2.6,3.4 3.6,2.5"
        ),
        ['.'] = Lines("0.8,5.9 0.8,6"),
    };

    public static double Width(string figures, double height) =>
        (figures.Sum(Step) - (Advance - GridWidth)) * height / GridHeight;

    /// <summary>Draws with the upper left corner of the first figure at the point.</summary>
    public static void Draw(Canvas canvas, string figures, double left, double top, double height, Colour colour)
    {
        var scale = height / GridHeight;
        foreach (var figure in figures)
        {
            foreach (var line in Figures.GetValueOrDefault(figure, []))
            {
                for (var i = 1; i < line.Length; i++)
                {
                    canvas.Stroke(
                        left + line[i - 1].X * scale,
                        top + line[i - 1].Y * scale,
                        left + line[i].X * scale,
                        top + line[i].Y * scale,
                        height / 7.5,
                        colour
                    );
                }
            }
            left += Step(figure) * scale;
        }
    }

    private static double Step(char figure) => figure == '.' ? 2.6 : Advance;

    private static (double X, double Y)[][] Lines(params string[] lines) =>
        [
            .. lines.Select(line =>
                line.Split(' ').Select(point => point.Split(',')).Select(p => (Number(p[0]), Number(p[1]))).ToArray()
            ),
        ];

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
