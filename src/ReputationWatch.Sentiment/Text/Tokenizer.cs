using System.Globalization;
using System.Text;

namespace ReputationWatch.Sentiment.Text;

/// <summary>
/// Cuts a text into tokens in one pass: folded words (elisions apart, elongations shortened), numbers, emoji,
/// marks; links and handles become one token each, whatever they point to.
/// </summary>
internal ref struct Tokenizer
{
    private const int ElongationRun = 3;
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

    private void ReadLinkOrWord()
    {
        var rest = _text[_at..];
        if (IsLink(rest))
        {
            ReadLink();
            return;
        }
        if (TryReadLetterEmoticon())
        {
            return;
        }
        ReadWord(TokenTraits.None);
    }

    private static bool IsLink(ReadOnlySpan<char> rest)
    {
        if (rest[0] is not ('h' or 'H' or 'w' or 'W'))
        {
            return false;
        }
        return rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            // Published tweet collections leave a bare "http" where the link stood.
            || (IsBare(rest, "http") || IsBare(rest, "https"));
    }

    private static bool IsBare(ReadOnlySpan<char> rest, ReadOnlySpan<char> word) =>
        rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (rest.Length == word.Length || char.IsWhiteSpace(rest[word.Length]));

    private void ReadLink()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('<' or '>' or '"'))
        {
            _at++;
        }
        AddFixed(TokenKind.Link, "<url>", start);
    }

    private void AddFixed(TokenKind kind, scoped ReadOnlySpan<char> letters, int sourceStart)
    {
        var start = _scratch.LetterCount;
        letters.CopyTo(_scratch.Letters.AsSpan(start));
        _scratch.LetterCount += letters.Length;
        _scratch.Add(kind, start, sourceStart, _at);
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

    private void ReadWord(TokenTraits traits)
    {
        var sourceStart = _at;
        var start = _scratch.LetterCount;
        int upper = 0,
            letters = 0;
        var elongated = false;
        var first = _text[_at];
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (!ContinuesWord(c, letters))
            {
                break;
            }
            if (letters > 0 && traits.HasFlag(TokenTraits.Hashtag) && StartsHump())
            {
                break;
            }
            elongated |= AppendFolded(c, start);
            letters += char.IsLetter(c) ? 1 : 0;
            upper += char.IsUpper(c) ? 1 : 0;
            _at++;
        }
        if (_scratch.LetterCount == start)
        {
            return;
        }
        if (char.IsUpper(first))
        {
            traits |= TokenTraits.Capitalised;
        }
        if (upper == letters && letters > 1)
        {
            traits |= TokenTraits.AllCaps;
        }
        if (elongated)
        {
            traits |= TokenTraits.Elongated;
            _scratch.Elongations++;
        }
        AddWord(start, sourceStart, traits);
    }

    private readonly bool ContinuesWord(char c, int letters)
    {
        if (char.IsLetter(c) || IsJoiner(c))
        {
            return true;
        }
        if (char.IsAsciiDigit(c))
        {
            return true;
        }
        // "don't", "n't": the t belongs to the word, for the negation is in it.
        return letters > 0
            && IsApostrophe(c)
            && Peek(1) is 't' or 'T'
            && !char.IsLetter(Peek(2))
            && _text[_at - 1] is 'n' or 'N';
    }

    // Marks that sit on or between letters without ending the word.
    private static bool IsJoiner(char c) =>
        c >= 0x80
        && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Format;

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u2018' or '\u02BC' or '\u00B4' or '`';

    private readonly bool StartsHump() =>
        char.IsUpper(_text[_at]) && (char.IsLower(_text[_at - 1]) || char.IsLower(Peek(1)));

    // Returns whether a run of one letter was shortened.
    private readonly bool AppendFolded(char c, int wordStart)
    {
        if (IsApostrophe(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
        {
            return false;
        }
        var letters = _scratch.Letters;
        var count = Folding.Fold(c, letters.AsSpan(_scratch.LetterCount));
        _scratch.LetterCount += count;
        var end = _scratch.LetterCount;
        if (count != 1 || end - wordStart < ElongationRun || char.IsAsciiDigit(c))
        {
            return false;
        }
        var last = letters[end - 1];
        if (letters[end - 2] != last || letters[end - 3] != last)
        {
            return false;
        }
        _scratch.LetterCount--;
        return true;
    }

    private void AddWord(int start, int sourceStart, TokenTraits traits)
    {
        if (traits.HasFlag(TokenTraits.Elongated))
        {
            Shorten(start);
        }
        if (_sentenceStart)
        {
            traits |= TokenTraits.StartsSentence;
            _sentenceStart = false;
        }
        if (traits.HasFlag(TokenTraits.AllCaps))
        {
            _scratch.ShoutedWords++;
        }
        ref var token = ref _scratch.Add(TokenKind.Word, start, sourceStart, _at);
        token.Traits = traits;
        // An apostrophe after an elision ("l'", "qu'") belongs to no word.
        if (_at < _text.Length && IsApostrophe(_text[_at]))
        {
            _at++;
        }
    }

    // "treees" was cut to "trees" while reading; the pair that remains of an elongation goes too, except the
    // English double o ("coool", "goood").
    private readonly void Shorten(int start)
    {
        var letters = _scratch.Letters;
        var write = start;
        for (var read = start; read < _scratch.LetterCount; read++)
        {
            var c = letters[read];
            var pair = write > start && letters[write - 1] == c;
            var keep = c == 'o' && read + 1 < _scratch.LetterCount && letters[read + 1] is 'd' or 'l' or 'k';
            if (!pair || keep || !WasElongated(c))
            {
                letters[write++] = c;
            }
        }
        _scratch.LetterCount = write;
    }

    // Double consonants are spelling ("nulle"), double vowels in an elongated word are not.
    private static bool WasElongated(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h' or 's' or 'x' or 'z';

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

    private void ReadMark(char c)
    {
        switch (c)
        {
            case '@':
                ReadHandle();
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
