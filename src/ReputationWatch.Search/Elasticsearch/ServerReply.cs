using System.Text.Json;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>One answer of the server: its status and its JSON.</summary>
internal sealed class ServerReply(int status, JsonDocument body, TimeSpan? retryAfter) : IDisposable
{
    public int Status { get; } = status;
    public JsonElement Root => body.RootElement;

    /// <summary>For how long the server asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The kinds of error in it, wherever they are nested: a search fails as a list of failed shards.</summary>
    public IReadOnlyCollection<string> ErrorTypes => ServerError.TypesOf(Root);

    public bool Is(string errorType) => ErrorTypes.Contains(errorType);

    /// <summary>Itself when the server did what was asked; otherwise what the error means for us is thrown.</summary>
    public ServerReply OrThrow()
    {
        if (IsSuccess)
        {
            return this;
        }
        var failure = ServerError.Translate(Status, Root, retryAfter);
        Dispose();
        throw failure;
    }

    public void Dispose() => body.Dispose();
}

/// <summary>Puts the server's many errors into our few words. Decided on types and statuses, never on sentences.</summary>
internal static class ServerError
{
    private const int DeepestCause = 20;

    public static IndexUnavailableException Translate(int status, JsonElement root, TimeSpan? retryAfter)
    {
        var types = TypesOf(root);
        var reason = ReasonOf(root);
        return new IndexUnavailableException(TroubleOf(status, types), SentenceOf(status, types, reason), retryAfter);
    }

    public static IndexTrouble TroubleOf(int status, IReadOnlyCollection<string> types)
    {
        // A blocked index says 403 or 429 as versions go; 503 says that the cluster has no master, or none yet.
        if (types.Contains("cluster_block_exception") && status != 503)
        {
            return IndexTrouble.ReadOnly;
        }
        if (types.Any(IsTooMuchAsked))
        {
            return IndexTrouble.Refused;
        }
        if (types.Any(IsGone))
        {
            return IndexTrouble.Replaced;
        }
        return status switch
        {
            401 or 403 => IndexTrouble.Denied,
            429 => IndexTrouble.Throttled,
            _ when types.Any(IsOverload) => IndexTrouble.Throttled,
            >= 500 or (>= 300 and < 400) or 408 => IndexTrouble.Unreachable,
            _ => IndexTrouble.Refused,
        };
    }

    /// <summary>The last two: an index is exchanged while a request is on its way to it.</summary>
    private static bool IsGone(string type) =>
        type
            is "index_not_found_exception"
                or "index_closed_exception"
                or "shard_not_found_exception"
                or "illegal_index_shard_state_exception";

    private static bool IsTooMuchAsked(string type) =>
        type is "too_many_buckets_exception" or "too_many_clauses" or "too_many_nested_clauses";

    private static bool IsOverload(string type) =>
        type
            is "es_rejected_execution_exception"
                or "rejected_execution_exception"
                or "opensearch_rejected_execution_exception"
                or "circuit_breaking_exception";

    private static string SentenceOf(int status, IReadOnlyCollection<string> types, string reason) =>
        TroubleOf(status, types) switch
        {
            IndexTrouble.ReadOnly =>
                $"The search server takes no writes ({reason}). Free space on its disks or lift the block; nothing is lost meanwhile.",
            IndexTrouble.Denied =>
                $"The search server does not allow this ({reason}). Check Search:User or Search:ApiKey and what they may do.",
            IndexTrouble.Throttled =>
                $"The search server is overloaded and asks to be left alone for a while ({reason}).",
            IndexTrouble.Replaced => $"The search index is not there ({reason}). It is built again.",
            IndexTrouble.Refused when types.Any(IsTooMuchAsked) =>
                $"The search is beyond the limits of the search server ({reason}). Ask for less at once.",
            IndexTrouble.Refused => $"The search server refuses the request ({reason}).",
            _ => $"The search server failed with status {status} ({reason}).",
        };

    public static IReadOnlyCollection<string> TypesOf(JsonElement root)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error))
        {
            Collect(error, types, 0);
        }
        return types;
    }

    public static string ReasonOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out var error))
        {
            return "no reason given";
        }
        if (error.ValueKind == JsonValueKind.String)
        {
            return Short(error.GetString()!);
        }
        var cause = FirstCause(error);
        return Short($"{Text(cause, "type")}: {Text(cause, "reason")}");
    }

    /// <summary>"All shards failed" says nothing; what lies under it does.</summary>
    private static JsonElement FirstCause(JsonElement error)
    {
        if (error.TryGetProperty("root_cause", out var roots) && roots.ValueKind == JsonValueKind.Array)
        {
            foreach (var root in roots.EnumerateArray())
            {
                return root;
            }
        }
        return error.TryGetProperty("caused_by", out var cause) ? cause : error;
    }

    private static void Collect(JsonElement error, HashSet<string> types, int depth)
    {
        if (depth > DeepestCause || error.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        types.Add(Text(error, "type"));
        foreach (var name in (string[])["caused_by", "reason"])
        {
            if (error.TryGetProperty(name, out var nested))
            {
                Collect(nested, types, depth + 1);
            }
        }
        foreach (var name in (string[])["root_cause", "failed_shards"])
        {
            if (error.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (var nested in list.EnumerateArray())
                {
                    Collect(nested, types, depth + 1);
                }
            }
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static string Short(string reason) => reason.Length > 300 ? reason[..300] + "…" : reason;
}
