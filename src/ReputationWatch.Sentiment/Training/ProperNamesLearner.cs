using System.Runtime.InteropServices;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>Learns from the training texts which words are written small and which are names.</summary>
internal static class ProperNamesLearner
{
    private const int MinSmall = 3;
    private const int MinCapital = 3;
    private const double SmallPerCapital = 0.7;
    private const double CapitalPerSmall = 1.5;

    public static ProperNames Learn(IEnumerable<Example> examples)
    {
        var small = new Dictionary<uint, int>();
        var capital = new Dictionary<uint, int>();
        foreach (var example in examples)
        {
            Count(example, small, capital);
        }
        var ordinary = small
            .Where(w => w.Value >= MinSmall && w.Value > capital.GetValueOrDefault(w.Key) * SmallPerCapital)
            .Select(w => w.Key);
        var names = capital
            .Where(w => w.Value >= MinCapital && w.Value > small.GetValueOrDefault(w.Key) * CapitalPerSmall)
            .Select(w => w.Key);
        return new ProperNames([.. ordinary.Order()], [.. names.Order()]);
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
