using System.CommandLine;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Commands;

/// <summary><c>classify</c>: sentiment of one text, or of JSON lines with <c>--batch</c>.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var model = new Lazy<SentimentModel>(SentimentModel.LoadShipped);
        return new Command("classify", "Tell the sentiment of texts.").WithBatch<SentimentRequest, SentimentAnswer>(
            request => SentimentAnswer.Of(request, model.Value)
        );
    }
}

/// <summary>One line of <c>classify --batch</c>.</summary>
/// <param name="Stars">Stars given with the text, if any: a contradiction raises a doubt.</param>
internal sealed record SentimentRequest(
    string Id,
    string Text,
    string? Lang = null,
    string? Channel = null,
    double? Stars = null
)
{
    public Channel ParsedChannel =>
        Channel?.ToLowerInvariant() switch
        {
            "review" => Sentiment.Channel.Review,
            "article" => Sentiment.Channel.Article,
            _ => Sentiment.Channel.Post,
        };
}

/// <summary>The answer to one line. The contributions sum to ln(p of positive / p of negative).</summary>
internal sealed record SentimentAnswer(
    string Id,
    string Label,
    double[] P,
    double Score10,
    string Nps,
    double[] NpsP,
    string Lang,
    string[] Doubt,
    object[][] Contributions,
    AspectAnswer[] Aspects,
    double Spam,
    double Urgency,
    string Model
)
{
    public static SentimentAnswer Of(SentimentRequest request, SentimentModel model)
    {
        var explained = model.Explain(request.Text ?? "", request.Lang, request.ParsedChannel);
        var result = explained.Result.BesideStars(request.Stars);
        return new SentimentAnswer(
            request.Id,
            result.Label.ToString().ToLowerInvariant(),
            [result.P.Negative, result.P.Neutral, result.P.Positive],
            result.Score10,
            result.NpsClass.ToString().ToLowerInvariant(),
            [result.Nps.Detractor, result.Nps.Passive, result.Nps.Promoter],
            result.Language,
            DoubtWords(result.Doubt),
            Shares(explained),
            AspectAnswers(request, model),
            result.Spam,
            result.Urgency,
            result.ModelVersion
        );
    }

    private static AspectAnswer[] AspectAnswers(SentimentRequest request, SentimentModel model) =>
        [
            .. model
                .Aspects(request.Text ?? "", request.Lang, request.ParsedChannel)
                .Select(a => new AspectAnswer(
                    System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(a.Aspect.ToString()),
                    a.Label.ToString().ToLowerInvariant(),
                    a.Probability,
                    a.Trained
                )),
        ];

    private static string[] DoubtWords(Doubt doubt) =>
        [
            .. Enum.GetValues<Doubt>()
                .Where(d => d != Sentiment.Doubt.None && doubt.HasFlag(d))
                .Select(d => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(d.ToString())),
        ];

    private static object[][] Shares(Explanation explained) =>
        [
            ["(base)", explained.Base],
            ["(style)", explained.Style],
            .. explained.Words.Select(w => new object[] { w.Word, w.Weight }),
        ];
}

/// <summary>One aspect in the answer; <c>trained</c> is false where rules found it.</summary>
internal sealed record AspectAnswer(string Aspect, string Label, double P, bool Trained);
