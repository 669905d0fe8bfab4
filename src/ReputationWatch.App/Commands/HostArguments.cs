using System.CommandLine;
using ReputationWatch.App.Hosting;

namespace ReputationWatch.App.Commands;

/// <summary>The options <c>--urls</c> and <c>--data</c>, the same wherever they appear.</summary>
internal static class HostArguments
{
    private const string Urls = "--urls";
    private const string Data = "--data";
    private const string Role = "--role";

    public static void AddTo(Command command, string dataFolder, bool urls = true)
    {
        command.Options.Add(
            new Option<DirectoryInfo?>(Data)
            {
                Description = $"Folder that keeps everything (default: ./{dataFolder}).",
            }
        );
        if (urls)
        {
            command.Options.Add(
                new Option<string?>(Urls)
                {
                    Description =
                        $"Addresses to listen on, separated by semicolons (default: {HostSettings.DefaultUrls}).",
                }
            );
            command.Options.Add(
                new Option<ProcessRole?>(Role)
                {
                    Description =
                        "What this process does: all, web (pages) or worker (jobs); several processes share one PostgreSQL (default: all).",
                }
            );
        }
    }

    public static HostSettings Read(ParseResult parsed, string dataFolder) =>
        new()
        {
            Data = parsed.GetValue<DirectoryInfo?>(Data) ?? new DirectoryInfo(dataFolder),
            Role = parsed.CommandResult.Command.Options.Any(o => o.Name == Role)
                ? parsed.GetValue<ProcessRole?>(Role)
                : null,
            Urls = parsed.CommandResult.Command.Options.Any(o => o.Name == Urls)
                ? parsed.GetValue<string?>(Urls) ?? HostSettings.DefaultUrls
                : HostSettings.DefaultUrls,
        };
}
