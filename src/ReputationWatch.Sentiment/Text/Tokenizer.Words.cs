using System.Globalization;

namespace ReputationWatch.Sentiment.Text;

/// <content>Words: folding, elisions, elongations, the humps of hashtags.</content>
internal ref partial struct Tokenizer
{
    private const int ElongationRun = 3;

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
            if (letters > 0 && traits.HasFlag(TokenTraits.Hashtag) && (StartsHump() || char.IsAsciiDigit(c)))
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
}
