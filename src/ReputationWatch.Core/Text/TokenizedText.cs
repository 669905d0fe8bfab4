namespace ReputationWatch.Core.Text;

/// <summary>One word, number or picture of a text. Its position is its index in <see cref="TokenizedText.Tokens"/>.</summary>
/// <param name="Start">Where it starts in the source, without an elided article (the "h" of "l'hôtel").</param>
/// <param name="Length">Its length in the source.</param>
/// <param name="FoldedStart">Where its folded form starts in the folded characters.</param>
/// <param name="FoldedLength">The length of its folded form.</param>
/// <param name="Elision">Length of the elided article before it, apostrophe included; 0 when there is none.</param>
public readonly record struct Token(int Start, int Length, int FoldedStart, int FoldedLength, int Elision)
{
    public int End => Start + Length;

    /// <summary>Where it starts with its elided article.</summary>
    public int OuterStart => Start - Elision;
}

/// <summary>A text cut into words. The matcher, the index and the highlighter all read this one.</summary>
public sealed class TokenizedText
{
    public static readonly TokenizedText Empty = new("", [], []);
    private readonly char[] _folded;

    internal TokenizedText(string source, Token[] tokens, char[] folded)
    {
        Source = source;
        Tokens = tokens;
        _folded = folded;
    }

    public string Source { get; }
    public Token[] Tokens { get; }

    /// <summary>The folded form of the word at a position: lower case, no accents.</summary>
    public ReadOnlySpan<char> Folded(int position)
    {
        var token = Tokens[position];
        return _folded.AsSpan(token.FoldedStart, token.FoldedLength);
    }

    /// <summary>The word at a position as written.</summary>
    public ReadOnlySpan<char> Written(int position)
    {
        var token = Tokens[position];
        return Source.AsSpan(token.Start, token.Length);
    }

    /// <summary>What stands between the word at <paramref name="position"/> - 1 and the one at <paramref name="position"/>.</summary>
    public ReadOnlySpan<char> GapBefore(int position)
    {
        var start = position == 0 ? 0 : Tokens[position - 1].End;
        var end = position == Tokens.Length ? Source.Length : Tokens[position].OuterStart;
        return Source.AsSpan(start, end - start);
    }

    /// <summary>All folded words with one space between them: what the indexes store.</summary>
    public string FoldedText() => Join(Tokens, _folded);

    internal static string Join(ReadOnlySpan<Token> tokens, ReadOnlySpan<char> folded)
    {
        var total = 0;
        foreach (var token in tokens)
        {
            total += token.FoldedLength + 1;
        }
        return string.Create(
            Math.Max(0, total - 1),
            new Words(tokens, folded),
            static (into, words) =>
            {
                foreach (var token in words.Tokens)
                {
                    words.Folded.Slice(token.FoldedStart, token.FoldedLength).CopyTo(into);
                    into = into[token.FoldedLength..];
                    if (!into.IsEmpty)
                    {
                        into[0] = ' ';
                        into = into[1..];
                    }
                }
            }
        );
    }

    private readonly ref struct Words(ReadOnlySpan<Token> tokens, ReadOnlySpan<char> folded)
    {
        public ReadOnlySpan<Token> Tokens { get; } = tokens;
        public ReadOnlySpan<char> Folded { get; } = folded;
    }
}

/// <summary>A growing run of folded characters.</summary>
internal sealed class FoldedBuffer(int capacity)
{
    private char[] _chars = new char[capacity];

    public int Length { get; private set; }

    public void Append(char c)
    {
        if (Length == _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(16, Length * 2));
        }
        _chars[Length++] = c;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            Append(c);
        }
    }

    public ReadOnlySpan<char> From(int start) => _chars.AsSpan(start, Length - start);

    public void CutTo(int length) => Length = length;

    public char[] ToArray() => _chars;
}
