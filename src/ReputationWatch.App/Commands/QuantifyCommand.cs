using System.CommandLine;
using System.Text.Json;
using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.Quantification;

namespace ReputationWatch.App.Commands;

/// <summary>
/// <c>quantify</c>: the shares of detractors, passives and promoters among many texts (the JSON lines of <c>classify</c>),
/// each with its 95 % interval, corrected for what the model is known to confuse.
/// </summary>
internal static class QuantifyCommand
{
    public static Command Create()
    {
        var input = new Option<FileInfo?>("--in") { Description = "JSON lines of texts (default: standard input)." };
        var command = new Command("quantify", "Estimate the shares of NPS classes among many texts.") { input };
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(input) is { Exists: false } missing)
                {
                    await Console.Error.WriteLineAsync(
                        $"{missing.FullName} does not exist. Give an existing file to --in."
                    );
                    return 2;
                }
                using var reader = new StreamReader(parsed.GetValue(input)?.OpenRead() ?? Console.OpenStandardInput());
                var shares = await EstimateAsync(reader, cancel);
                Console.WriteLine(JsonSerializer.Serialize(shares, Written));
                return 0;
            }
        );
        return command;
    }

    private static readonly JsonSerializerOptions Written = new(JsonLines.Options)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static async Task<NpsShares> EstimateAsync(StreamReader reader, CancellationToken cancel)
    {
        var model = SentimentModel.LoadShipped();
        var batch = new List<NpsProbabilities>();
        for (var number = 1; await reader.ReadLineAsync(cancel) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line) && Parse(line, number) is { Text: { } text } request)
            {
                batch.Add(model.Classify(text, request.Lang, request.ParsedChannel).Nps);
            }
        }
        return model.Quantifier.Estimate(batch);
    }

    private static SentimentRequest? Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<SentimentRequest>(line, JsonLines.Options);
        }
        catch (JsonException malformed)
        {
            Console.Error.WriteLine($"Line {number} was left out: {malformed.Message}");
            return null;
        }
    }
}
