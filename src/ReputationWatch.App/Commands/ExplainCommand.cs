using System.CommandLine;
using System.Globalization;
using ReputationWatch.Sentiment;
using Spectre.Console;

namespace ReputationWatch.App.Commands;

/// <summary><c>explain</c>: one text, its probabilities, and each word in the colour of what it adds.</summary>
internal static class ExplainCommand
{
    private const double Visible = 0.05;

    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "The text." };
        var language = new Option<string?>("--lang") { Description = "Its language, if known (fr, en, …)." };
        var channel = new Option<Channel>("--channel") { Description = "post, review or article." };
        var command = new Command("explain", "Show which words made the model think so.") { text, language, channel };
        command.SetAction(parsed =>
        {
            var model = SentimentModel.LoadShipped();
            Show(model.Explain(parsed.GetValue(text)!, parsed.GetValue(language), parsed.GetValue(channel)));
            return 0;
        });
        return command;
    }

    private static void Show(Explanation explained)
    {
        var result = explained.Result;
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{result.Label}[/]  negative {result.P.Negative:P1}, neutral {result.P.Neutral:P1}, positive {result.P.Positive:P1}"
        );
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"0-10: {result.Score10:F1} ({result.NpsClass})   language {result.Language}   doubt {result.Doubt}   model {result.ModelVersion}"
        );
        foreach (var word in explained.Words)
        {
            var colour =
                word.Weight > Visible ? "green"
                : word.Weight < -Visible ? "red"
                : "grey";
            AnsiConsole.MarkupInterpolated(
                CultureInfo.InvariantCulture,
                $"[{colour}]{word.Word} {word.Weight:+0.00;-0.00}[/]  "
            );
        }
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"base {explained.Base:+0.00;-0.00}  style {explained.Style:+0.00;-0.00}  sum {explained.Logit:+0.000;-0.000}"
        );
    }
}
