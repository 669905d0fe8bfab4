using ReputationWatch.App.Web.Reading;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Mentions;

/// <summary>Colours the words of a text by what each added to the label, in three strengths.</summary>
internal static class Tints
{
    private const int LengthShown = 1_500;

    // In the logit of positive against negative: below the first a word says nothing worth a colour.
    private static readonly double[] Steps = [0.15, 0.5, 1.0];

    public static TintedText Of(string text, IReadOnlyList<WordContribution> words)
    {
        var shown = Cut(text);
        IReadOnlyList<TextMark> tints =
        [
            .. words.Where(w => Strength(w.Weight) > 0 && w.Start + w.Length <= shown.Length).Select(Mark),
        ];
        return new TintedText(shown + (shown.Length < text.Length ? "…" : ""), tints);
    }

    private static TextMark Mark(WordContribution word) =>
        new(word.Start, word.Length, $"rw-tint-{(word.Weight < 0 ? 'n' : 'p')}{Strength(word.Weight)}");

    private static int Strength(double weight) => Steps.Count(step => Math.Abs(weight) >= step);

    private static string Cut(string text)
    {
        if (text.Length <= LengthShown)
        {
            return text;
        }
        var end = text.LastIndexOf(' ', LengthShown);
        return text[
            ..(
                end > LengthShown / 2 ? end
                : char.IsLowSurrogate(text[LengthShown]) ? LengthShown - 1
                : LengthShown
            )
        ];
    }
}
