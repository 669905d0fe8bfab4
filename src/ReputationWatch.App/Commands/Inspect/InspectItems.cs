using System.CommandLine;
using System.Text.Json;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect items --batch</c>: which items a network's API answer holds.</summary>
internal static class InspectItems
{
    internal sealed record Request(JsonElement Id, string? Network, string? File, string? Url);

    public static Command Create() =>
        new Command(
            "items",
            $"Show which items an API answer holds: {{\"id\",\"network\",\"file\",\"url\"}} on each line, network one of {string.Join(", ", SocialItems.Networks)}."
        ).WithBatch<Request, object>(Answer);

    private static object Answer(Request request)
    {
        var (bytes, failure) = InspectedFile.Read(request.File ?? "");
        if (failure is not null)
        {
            return new
            {
                request.Id,
                items = Array.Empty<object>(),
                error = failure,
            };
        }
        return SocialItems.Read(request.Network ?? "", bytes, request.Url) is { } items
            ? new { request.Id, items = items.Select(Show) }
            : new
            {
                request.Id,
                items = Array.Empty<object>(),
                error = "Unreadable",
            };
    }

    private static object Show(RawItem item) =>
        new
        {
            id = item.ExternalId,
            author = item.AuthorHandle ?? item.AuthorName ?? item.AuthorId,
            author_name = item.AuthorName,
            date = Rfc3339.Utc(item.PublishedAt),
            item.Title,
            text = item.Text.Length == 0 ? null : item.Text,
            item.Url,
            item.Likes,
            item.Replies,
            item.Shares,
            rating = item.Rating?.Value,
            lang = item.Language,
        };
}
