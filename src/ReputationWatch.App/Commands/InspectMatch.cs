using System.CommandLine;
using System.Text.Json;
using ReputationWatch.Core.Matching;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect match</c>: whether a query is well formed and whether a document matches it.</summary>
internal static class InspectMatch
{
    public static Command Create() =>
        new Command("match", "Match documents against queries.").WithBatch<Request, object>(Answer);

    private sealed record Request(JsonElement? Id, string? Kind, string? Query, JsonElement Doc);

    private sealed record Checked(JsonElement? Id, bool Valid, string? Error, int? Position);

    private sealed record Matched(JsonElement? Id, bool Valid, bool Match, string? Error, int? Position);

    private static object Answer(Request request)
    {
        var parsed = Query.Parse(request.Query ?? "");
        var error = parsed.Error;
        if (request.Kind == "syntax")
        {
            return new Checked(request.Id, parsed.IsValid, error?.Message, error?.Position);
        }
        var match = parsed.IsValid && new QueryMatcher(parsed.Query).Matches(QueryDocumentJson.Read(request.Doc));
        return new Matched(request.Id, parsed.IsValid, match, error?.Message, error?.Position);
    }
}
