using System.Runtime.InteropServices;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Learns from the training texts which words are written small and which are names.</summary>
internal static class ProperNamesLearner
{
    private const int MinCount = 3;

    // Shares of capitals inside sentences: below the first a word is ordinary, above the second a name.
    private const double OrdinaryShare = 0.25;
    private const double NameShare = 0.6;

    public static ProperNames Learn(IEnumerable<Example> examples)
    {
        var small = new Dictionary<uint, int>();
        var capital = new Dictionary<uint, int>();
        foreach (var example in examples)
        {
            Count(example, small, capital);
        }
        var seen = small.Where(w => w.Value >= MinCount).Select(w => (w.Key, Share: Share(w.Key))).ToArray();
        var names = capital.Where(w => w.Value >= MinCount && Share(w.Key) > NameShare).Select(w => w.Key);
        return new ProperNames(
            new WordsByCase(
                [.. seen.Where(w => w.Share < OrdinaryShare).Select(w => w.Key).Order()],
                [.. seen.Where(w => w.Share is >= OrdinaryShare and <= NameShare).Select(w => w.Key).Order()],
                [.. names.Order()]
            )
        );

        double Share(uint word)
        {
            var capitals = capital.GetValueOrDefault(word);
            return capitals / (double)(capitals + small.GetValueOrDefault(word));
        }
    }

    private static void Count(Example example, Dictionary<uint, int> small, Dictionary<uint, int> capital)
    {
        var scratch = Workspace.Current.Scratch;
        Tokenizer.Run(example.Text, scratch);
        foreach (ref readonly var token in scratch.Used)
        {
            if (token.Kind != TokenKind.Word || token.Is(TokenTraits.Hashtag))
            {
                continue;
            }
            if (!token.Is(TokenTraits.Capitalised))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(small, token.Hash, out _)++;
            }
            else if (!token.Is(TokenTraits.StartsSentence))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(capital, token.Hash, out _)++;
            }
        }
    }
}
