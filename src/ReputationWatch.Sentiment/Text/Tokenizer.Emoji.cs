using System.Globalization;
using System.Text;

namespace ReputationWatch.Sentiment.Text;

/// <content>Pictures: emoji, emoticons, letters in mathematical styles.</content>
internal ref partial struct Tokenizer
{
    private void ReadSurrogate()
    {
        var start = _at;
        if (!char.IsHighSurrogate(_text[_at]) || !char.IsLowSurrogate(Peek(1)))
        {
            _at++;
            return;
        }
        var code = char.ConvertToUtf32(_text[_at], _text[_at + 1]);
        _at += 2;
        if (code is >= 0x1D400 and <= 0x1D7FF)
        {
            ReadStyledLetters(start);
            return;
        }
        if (CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.OtherLetter or UnicodeCategory.LowercaseLetter)
        {
            AddFixed(TokenKind.Word, "\uFFFD", start);
            return;
        }
        if (code is >= 0x1F3FB and <= 0x1F3FF)
        {
            return;
        }
        AddEmoji(code, start);
    }

    // "𝐁𝐚𝐝": letters in mathematical styles fold to plain ones.
    private void ReadStyledLetters(int sourceStart)
    {
        _at = sourceStart;
        var start = _scratch.LetterCount;
        while (_at + 1 < _text.Length && char.IsSurrogatePair(_text[_at], _text[_at + 1]))
        {
            var code = char.ConvertToUtf32(_text[_at], _text[_at + 1]);
            if (code is < 0x1D400 or > 0x1D7FF)
            {
                break;
            }
            var plain = char.ConvertFromUtf32(code).Normalize(NormalizationForm.FormKD);
            _scratch.LetterCount += Folding.Fold(plain[0], _scratch.Letters.AsSpan(_scratch.LetterCount));
            _at += 2;
        }
        AddWord(start, sourceStart, TokenTraits.None);
    }

    private void AddEmoji(int code, int sourceStart)
    {
        SkipEmojiModifiers();
        var start = _scratch.LetterCount;
        var letters = _scratch.Letters;
        letters[_scratch.LetterCount++] = '\u0002';
        letters[_scratch.LetterCount++] = (char)(code >> 12);
        letters[_scratch.LetterCount++] = (char)(code & 0xFFF);
        _scratch.Add(TokenKind.Emoji, start, sourceStart, _at);
    }

    // Skin tones, presentation selectors and what is joined to the first picture do not change its sense.
    private void SkipEmojiModifiers()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c is '\uFE0F' or '\uFE0E' or '\u20E3')
            {
                _at++;
            }
            else if (c == '\uD83C' && Peek(1) is >= '\uDFFB' and <= '\uDFFF')
            {
                _at += 2;
            }
            else if (c == '\u200D')
            {
                _at +=
                    char.IsHighSurrogate(Peek(1)) && char.IsLowSurrogate(Peek(2)) ? 3 : Math.Min(2, _text.Length - _at);
            }
            else
            {
                return;
            }
        }
    }

    // xD, XD and the like; anything longer is a word.
    private bool TryReadLetterEmoticon()
    {
        if (_text[_at] is not ('x' or 'X') || Peek(1) != 'D' || char.IsLetterOrDigit(Peek(2)))
        {
            return false;
        }
        var start = _at;
        _at += 2;
        AddFixed(TokenKind.Emoji, ":laugh", start);
        return true;
    }

    private bool TryReadEmoticon()
    {
        var start = _at;
        var nose = Peek(1) is '-' or 'o' or '\'' or '^' ? 1 : 0;
        var meaning = (_text[_at], Peek(1 + nose)) switch
        {
            ('<', '3') => ":heart",
            ('^', '^') => ":smile",
            (':' or ';' or '=', ')' or ']' or '}') => ":smile",
            (':' or ';' or '=', 'D') => ":laugh",
            (':' or ';' or '=', 'p' or 'P') => ":tongue",
            (':' or '=', '(' or '[' or '{' or '@') => ":sad",
            (':' or '=', '/' or '\\' or '|') => ":meh",
            (':' or '=', '*') => ":kiss",
            _ => null,
        };
        var isTime = meaning is ":meh" && nose == 0 && Peek(2) == '/';
        if (meaning is null || isTime || (char.IsAsciiLetter(Peek(1 + nose)) && char.IsLetter(Peek(2 + nose))))
        {
            return false;
        }
        _at += _text[start] == '^' ? 2 : 2 + nose;
        while (_at < _text.Length && _text[_at] == _text[_at - 1])
        {
            _at++;
        }
        AddFixed(TokenKind.Emoji, meaning, start);
        return true;
    }
}
