namespace ReputationWatch.Core.Text;

/// <summary>Where one picture ends (UTS #51) and what of it does not count: skin tone, presentation and gender.</summary>
internal static class Emoji
{
    private const int Joiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;
    private const int TextPresentation = 0xFE0E;

    public static bool IsPictograph(int c) =>
        c
            is >= 0x2600
                and <= 0x27BF
                or >= 0x2300
                and <= 0x23FF
                or >= 0x25A0
                and <= 0x25FF
                or >= 0x2B00
                and <= 0x2BFF
                or 0x3297
                or 0x3299
                or >= 0x1F000
                and <= 0x1FAFF;

    /// <summary>The length in characters of the picture that starts at <paramref name="start"/>.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        var first = CodePointAt(text, start, out var at);
        if (IsRegional(first))
        {
            var second = at < text.Length ? CodePointAt(text, at, out var end) : Ended(at, out end);
            return (IsRegional(second) ? end : at) - start;
        }
        at = SkipModifiers(text, at);
        while (at < text.Length && text[at] == Joiner && at + 1 < text.Length)
        {
            if (!IsPictograph(CodePointAt(text, at + 1, out var next)))
            {
                break;
            }
            at = SkipModifiers(text, next);
        }
        return at - start;
    }

    /// <summary>Appends what counts of a picture: "👍🏽" is "👍", "🤷‍♀️" is "🤷".</summary>
    public static void AppendFolded(ReadOnlySpan<char> picture, FoldedBuffer folded)
    {
        for (var i = 0; i < picture.Length; )
        {
            var c = CodePointAt(picture, i, out var next);
            if (c == Joiner && next < picture.Length && picture[next] is '♀' or '♂')
            {
                next++;
            }
            else if (!IsModifier(c) || i == 0)
            {
                folded.Append(picture[i..next]);
            }
            i = next;
        }
    }

    private static int SkipModifiers(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var c = CodePointAt(text, at, out var next);
            if (!IsModifier(c) && c is not (>= 0xE0020 and <= 0xE007F))
            {
                break;
            }
            at = next;
        }
        return at;
    }

    private static bool IsModifier(int c) =>
        c is EmojiPresentation or TextPresentation or 0x20E3 or >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsRegional(int c) => c is >= 0x1F1E6 and <= 0x1F1FF;

    private static int Ended(int at, out int end)
    {
        end = at;
        return 0;
    }

    private static int CodePointAt(ReadOnlySpan<char> text, int at, out int next)
    {
        if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            next = at + 2;
            return char.ConvertToUtf32(text[at], text[at + 1]);
        }
        next = at + 1;
        return text[at];
    }
}
