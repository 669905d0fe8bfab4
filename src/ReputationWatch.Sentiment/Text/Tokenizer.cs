namespace ReputationWatch.Sentiment.Text;

/// <summary>
/// Cuts a text into tokens in one pass: folded words (elisions apart, elongations shortened), numbers, emoji,
/// marks; links and handles become one token each, whatever they point to.
/// </summary>
internal ref partial struct Tokenizer
{
    private readonly ReadOnlySpan<char> _text;
    private readonly TextScratch _scratch;
    private int _at;
    private bool _sentenceStart;

    private Tokenizer(ReadOnlySpan<char> text, TextScratch scratch)
    {
        _text = text;
        _scratch = scratch;
        _sentenceStart = true;
    }

    public static void Run(ReadOnlySpan<char> text, TextScratch scratch)
    {
        scratch.Reset(text.Length);
        var tokenizer = new Tokenizer(text[..Math.Min(text.Length, TextScratch.MaxSource)], scratch);
        tokenizer.ReadAll();
    }

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsWhiteSpace(c))
            {
                _at++;
            }
            else if (char.IsAsciiLetter(c) || (c >= 0x80 && IsLetter(c)))
            {
                ReadLinkOrWord();
            }
            else if (char.IsAsciiDigit(c))
            {
                ReadNumber();
            }
            else if (char.IsSurrogate(c))
            {
                ReadSurrogate();
            }
            else
            {
                ReadMark(c);
            }
        }
    }

    private static bool IsLetter(char c) => char.IsLetter(c) && c is not ('\u00AA' or '\u00BA');

    private readonly char Peek(int offset) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    private void AddFixed(TokenKind kind, scoped ReadOnlySpan<char> letters, int sourceStart)
    {
        var start = _scratch.LetterCount;
        letters.CopyTo(_scratch.Letters.AsSpan(start));
        _scratch.LetterCount += letters.Length;
        _scratch.Add(kind, start, sourceStart, _at);
    }

    private void ReadNumber()
    {
        var sourceStart = _at;
        var start = _scratch.LetterCount;
        var digits = 0;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || IsDecimalMark()))
        {
            if (digits < 2 && char.IsAsciiDigit(_text[_at]))
            {
                _scratch.Letters[_scratch.LetterCount++] = _text[_at];
            }
            digits++;
            _at++;
        }
        if (digits > 2)
        {
            // Only the size of a long number says something.
            var size = Math.Min(digits, 6);
            _scratch.LetterCount = start;
            for (var i = 0; i < size; i++)
            {
                _scratch.Letters[_scratch.LetterCount++] = '0';
            }
        }
        _sentenceStart = false;
        _scratch.Add(TokenKind.Number, start, sourceStart, _at);
    }

    private readonly bool IsDecimalMark() => _text[_at] is '.' or ',' && char.IsAsciiDigit(Peek(1));

    private void ReadMark(char c)
    {
        switch (c)
        {
            case '@':
                ReadHandle();
                return;
            case '<' or '&' when TrySkipMarkup():
                return;
            case '#' when char.IsLetter(Peek(1)):
                ReadHashtag();
                return;
            case >= '\u2600' and <= '\u27BF' or '\u2B50' or '\u2B55' or '\u203C' or '\u2049':
                _at++;
                AddEmoji(c, _at - 1);
                return;
            case ':' or ';' or '=' or '<' or '^' when TryReadEmoticon():
                return;
            default:
                ReadPunctuation(c);
                return;
        }
    }

    // What is left of HTML: a tag or an entity stands for a blank.
    private bool TrySkipMarkup()
    {
        const int longestTag = 200;
        const int longestEntity = 10;
        var isTag = _text[_at] == '<';
        if (
            isTag
                ? !(char.IsAsciiLetter(Peek(1)) || Peek(1) is '/' or '!')
                : !(char.IsAsciiLetter(Peek(1)) || Peek(1) == '#')
        )
        {
            return false;
        }
        var rest = _text.Slice(_at, Math.Min(_text.Length - _at, isTag ? longestTag : longestEntity));
        var end = rest.IndexOf(isTag ? '>' : ';');
        if (end < 0 || (!isTag && rest[..end].ContainsAny(" \t\n")))
        {
            return false;
        }
        _at += end + 1;
        return true;
    }

    private void ReadHandle()
    {
        var start = _at++;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }
        AddFixed(TokenKind.Handle, "<user>", start);
    }

    private void ReadHashtag()
    {
        _at++;
        var inside = true;
        while (inside && _at < _text.Length)
        {
            if (char.IsLetter(_text[_at]))
            {
                ReadWord(TokenTraits.Hashtag);
            }
            else if (char.IsAsciiDigit(_text[_at]))
            {
                ReadNumber();
            }
            else if (_text[_at] == '_')
            {
                _at++;
            }
            else
            {
                inside = false;
            }
        }
    }

    private void ReadPunctuation(char c)
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] == c)
        {
            _at++;
        }
        var run = _at - start;
        switch (c)
        {
            case '!':
                _scratch.Exclamations += run;
                AddSentenceEnd(run > 1 ? "!!" : "!", start);
                break;
            case '?':
                _scratch.Questions += run;
                AddSentenceEnd(run > 1 ? "??" : "?", start);
                break;
            case '\u2026':
            case '.' when run > 1:
                _scratch.Ellipses++;
                AddSentenceEnd("...", start);
                break;
            case '.':
                AddSentenceEnd(".", start);
                break;
            case ',' or ';' or ':' or '(' or ')':
                AddFixed(TokenKind.Mark, [c], start);
                break;
            case '"' or '\u00AB' or '\u00BB' or '\u201C' or '\u201D' or '\u201E':
                AddFixed(TokenKind.Mark, "\"", start);
                break;
            case '\u20AC' or '$' or '\u00A3':
                AddFixed(TokenKind.Mark, "$", start);
                break;
            case '%' or '/' or '&' or '+' or '*' or '-':
                AddFixed(TokenKind.Mark, [c], start);
                break;
        }
    }

    private void AddSentenceEnd(ReadOnlySpan<char> mark, int start)
    {
        AddFixed(TokenKind.Mark, mark, start);
        _sentenceStart = true;
    }
}
