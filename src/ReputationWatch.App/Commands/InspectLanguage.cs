using System.CommandLine;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect language</c>: in what language a text is written.</summary>
internal static class InspectLanguage
{
    public static Command Create()
    {
        var model = new Lazy<SentimentModel>(SentimentModel.LoadShipped);
        return new Command("language", "Tell the language of texts.").WithBatch<LanguageRequest, LanguageAnswer>(
            request =>
            {
                var guess = model.Value.IdentifyLanguage(request.Text ?? "");
                return new LanguageAnswer(request.Id, guess.Language, guess.Probability);
            }
        );
    }

    private sealed record LanguageRequest(string Id, string Text);

    private sealed record LanguageAnswer(string Id, string Lang, double P);
}
