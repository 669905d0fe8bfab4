using System.CommandLine;
using System.Text.Json;
using ReputationWatch.App.Hosting;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Sites;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect site</c>: tries a site definition, alone or on a page.</summary>
internal static class InspectSite
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var definition = new Option<FileInfo>("--definition")
        {
            Description = "The definition, a YAML file.",
            Required = true,
        };
        var page = new Option<string?>("--file")
        {
            Description = "A saved page or its address: shows the items found on it.",
        };
        var command = new Command("site", "Check a site definition, and show what it finds on a page.")
        {
            definition,
            page,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(definition)!, parsed.GetValue(page), cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string? page, CancellationToken cancel)
    {
        SiteDefinition definition;
        try
        {
            definition = SiteDefinitionReader.Read(await File.ReadAllTextAsync(file.FullName, cancel), file.Name);
        }
        catch (SiteDefinitionException wrong)
        {
            throw new SettingsException(wrong.Message);
        }
        if (page is null)
        {
            Console.WriteLine(
                $"{definition.Name}: the definition is in order. Give a page with --file to see what it finds."
            );
            return 0;
        }
        var (bytes, url, type) = await PageAsync(page, cancel);
        var read = SiteReader.Read(bytes, url, type, definition);
        Console.WriteLine(JsonSerializer.Serialize(read, Json));
        if (read.Items.Count == 0)
        {
            await Console.Error.WriteLineAsync($"Nothing on the page fits the selector \"{definition.List}\" (list).");
        }
        return read.Items.Count > 0 ? 0 : Failures.Failed;
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, string? Url, string? Type)> PageAsync(
        string page,
        CancellationToken cancel
    )
    {
        if (
            !page.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || !page.Contains("://", StringComparison.Ordinal)
        )
        {
            return (await File.ReadAllBytesAsync(page, cancel), null, null);
        }
        using var fetcher = new PoliteFetcher(new CrawlOptions(), TimeProvider.System);
        return await fetcher.FetchAsync(new FetchRequest(page), cancel) switch
        {
            FetchOutcome.Fetched fetched => (fetched.Body, fetched.FinalUrl, fetched.ContentType),
            var other => throw new SettingsException($"The page could not be read: {other.GetType().Name}."),
        };
    }
}
