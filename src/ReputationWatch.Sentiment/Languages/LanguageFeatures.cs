using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Languages;

/// <summary>
/// The letter groups of a text, for telling its language: accents stay (they tell most), links, handles and digits go.
/// Letters outside the Latin script count as one sign for their block, which is telling enough.
/// </summary>
internal sealed class LanguageFeatures
{
    private const int MaxGram = 4;
    private const int MaxWord = 24;

    // Language shows in the first lines.
    private const int MaxText = 1500;
    private const uint WordSalt = 0xA511E9B3;

    [ThreadStatic]
    private static LanguageFeatures? _current;

    private readonly char[] _word = new char[MaxWord + 2];
    private uint[] _hashes = new uint[1024];

    public static LanguageFeatures Current => _current ??= new LanguageFeatures();

    public int Count { get; private set; }
    public int WordCount { get; private set; }
    public ReadOnlySpan<uint> Used => _hashes.AsSpan(0, Count);

    /// <summary>What one feature counts: evidence grows with the length of the text, but more slowly than it.</summary>
    public static float ValueOf(int count) => 1f / MathF.Sqrt(count);

    public void Read(ReadOnlySpan<char> text)
    {
        Count = WordCount = 0;
        text = text[..Math.Min(text.Length, MaxText)];
        var at = 0;
        while (at < text.Length)
        {
            if (IsSkipped(text, at))
            {
                at = EndOfChunk(text, at);
            }
            else if (char.IsLetter(text[at]))
            {
                at = ReadWord(text, at);
            }
            else
            {
                at++;
            }
        }
    }

    private static bool IsSkipped(ReadOnlySpan<char> text, int at) =>
        text[at] == '@'
        || (
            text[at] is 'h' or 'H' or 'w' or 'W'
            && (at == 0 || !char.IsLetter(text[at - 1]))
            && (
                text[at..].StartsWith("http", StringComparison.OrdinalIgnoreCase)
                || text[at..].StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static int EndOfChunk(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }
        return at;
    }

    private int ReadWord(ReadOnlySpan<char> text, int at)
    {
        var length = 1;
        _word[0] = ' ';
        while (at < text.Length && (char.IsLetter(text[at]) || IsMark(text[at])))
        {
            length = Append(text[at], length);
            at++;
        }
        if (at < text.Length && text[at] is '\'' or '\u2019' && length <= MaxWord)
        {
            // The apostrophe of "c'est", "l'été", "don't" tells as much as a letter.
            _word[length++] = '\'';
            at++;
        }
        _word[length++] = ' ';
        AddGroups(_word.AsSpan(0, length));
        return at;
    }

    private static bool IsMark(char c) => c is >= '\u0300' and < '\u0370';

    private int Append(char c, int length)
    {
        if (IsMark(c))
        {
            // A decomposed accent joins its letter, so that both Unicode forms read the same.
            if (length > 1)
            {
                _word[length - 1] = Compose(_word[length - 1], c);
            }
            return length;
        }
        if (length <= MaxWord)
        {
            _word[length++] = Simplify(c);
        }
        return length;
    }

    private static char Simplify(char c) =>
        c < 0x250 ? char.ToLowerInvariant(c)
        : c is >= '\u1E00' and < '\u1F00' ? '\u1E00'
        : (char)(c & 0xFF80);

    private static char Compose(char letter, char mark)
    {
        ReadOnlySpan<char> pair = [letter, mark];
        var composed = new string(pair).Normalize();
        return composed.Length == 1 ? Simplify(composed[0]) : letter;
    }

    private void AddGroups(ReadOnlySpan<char> word)
    {
        Reserve(word.Length * MaxGram + 1);
        WordCount++;
        var whole = Hashing.Seed ^ WordSalt;
        for (var start = 0; start < word.Length; start++)
        {
            whole = Hashing.Step(whole, word[start]);
            var hash = Hashing.Seed;
            var end = Math.Min(word.Length, start + MaxGram);
            for (var i = start; i < end; i++)
            {
                hash = Hashing.Step(hash, word[i]);
                if (i > start || word[i] != ' ')
                {
                    _hashes[Count++] = Hashing.Mix(hash);
                }
            }
        }
        _hashes[Count++] = Hashing.Mix(whole);
    }

    private void Reserve(int more)
    {
        if (Count + more > _hashes.Length)
        {
            Array.Resize(ref _hashes, Math.Max(_hashes.Length * 2, Count + more));
        }
    }
}
