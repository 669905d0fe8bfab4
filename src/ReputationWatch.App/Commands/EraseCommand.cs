using System.CommandLine;
using ReputationWatch.App.Hosting;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Storage;

namespace ReputationWatch.App.Commands;

/// <summary><c>erase</c>: erases an author, a mention or a source for good, beside a server or not. Shows only, unless told to.</summary>
internal static class EraseCommand
{
    private const int AuthorsShown = 20;

    public static Command Create()
    {
        var author = new Option<string?>("--author")
        {
            Description = "Name, handle or key of an author: everything they wrote on that platform.",
        };
        var mention = new Option<long?>("--mention") { Description = "Number of a mention." };
        var source = new Option<long?>("--source") { Description = "Number of a source, with everything it brought." };
        var yes = new Option<bool>("--yes") { Description = "Erase; without it, only say what would be erased." };
        var command = new Command("erase", "Erase an author, a mention or a source for good; shows only, unless --yes.")
        {
            author,
            mention,
            source,
            yes,
        };
        HostArguments.AddTo(command, "data", urls: false);
        command.SetAction(
            async (parsed, cancel) =>
            {
                await using var app = AppHost.BuildTools(HostArguments.Read(parsed, "data"));
                await app.Services.GetRequiredService<Database>().MigrateAsync(cancel);
                var store = app.Services.GetRequiredService<IErasureStore>();
                var request = (parsed.GetValue(author), parsed.GetValue(mention), parsed.GetValue(source)) switch
                {
                    ({ } text, null, null) => await AuthorAsync(store, text, cancel),
                    (null, { } id, null) => ErasureRequest.OfMention(id),
                    (null, null, { } id) => ErasureRequest.OfSource(id),
                    _ => Refuse("Name what to erase: one of --author, --mention and --source."),
                };
                return request is null
                    ? Failures.BadInput
                    : await RunAsync(store, request, parsed.GetValue(yes), cancel);
            }
        );
        return command;
    }

    private static async Task<ErasureRequest?> AuthorAsync(IErasureStore store, string text, CancellationToken cancel)
    {
        switch (await store.FindAuthorsAsync(text, AuthorsShown, cancel))
        {
            case []:
                // Perhaps only items kept aside are theirs, or they are to be kept out from now on.
                return text.Contains(':', StringComparison.Ordinal)
                    ? ErasureRequest.OfAuthor(text)
                    : Refuse(
                        $"No mention is by an author of the name, handle or key \"{text}\". To keep somebody out who is not here yet, give the key: site:handle."
                    );
            case [var only]:
                Console.WriteLine($"{only.Name ?? only.Handle} on {only.Site}, key {only.Key}");
                return ErasureRequest.OfAuthor(only.Key);
            case var several when several.FirstOrDefault(a => a.Key == text) is { } named:
                return ErasureRequest.OfAuthor(named.Key);
            case var several:
                foreach (var known in several)
                {
                    Console.WriteLine(
                        $"{known.Key}   {known.Name ?? known.Handle} on {known.Site}, {known.Mentions} mentions"
                    );
                }
                return Refuse("These are several. Give one of the keys above with --author.");
        }
    }

    private static async Task<int> RunAsync(
        IErasureStore store,
        ErasureRequest request,
        bool forReal,
        CancellationToken cancel
    )
    {
        if (!forReal)
        {
            var extent = await store.PreviewAsync(request, cancel);
            Console.WriteLine(
                $"This would erase {extent.Mentions} mentions with {extent.Versions} earlier texts and {extent.Cases} cases, and {extent.KeptItems} items kept aside; {extent.Episodes} episodes would lose their link to them. Nothing was changed: add --yes to erase."
            );
            return 0;
        }
        var trace = await store.EraseAsync(request, null, TimeProvider.System.GetUtcNow(), cancel);
        Console.WriteLine(
            $"Erased {trace.Mentions} mentions and {trace.KeptItems} items kept aside (number {trace.Id} in the list of erasures). The search index follows when the server runs. Backups still hold them: see docs/privacy.en.md."
        );
        return 0;
    }

    private static ErasureRequest? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
