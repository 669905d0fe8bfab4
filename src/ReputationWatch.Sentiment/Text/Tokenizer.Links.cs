namespace ReputationWatch.Sentiment.Text;

/// <content>Links and domains: what they point to is not read.</content>
internal ref partial struct Tokenizer
{
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
        if (TryReadDomain())
        {
            return;
        }
        ReadWord(TokenTraits.None);
    }

    // "exemple.fr" is a name, "exemple.fr/page" a link, in capitals or not. Endings that are also words ("de", "it") are
    // left alone: "rapide.De plus" is a forgotten blank.
    private bool TryReadDomain()
    {
        const int longestLabel = 63;
        var dot = _at;
        while (
            dot < Math.Min(_text.Length, _at + longestLabel)
            && (char.IsAsciiLetterOrDigit(_text[dot]) || _text[dot] == '-')
        )
        {
            dot++;
        }
        if (dot + 2 >= _text.Length || _text[dot] != '.' || !char.IsAsciiLetter(_text[dot + 1]))
        {
            return false;
        }
        var end = dot + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }
        if (!IsTopLevel(_text[(dot + 1)..end]) || (end < _text.Length && char.IsLetterOrDigit(_text[end])))
        {
            return false;
        }
        var start = _at;
        if (end < _text.Length && _text[end] == '/')
        {
            ReadLink();
            return true;
        }
        _at = end;
        AddFixed(TokenKind.Name, ProperNames.Placeholder, start);
        _sentenceStart = false;
        return true;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        foreach (var known in (ReadOnlySpan<string>)["com", "fr", "ch", "org", "net", "eu", "io"])
        {
            if (label.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
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
}
