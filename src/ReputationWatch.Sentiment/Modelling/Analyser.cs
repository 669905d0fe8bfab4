using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.Modelling;

/// <summary>The working memory of one thread: tokens and features of the text at hand.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? _current;

    public TextScratch Scratch { get; } = new();
    public TextFeatures Features { get; } = new();

    public static Workspace Current => _current ??= new Workspace();

    /// <summary>Tokens and features of a text; the same steps in training and in use.</summary>
    public void Read(ReadOnlySpan<char> text, ProperNames names, int language)
    {
        ReadTokens(text, names, language);
        FeatureExtractor.Extract(Scratch, Features);
    }

    /// <summary>As <see cref="Read"/>, without the features of letters: see <see cref="LetterSums"/>.</summary>
    public void ReadWords(ReadOnlySpan<char> text, ProperNames names, int language)
    {
        ReadTokens(text, names, language);
        FeatureExtractor.ExtractWords(Scratch, Features);
    }

    private void ReadTokens(ReadOnlySpan<char> text, ProperNames names, int language)
    {
        Tokenizer.Run(text, Scratch);
        names.Mask(Scratch, language == LanguageCodes.German);
        Scopes.Mark(Scratch);
    }
}

/// <summary>Raw and calibrated outputs of the linear model for the text in a workspace.</summary>
internal sealed class Analyser(FeatureTable table, float[] biases, Calibration[] calibrations)
{
    private readonly LetterSums _letters = new(table);

    public FeatureTable Table => table;
    public float[] Biases => biases;
    public Calibration[] Calibrations => calibrations;

    public void RawOutputs(TextFeatures features, Channel channel, int language, Span<float> outputs)
    {
        var sum = Vector256<float>.Zero;
        for (var b = 0; b < TextFeatures.BlockCount; b++)
        {
            var block = features[(Block)b];
            sum += Weighted(table.Sum(block.Used, channel), (Block)b, block.Count);
        }
        Finish(sum, channel, language, outputs);
    }

    /// <summary>What the words that a workspace has read weigh, for every channel that is asked for afterwards.</summary>
    public TextSums Sums(Workspace workspace)
    {
        var (count, post, review, article) = (0, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        foreach (ref readonly var token in workspace.Scratch.Used)
        {
            if (token.Kind == TokenKind.Word)
            {
                var word = _letters.Of(workspace.Scratch.LettersOf(token));
                count += word.Count;
                post += word.Post;
                review += word.Review;
                article += word.Article;
            }
        }
        var features = workspace.Features;
        return new TextSums(
            features,
            table.SumShared(features[Block.Words].Used),
            table.SumShared(features[Block.Style].Used),
            count,
            post,
            review,
            article
        );
    }

    /// <summary>Probabilities of the three labels, then of one to five stars.</summary>
    public void Probabilities(in TextSums text, Channel channel, int language, Span<float> outputs)
    {
        var (words, style) = (text.Features[Block.Words], text.Features[Block.Style]);
        var sum = Weighted(text.Words + table.SumOf(words.Used, channel), Block.Words, words.Count);
        sum += Weighted(text.LettersIn(channel), Block.Letters, text.LetterCount);
        sum += Weighted(text.Style + table.SumOf(style.Used, channel), Block.Style, style.Count);
        Finish(sum, channel, language, outputs);
        calibrations[(int)channel].Apply(outputs, words.Count);
        Outputs.Softmax(outputs[..Outputs.Labels]);
        Outputs.Softmax(outputs[Outputs.FirstStar..]);
    }

    private static Vector256<float> Weighted(Vector256<int> whole, Block block, int count) =>
        Vector256.ConvertToSingle(whole) * TextFeatures.ValueOf(block, count);

    private void Finish(Vector256<float> sum, Channel channel, int language, Span<float> outputs)
    {
        var bias = Vector256.Create<float>(biases.AsSpan(Modelling.Biases.Offset(channel, language), Outputs.Count));
        (sum * Vector256.Create(table.Scale) + bias).CopyTo(outputs);
    }
}

/// <summary>The weights of a text as whole sums; of words and style those that count in every channel.</summary>
internal readonly record struct TextSums(
    TextFeatures Features,
    Vector256<int> Words,
    Vector256<int> Style,
    int LetterCount,
    Vector256<int> LettersInPost,
    Vector256<int> LettersInReview,
    Vector256<int> LettersInArticle
)
{
    /// <summary>With those that count in every channel.</summary>
    public Vector256<int> LettersIn(Channel channel) =>
        channel switch
        {
            Channel.Post => LettersInPost,
            Channel.Review => LettersInReview,
            _ => LettersInArticle,
        };
}
