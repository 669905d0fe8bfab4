using ReputationWatch.Core.Matching;

namespace ReputationWatch.Search.Embedded.Postings;

/// <summary>What is asked of the words of the index.</summary>
internal abstract record Posting
{
    public static Posting Nothing { get; } = new AnyPosting([]);

    public static Posting Everything { get; } = Fact(FactWords.All);

    public static Posting Fact(string word) => new WordPosting(word, Columns.Facts);

    public static Posting Facts(IEnumerable<string> words) => new AnyPosting([.. words.Select(Fact)]);
}

internal sealed record WordPosting(string Word, Columns Columns) : Posting;

/// <param name="Lists">The words that a pattern stands for.</param>
internal sealed record PatternPosting(IReadOnlyList<WordRows> Lists, Columns Columns) : Posting;

internal sealed record AllPosting(IReadOnlyList<Posting> Parts) : Posting;

internal sealed record AnyPosting(IReadOnlyList<Posting> Parts) : Posting;

internal sealed record ExceptPosting(Posting Part) : Posting;

/// <param name="Words">A <see cref="WordPosting"/> or a <see cref="PatternPosting"/> each.</param>
internal sealed record PhrasePosting(IReadOnlyList<Posting> Words) : Posting;

internal sealed record NearPosting(WordPosting First, WordPosting Second, NearJoint Joint) : Posting;

internal static class PostingCursors
{
    public static RowCursor Open(this PostingFile file, Posting posting) =>
        posting switch
        {
            AllPosting all => file.OpenAll(all.Parts),
            ExceptPosting except => file.OpenAll([except]),
            PhrasePosting phrase => new PhraseCursor([.. phrase.Words.Select(file.OpenWord)]),
            NearPosting near => new NearCursor(file.OpenWord(near.First), file.OpenWord(near.Second), near.Joint),
            AnyPosting { Parts: [var single] } => file.Open(single),
            AnyPosting any => new AnyCursor(any.Parts.Select(file.Open)),
            _ => file.OpenWord(posting),
        };

    private static PlaceCursor OpenWord(this PostingFile file, Posting posting) =>
        posting switch
        {
            WordPosting word => file.Open(word.Word, word.Columns),
            PatternPosting pattern => new AnyCursor(
                pattern.Lists.Select(list => new WordCursor([new SegmentPostings(file, list, pattern.Columns)]))
            ),
            _ => throw new ArgumentException("A phrase is made of words."),
        };

    private static RowCursor OpenAll(this PostingFile file, IReadOnlyList<Posting> parts)
    {
        RowCursor[] wanted = [.. parts.Where(p => p is not ExceptPosting).Select(file.Open)];
        var all = AllCursor.Of(wanted.Length == 0 ? [file.Open(Posting.Everything)] : wanted);
        foreach (var except in parts.OfType<ExceptPosting>())
        {
            all = new ExceptCursor(all, file.Open(except.Part));
        }
        return all;
    }
}
