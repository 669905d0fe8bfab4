using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>
/// What the letters of words weigh. A word of six letters has some twenty features, so that letters make nine tenths of those of a
/// text, and most words of a text are among a few thousand: their sums are kept. Safe for use by several threads.
/// </summary>
internal sealed class LetterSums(FeatureTable table)
{
    // About twelve megabytes when all are taken.
    private const int Places = 1 << 16;
    private const int LongestKept = 24;

    [ThreadStatic]
    private static FeatureList? _features;

    private readonly WordSums?[] _words = new WordSums?[Places];

    public WordSums Of(ReadOnlySpan<char> letters)
    {
        ref var place = ref _words[Hashing.OfText(letters) % Places];
        var word = Volatile.Read(ref place);
        if (word is not null && letters.SequenceEqual(word.Letters))
        {
            return word;
        }
        word = Add(letters);
        if (letters.Length <= LongestKept)
        {
            Volatile.Write(ref place, word);
        }
        return word;
    }

    private WordSums Add(ReadOnlySpan<char> letters)
    {
        var features = _features ??= new FeatureList();
        features.Count = 0;
        FeatureExtractor.AddLetters(letters, FeatureList.NoToken, features);
        var shared = table.SumShared(features.Used);
        return new WordSums(
            letters.ToString(),
            features.Count,
            shared + table.SumOf(features.Used, Channel.Post),
            shared + table.SumOf(features.Used, Channel.Review),
            shared + table.SumOf(features.Used, Channel.Article)
        );
    }
}

/// <param name="Count">How many features the letters make.</param>
/// <param name="Post">What they weigh in that channel, with what they weigh in all.</param>
internal sealed record WordSums(
    string Letters,
    int Count,
    Vector256<int> Post,
    Vector256<int> Review,
    Vector256<int> Article
);
