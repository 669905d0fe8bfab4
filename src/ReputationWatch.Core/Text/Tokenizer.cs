using System.Runtime.InteropServices;
using System.Text;

namespace ReputationWatch.Core.Text;

/// <summary>
/// Cuts a text into words the same way for queries, documents, indexes and highlights. Hyphens, stops and other punctuation
/// separate words; an apostrophe separates too, and an elided article before it ("l'", "d'", "qu'") is no word at all, as
/// Lucene's French elision filter has it. Each emoji and each ideograph is a word.
/// </summary>
public static class Tokenizer
{
    /// <summary>
    /// Of a longer word only so many folded characters count, in texts and in queries alike: no index has to hold a word of a
    /// megabyte, and Lucene cuts words of more than 255 characters in two.
    /// </summary>
    public const int MaxWord = 200;

    private const int LongestReused = 10_000;

    [ThreadStatic]
    private static (List<Token> Tokens, FoldedBuffer Folded)? _scratch;

    public static TokenizedText Tokenize(string? text) =>
        string.IsNullOrEmpty(text) ? TokenizedText.Empty : Read(text, pattern: false);

    /// <summary>The folded words of a text with one space between them.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        if (text.Length > LongestReused)
        {
            return Tokenize(text).FoldedText();
        }
        // Every mention is folded several times; what is made on the way is used again.
        var scratch = _scratch ??= (new List<Token>(), new FoldedBuffer(0));
        scratch.Tokens.Clear();
        scratch.Folded.CutTo(0);
        new Run(text, false, scratch.Tokens, scratch.Folded).ReadAll();
        return TokenizedText.Join(CollectionsMarshal.AsSpan(scratch.Tokens), scratch.Folded.From(0));
    }

    /// <summary>As <see cref="Tokenize"/>, with <c>*</c> and <c>?</c> as parts of words: for the words of a query.</summary>
    internal static TokenizedText TokenizePattern(string text) => Read(text, pattern: true);

    private static TokenizedText Read(string text, bool pattern)
    {
        var tokens = new List<Token>(text.Length / 5 + 1);
        var folded = new FoldedBuffer(text.Length + 8);
        new Run(text, pattern, tokens, folded).ReadAll();
        return new TokenizedText(text, [.. tokens], folded.ToArray());
    }

    private static bool IsElision(ReadOnlySpan<char> folded) =>
        folded.Length switch
        {
            1 => folded[0] is 'l' or 'd' or 'j' or 'm' or 't' or 's' or 'n' or 'c',
            2 => folded is "qu",
            _ => folded is "jusqu" or "lorsqu" or "puisqu" or "quoiqu",
        };

    private ref struct Run(string text, bool pattern, List<Token> into, FoldedBuffer buffer)
    {
        private readonly List<Token> _tokens = into;
        private readonly FoldedBuffer _folded = buffer;
        private int _at;
        private int _wordStart = -1;
        private int _wordEnd;
        private int _foldedStart;
        private int _elision;

        public void ReadAll()
        {
            while (_at < text.Length)
            {
                Step();
            }
            EndWord();
        }

        private void Step()
        {
            var c = text[_at];
            if (char.IsAsciiLetterOrDigit(c) || c == '_' || (pattern && c is '*' or '?'))
            {
                StartWord();
                _folded.Append(char.ToLowerInvariant(c));
                _wordEnd = ++_at;
                return;
            }
            if (c is ' ')
            {
                EndWord();
                _at++;
                return;
            }
            StepOther(c);
        }

        private void StepOther(char c)
        {
            var length = 1;
            FoldedChar folded;
            if (char.IsSurrogate(c))
            {
                Rune.DecodeFromUtf16(text.AsSpan(_at), out var rune, out length);
                folded = CharFolding.Of(rune);
            }
            else
            {
                folded = CharFolding.Of(c);
            }
            switch (folded.Class)
            {
                case CharClass.Word:
                    StartWord();
                    Append(folded);
                    _at += length;
                    _wordEnd = _at;
                    break;
                case CharClass.Ideograph:
                    EndWord();
                    StartWord();
                    Append(folded);
                    _at += length;
                    _wordEnd = _at;
                    EndWord();
                    break;
                case CharClass.Pictograph:
                    ReadPicture();
                    break;
                case CharClass.Apostrophe:
                    ReadApostrophe();
                    break;
                case CharClass.Ignorable:
                    _at += length;
                    _wordEnd = _wordStart >= 0 ? _at : _wordEnd;
                    break;
                default:
                    EndWord();
                    _at += length;
                    break;
            }
        }

        private readonly void Append(FoldedChar folded)
        {
            if (folded.Many is null)
            {
                _folded.Append(folded.Single);
            }
            else
            {
                _folded.Append(folded.Many);
            }
        }

        private void ReadPicture()
        {
            EndWord();
            var length = Emoji.LengthAt(text, _at);
            StartWord();
            Emoji.AppendFolded(text.AsSpan(_at, length), _folded);
            _at += length;
            _wordEnd = _at;
            EndWord();
        }

        private void ReadApostrophe()
        {
            var elides =
                _wordStart >= 0
                && _wordEnd == _at
                && _elision == 0
                && _at + 1 < text.Length
                && (char.IsLetter(text[_at + 1]) || char.IsSurrogate(text[_at + 1]))
                && IsElision(_folded.From(_foldedStart));
            if (elides)
            {
                _folded.CutTo(_foldedStart);
                _elision = _at + 1 - _wordStart;
                _wordStart = -1;
            }
            else
            {
                EndWord();
            }
            _at++;
        }

        private void StartWord()
        {
            if (_wordStart < 0)
            {
                _wordStart = _at;
                _foldedStart = _folded.Length;
            }
        }

        private void EndWord()
        {
            if (_wordStart >= 0)
            {
                _tokens.Add(new Token(_wordStart, _wordEnd - _wordStart, _foldedStart, FoldedLength(), _elision));
                _wordStart = -1;
            }
            _elision = 0;
        }

        private readonly int FoldedLength()
        {
            var folded = _folded.From(_foldedStart);
            if (folded.Length <= MaxWord)
            {
                return folded.Length;
            }
            return char.IsHighSurrogate(folded[MaxWord - 1]) ? MaxWord - 1 : MaxWord;
        }
    }
}
