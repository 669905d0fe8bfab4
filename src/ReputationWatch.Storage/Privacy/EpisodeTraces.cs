using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReputationWatch.Storage.Privacy;

/// <summary>
/// What the evidence of episodes says of single mentions: lists of their ids, and objects about one of them. The figures stay, they
/// are about nobody.
/// </summary>
internal sealed class EpisodeTraces(Session session)
{
    private const string AllSql = "select id, evidence, peak from episodes";
    private const string SaveSql = "update episodes set evidence = @evidence, peak = @peak where id = @id";

    public async Task<long> CountAsync(IReadOnlySet<long> mentions, CancellationToken cancel) =>
        (await ChangedAsync(mentions, cancel)).Count;

    public async Task<long> RemoveAsync(IReadOnlySet<long> mentions, CancellationToken cancel)
    {
        var changed = await ChangedAsync(mentions, cancel);
        foreach (var episode in changed)
        {
            await session.RunAsync(SaveSql, cancel, episode.Evidence, episode.Peak, episode.Id);
        }
        return changed.Count;
    }

    private async Task<List<EvidenceRow>> ChangedAsync(IReadOnlySet<long> mentions, CancellationToken cancel)
    {
        var changed = new List<EvidenceRow>();
        foreach (var row in await session.ListAsync<EvidenceRow>(AllSql, null, cancel))
        {
            var (evidence, peak) = (Without(row.Evidence, mentions), Without(row.Peak, mentions));
            if (evidence is not null || peak is not null)
            {
                changed.Add(row with { Evidence = evidence ?? row.Evidence, Peak = peak ?? row.Peak });
            }
        }
        return changed;
    }

    /// <summary>Null when nothing in it is about one of the mentions.</summary>
    internal static string? Without(string json, IReadOnlySet<long> mentions)
    {
        var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true });
        return node is not null && Clean(node, aboutMentions: false, mentions) ? node.ToJsonString() : null;
    }

    private static bool Clean(JsonNode node, bool aboutMentions, IReadOnlySet<long> mentions)
    {
        var changed = false;
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                changed |= value is not null && Clean(value, IsAboutMentions(name), mentions);
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (list[i] is { } entry && (IsOneOf(entry, aboutMentions, mentions)))
                {
                    list.RemoveAt(i);
                    changed = true;
                }
                else if (list[i] is { } kept)
                {
                    changed |= Clean(kept, aboutMentions, mentions);
                }
            }
        }
        return changed;
    }

    /// <summary>An id in a list of mentions, or an object that names one of them.</summary>
    private static bool IsOneOf(JsonNode entry, bool aboutMentions, IReadOnlySet<long> mentions) =>
        entry switch
        {
            JsonValue value => aboutMentions && IdOf(value) is { } id && mentions.Contains(id),
            JsonObject members => members.Any(m =>
                (IsAboutMentions(m.Key) || (aboutMentions && m.Key.Equals("Id", StringComparison.OrdinalIgnoreCase)))
                && m.Value is JsonValue named
                && IdOf(named) is { } id
                && mentions.Contains(id)
            ),
            _ => false,
        };

    private static bool IsAboutMentions(string name) => name.Contains("Mention", StringComparison.OrdinalIgnoreCase);

    private static long? IdOf(JsonValue value) =>
        long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private sealed record EvidenceRow
    {
        public long Id { get; init; }
        public required string Evidence { get; init; }
        public required string Peak { get; init; }
    }
}
