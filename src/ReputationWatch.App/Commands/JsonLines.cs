using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReputationWatch.App.Commands;

/// <summary>
/// The <c>--batch</c> form of a command: JSON lines in, JSON lines out, one process for all, in the order read.
/// A line that is no JSON of the expected shape gives <c>{"line":n,"error":"…"}</c> and the batch goes on.
/// </summary>
internal static class JsonLines
{
    private const int ChunkLines = 512;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds <c>--batch</c> with <c>--in</c> and <c>--out</c> (default: standard input and output) to a command.</summary>
    public static Command WithBatch<TIn, TOut>(this Command command, Func<TIn, TOut> answer)
    {
        var batch = new Option<bool>("--batch") { Description = "Read JSON lines, write JSON lines." };
        var input = new Option<FileInfo?>("--in") { Description = "Read from this file (default: standard input)." };
        var output = new Option<FileInfo?>("--out") { Description = "Write to this file (default: standard output)." };
        command.Options.Add(batch);
        command.Options.Add(input);
        command.Options.Add(output);
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(input) is { Exists: false } missing)
                {
                    await Console.Error.WriteLineAsync(
                        $"There is no file {missing.FullName}. Give an existing file to --in, or leave it out to read standard input."
                    );
                    return 2;
                }
                using var reader = new StreamReader(parsed.GetValue(input)?.OpenRead() ?? Console.OpenStandardInput());
                await using var writer = new StreamWriter(
                    parsed.GetValue(output)?.Create() ?? Console.OpenStandardOutput()
                );
                await RunAsync(reader, writer, answer, cancel);
                return 0;
            }
        );
        return command;
    }

    /// <summary>Answers every line of <paramref name="reader"/>, on all cores, keeping the order.</summary>
    public static async Task RunAsync<TIn, TOut>(
        TextReader reader,
        TextWriter writer,
        Func<TIn, TOut> answer,
        CancellationToken cancel
    )
    {
        var lines = new List<(int Number, string Text)>(ChunkLines);
        var number = 0;
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancel);
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add((number, line));
            }
            if (lines.Count == ChunkLines || (line is null && lines.Count > 0))
            {
                var answers = new string[lines.Count];
                Parallel.For(
                    0,
                    lines.Count,
                    new ParallelOptions { CancellationToken = cancel },
                    i => answers[i] = Answer(lines[i].Number, lines[i].Text, answer)
                );
                foreach (var text in answers)
                {
                    await writer.WriteLineAsync(text.AsMemory(), cancel);
                }
                lines.Clear();
            }
        } while (line is not null);
        await writer.FlushAsync(cancel);
    }

    private static string Answer<TIn, TOut>(int number, string text, Func<TIn, TOut> answer)
    {
        try
        {
            var request = JsonSerializer.Deserialize<TIn>(text, Options) ?? throw new JsonException("the line is null");
            return JsonSerializer.Serialize(answer(request), Options);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Malformed input, or a fault of ours: either way the other lines get their answers.
            return JsonSerializer.Serialize(new { line = number, error = failure.Message }, Options);
        }
    }
}
