using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>One index of the server: a generation of ours.</summary>
/// <param name="Index">Its own name.</param>
/// <param name="Writes">An alias of this index alone, through which it is written.</param>
/// <param name="IsCurrent">Whether it is laid out as this program has it.</param>
internal sealed record Generation(string Index, string Writes, bool IsCurrent);

/// <summary>
/// Indexes have numbered names and stand behind an alias, through which all searches go. A new one is built beside and takes the
/// alias over in one step.
/// </summary>
internal sealed class Generations(ElasticClient client, SearchOptions options, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(2);
    private readonly string _stem = $"{options.IndexPrefix}-mentions";

    /// <summary>The alias that is searched.</summary>
    public string Alias => _stem;

    private string Pattern => $"{_stem}-v*";

    public Generation Of(string index)
    {
        var isOurs = index.StartsWith(_stem + "-v", StringComparison.Ordinal);
        return isOurs
            ? new Generation(
                index,
                WritesOf(index),
                index.StartsWith(StemOf(MentionMapping.Version), StringComparison.Ordinal)
            )
            : throw new IndexUnavailableException(
                IndexTrouble.Refused,
                $"On the search server \"{Alias}\" is not an alias of an index of ours but stands for \"{index}\". Remove that, or set another Search:IndexPrefix."
            );
    }

    /// <summary>Makes a first, empty index that answers at once, unless another process has just done so.</summary>
    public async Task CreateFirstAsync(CancellationToken cancel)
    {
        var known = await KnownAsync(cancel);
        if (known.Values.Any(aliases => aliases.Contains(Alias)))
        {
            return;
        }
        log.LogInformation("There is no search index behind {Alias}; an empty one is created", Alias);
        await CreateAsync(Next(known.Keys), [Alias], cancel);
    }

    /// <summary>Makes an empty index that nobody searches yet.</summary>
    public async Task<Generation> CreateBesideAsync(CancellationToken cancel)
    {
        await RemoveAbandonedAsync(cancel);
        for (var attempt = 0; ; attempt++)
        {
            var name = Next((await KnownAsync(cancel)).Keys);
            if (await CreateAsync(name, [], cancel))
            {
                return Of(name);
            }
            if (attempt == 5)
            {
                throw new IndexUnavailableException(
                    IndexTrouble.Refused,
                    $"Others take the names of new indexes before us, last {name}. Run one reindex at a time."
                );
            }
        }
    }

    /// <summary>Gives the alias to one index and removes those that had it, in one step of the server.</summary>
    public async Task SwapAsync(Generation to, CancellationToken cancel)
    {
        var old = (await KnownAsync(cancel))
            .Where(k => k.Value.Contains(Alias) && k.Key != to.Index)
            .Select(k => k.Key);
        using var reply = await client.SendAsync(
            HttpMethod.Post,
            "_aliases",
            json => WriteSwap(json, to.Index, old.ToList()),
            cancel
        );
        reply.OrThrow();
        log.LogInformation("Searches go to {Index} now", to.Index);
    }

    /// <summary>Removes an index; that it is gone already is as good.</summary>
    public async Task RemoveAsync(string index, CancellationToken cancel)
    {
        using var reply = await client.DeleteAsync(index, cancel);
        if (reply.Status != 404)
        {
            reply.OrThrow();
        }
    }

    /// <summary>Everything of this prefix; for tests and for leaving a server.</summary>
    public async Task RemoveAllAsync(CancellationToken cancel)
    {
        foreach (var index in (await KnownAsync(cancel)).Keys)
        {
            await RemoveAsync(index, cancel);
        }
        using var reply = await client.DeleteAsync($"_index_template/{_stem}", cancel);
    }

    /// <summary>Makes searchable what was written. A shard that fails does not make it an error for the server, but for us.</summary>
    public async Task RefreshAsync(string index, CancellationToken cancel)
    {
        using var reply = await client.PostAsync($"{index}/_refresh", cancel);
        var failed = reply.OrThrow().Root.GetProperty("_shards").GetProperty("failed").GetInt32();
        if (failed > 0)
        {
            throw new IndexUnavailableException(
                IndexTrouble.Unreachable,
                $"The search server could not refresh {failed} shards of {index}. Its log says why; it is tried again."
            );
        }
    }

    private static string WritesOf(string index) => index.Replace("-mentions-v", "-writes-v", StringComparison.Ordinal);

    private string StemOf(int version) => string.Create(CultureInfo.InvariantCulture, $"{_stem}-v{version}-");

    private string Next(IEnumerable<string> known)
    {
        var last = known.Select(NumberOf).DefaultIfEmpty(0).Max();
        return StemOf(MentionMapping.Version) + (last + 1).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static int NumberOf(string index) =>
        int.TryParse(
            index.AsSpan(index.LastIndexOf('-') + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var n
        )
            ? n
            : 0;

    /// <returns>False when the name is taken already.</returns>
    private async Task<bool> CreateAsync(string name, string[] aliases, CancellationToken cancel)
    {
        await PutTemplateAsync(cancel);
        using var reply = await client.SendAsync(
            HttpMethod.Put,
            name,
            json => MentionMapping.WriteIndex(json, [WritesOf(name), .. aliases], options),
            cancel
        );
        if (reply.Is("resource_already_exists_exception"))
        {
            return false;
        }
        reply.OrThrow();
        return true;
    }

    private async Task PutTemplateAsync(CancellationToken cancel)
    {
        using var reply = await client.SendAsync(
            HttpMethod.Put,
            $"_index_template/{_stem}",
            json => MentionMapping.WriteTemplate(json, Pattern, options),
            cancel
        );
        // The template only guards against indexes that others create under our names: a key that may not write it will do, and
        // so will a server that has another of the same priority for these names.
        if (reply.Status is 400 or 403)
        {
            log.LogInformation(
                "The search server takes no template for {Pattern}: {Reason}",
                Pattern,
                ServerError.ReasonOf(reply.Root)
            );
            return;
        }
        reply.OrThrow();
    }

    /// <summary>The indexes of this prefix with their aliases.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> KnownAsync(CancellationToken cancel)
    {
        using var reply = await client.GetAsync($"{Pattern}/_alias", cancel);
        var known = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        if (reply.Status == 404)
        {
            return known;
        }
        foreach (var index in reply.OrThrow().Root.EnumerateObject())
        {
            var aliases = index.Value.GetProperty("aliases").EnumerateObject().Select(a => a.Name);
            known.Add(index.Name, aliases.ToHashSet(StringComparer.Ordinal));
        }
        return known;
    }

    /// <summary>What a rebuild left behind that was killed.</summary>
    private async Task RemoveAbandonedAsync(CancellationToken cancel)
    {
        var unused = (await KnownAsync(cancel)).Where(k => !k.Value.Contains(Alias)).Select(k => k.Key).ToHashSet();
        if (unused.Count == 0)
        {
            return;
        }
        using var reply = await client.GetAsync($"{Pattern}/_settings/index.creation_date?flat_settings=true", cancel);
        foreach (var index in reply.OrThrow().Root.EnumerateObject().Where(i => unused.Contains(i.Name)))
        {
            var created = index.Value.GetProperty("settings").GetProperty("index.creation_date").GetString()!;
            var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(created, CultureInfo.InvariantCulture));
            if (clock.GetUtcNow() - at > Abandoned)
            {
                log.LogInformation("{Index} was never completed and is removed", index.Name);
                await RemoveAsync(index.Name, cancel);
            }
        }
    }

    private void WriteSwap(Utf8JsonWriter json, string to, List<string> old)
    {
        json.WriteStartObject();
        json.WriteStartArray("actions");
        WriteAction(json, "add", to, Alias);
        foreach (var index in old)
        {
            WriteAction(json, "remove_index", index, null);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter json, string action, string index, string? alias)
    {
        json.WriteStartObject();
        json.WriteStartObject(action);
        json.WriteString("index", index);
        if (alias is not null)
        {
            json.WriteString("alias", alias);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
