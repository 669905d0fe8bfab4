using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Features;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Quantification;
using ReputationWatch.Sentiment.Signals;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment;

/// <summary>The trained model. Immutable after loading; any number of threads may use it at once.</summary>
public sealed class SentimentModel
{
    /// <summary>Name of the shipped model; the build puts it beside the executable.</summary>
    public const string FileName = "sentiment.model";

    private const double LowMargin = 0.15;
    private const double LikelySpam = 0.5;

    private readonly ModelParts _parts;
    private readonly Analyser _analyser;

    internal SentimentModel(ModelParts parts)
    {
        _parts = parts;
        _analyser = new Analyser(parts.Table, parts.Biases, parts.Calibrations);
    }

    public string Version => _parts.Version;

    /// <summary>Estimates shares of NPS classes in a batch, corrected for what this model is known to confuse.</summary>
    public Quantifier Quantifier => _parts.Quantifier;

    internal ModelParts Parts => _parts;

    /// <summary>The table that tells languages; it is trained apart and carried over from model to model.</summary>
    public LanguageIdentifier Languages => _parts.Languages;

    /// <exception cref="ModelFileException">The stream is no model file of this program, or was cut or altered.</exception>
    public static SentimentModel Load(Stream stream) => new(ModelParts.FromBytes(ModelFile.Read(stream)));

    /// <exception cref="ModelFileException">The file is missing, or no model file of this program, or was cut or altered.</exception>
    public static SentimentModel Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new ModelFileException($"There is no model file at {path}. Put {FileName} beside the program.");
        }
        using var stream = File.OpenRead(path);
        return Load(stream);
    }

    /// <summary>Loads the model that stands beside the executable.</summary>
    public static SentimentModel LoadShipped() => Load(Path.Combine(AppContext.BaseDirectory, FileName));

    public void Save(Stream stream) => ModelFile.Write(stream, _parts.ToBytes());

    /// <param name="language">The language if it is known (a code such as "fr" or "fr-CH"); null lets the model tell.</param>
    public SentimentResult Classify(string text, string? language, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = Read(text, language);
        return Result(read, _analyser.Sums(read.Workspace), text, channel);
    }

    /// <summary>
    /// Classifies a text as what it is, and as the review that its author would have written: the 0-10 estimate is learnt there.
    /// The text is read once.
    /// </summary>
    public (SentimentResult AsIs, SentimentResult AsReview) ClassifyAlsoAsReview(
        string text,
        string? language,
        Channel channel
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = Read(text, language);
        var sums = _analyser.Sums(read.Workspace);
        var asIs = Result(read, sums, text, channel);
        return (asIs, channel == Channel.Review ? asIs : Result(read, sums, text, Channel.Review));
    }

    /// <summary>Classifies and says what each word added.</summary>
    public Explanation Explain(string text, string? language, Channel channel)
    {
        var result = Classify(text, language, channel);
        Workspace.Current.Read(text, _parts.Names, LanguageCodes.IndexOf(result.Language));
        return Explainer.Explain(
            text,
            result,
            _analyser,
            Workspace.Current,
            channel,
            LanguageCodes.IndexOf(result.Language)
        );
    }

    /// <summary>Finds the aspects of a service that a text (French or English) speaks of, each with its label.</summary>
    public IReadOnlyList<AspectOpinion> Aspects(string text, string? language, Channel channel) =>
        AspectReader.Read(text, this, language, channel);

    /// <summary>Tells the language of a text: fr, en, de, it, es, pt, nl or other.</summary>
    public LanguageGuess IdentifyLanguage(string text) => _parts.Languages.Identify(text);

    private (int Code, bool Sure) Language(string text, string? language)
    {
        if (language is { Length: > 0 })
        {
            var given = LanguageCodes.IndexOf(language);
            return (given, given != LanguageCodes.Other);
        }
        Span<float> probabilities = stackalloc float[LanguageCodes.Count];
        var code = _parts.Languages.Identify(text, probabilities);
        return (code, code != LanguageCodes.Other);
    }

    private (Workspace Workspace, int Language, bool Known) Read(string text, string? language)
    {
        var workspace = Workspace.Current;
        var (code, known) = Language(text, language);
        workspace.ReadWords(text, _parts.Names, code);
        return (workspace, code, known);
    }

    private SentimentResult Result(
        (Workspace Workspace, int Language, bool Known) read,
        in TextSums sums,
        string text,
        Channel channel
    )
    {
        Span<float> p = stackalloc float[Outputs.Count];
        _analyser.Probabilities(sums, channel, read.Language, p);
        var scratch = read.Workspace.Scratch;
        var labels = new LabelProbabilities(p[0], p[1], p[2]);
        var stars = p[Outputs.FirstStar..];
        var score = ScoreEstimate.FromStars(stars);
        var spam = Cues.Spam(scratch);
        return new SentimentResult(
            LabelOf(labels),
            labels,
            score,
            ScoreEstimate.ClassOf(score),
            ScoreEstimate.Nps(stars),
            LanguageCodes.All[read.Language],
            DoubtOf(scratch, text, labels, spam, read.Known),
            spam,
            Cues.Urgency(scratch, labels.Negative),
            Version
        );
    }

    private static Doubt DoubtOf(TextScratch scratch, string text, LabelProbabilities p, double spam, bool known)
    {
        if (!scratch.HasWords)
        {
            return Doubt.TooShort;
        }
        var doubt = known ? Doubt.None : Doubt.UnknownLanguage;
        doubt |= Margin(p) < LowMargin ? Doubt.LowMargin : Doubt.None;
        doubt |= Cues.IsLikelyIrony(scratch, p) ? Doubt.LikelyIrony : Doubt.None;
        doubt |= spam > LikelySpam ? Doubt.LikelySpam : Doubt.None;
        return doubt | (text.Length > TextScratch.MaxSource ? Doubt.Truncated : Doubt.None);
    }

    private static SentimentLabel LabelOf(LabelProbabilities p) =>
        p.Negative > p.Neutral && p.Negative > p.Positive ? SentimentLabel.Negative
        : p.Positive > p.Neutral ? SentimentLabel.Positive
        : SentimentLabel.Neutral;

    private static double Margin(LabelProbabilities p)
    {
        var top = Math.Max(p.Negative, Math.Max(p.Neutral, p.Positive));
        var bottom = Math.Min(p.Negative, Math.Min(p.Neutral, p.Positive));
        return top - (1 - top - bottom);
    }
}
