using ReputationWatch.App.Web.Language;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>A figure's change against the period compared with, and whether it is good news.</summary>
/// <param name="Direction">1 better, −1 worse, 0 neither.</param>
internal sealed record Change(string Text, int Direction)
{
    /// <summary>The figure of before, as written; null when there was none.</summary>
    public string? Was { get; init; }

    public string Css =>
        Direction switch
        {
            > 0 => "rw-better",
            < 0 => "rw-worse",
            _ => "",
        };

    /// <param name="goodWhen">1 when more is better, −1 when less is, 0 when neither.</param>
    public static Change OfCount(Wording words, long now, long before, int goodWhen)
    {
        if (before == 0)
        {
            return new Change(now == 0 ? words["Change.Same"] : words["Change.FromNone"], 0);
        }
        var part = (double)(now - before) / before;
        return new Change(
            Math.Abs(part) < 0.005 ? words["Change.Same"] : words.Format.SignedPercent(part),
            Math.Abs(part) < 0.005 ? 0 : Math.Sign(part) * goodWhen
        )
        {
            Was = words.Number(before),
        };
    }

    public static Change OfPoints(Wording words, double now, double? before) =>
        before is { } was
            ? new Change(
                Math.Abs(now - was) < 0.5
                    ? words["Change.Same"]
                    : words.Count(
                        "Change.Points",
                        (long)Math.Abs(Math.Round(now - was)),
                        words.Format.Signed(now - was)
                    ),
                Math.Abs(now - was) < 0.5 ? 0 : Math.Sign(now - was)
            )
            {
                Was = words.Format.Signed(was),
            }
            : new Change(words["Change.NotComparable"], 0);

    /// <summary>Less time is better.</summary>
    public static Change OfTime(Wording words, TimeSpan? now, TimeSpan? before)
    {
        if (now is not { } n || before is not { } b)
        {
            return new Change(words["Change.NotComparable"], 0);
        }
        var direction =
            n < b ? 1
            : n > b ? -1
            : 0;
        return new Change(
            words[
                direction > 0 ? "Change.Faster"
                : direction < 0 ? "Change.Slower"
                : "Change.Same"
            ],
            direction
        )
        {
            Was = words.Format.Duration(b),
        };
    }
}
