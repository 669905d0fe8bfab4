using System.CommandLine;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect canonical</c>: a URL per line in, its canonical form per line out. Plain lines, no JSON.</summary>
internal static class InspectCanonical
{
    public static Command Create()
    {
        var urls = new Argument<string[]>("url") { Description = "URLs to show.", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<bool>("--batch") { Description = "Read a URL per line from --in or standard input." };
        var input = new Option<FileInfo?>("--in") { Description = "Read from this file (default: standard input)." };
        var output = new Option<FileInfo?>("--out") { Description = "Write to this file (default: standard output)." };
        var command = new Command("canonical", "Show the one name of a page.") { urls, batch, input, output };
        command.SetAction(
            async (parsed, cancel) =>
            {
                using var reader = Reader(parsed.GetValue(urls)!, parsed.GetValue(input));
                await using var writer = new StreamWriter(
                    parsed.GetValue(output)?.Create() ?? Console.OpenStandardOutput()
                );
                while (await reader.ReadLineAsync(cancel) is { } line)
                {
                    await writer.WriteLineAsync(CanonicalUrl.Of(line).AsMemory(), cancel);
                }
                return 0;
            }
        );
        return command;
    }

    private static TextReader Reader(string[] urls, FileInfo? input) =>
        urls.Length > 0
            ? new StringReader(string.Join('\n', urls))
            : new StreamReader(input?.OpenRead() ?? Console.OpenStandardInput());
}
