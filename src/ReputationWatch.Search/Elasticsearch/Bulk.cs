using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <param name="MentionId">0 for the document that holds the position.</param>
/// <param name="Lines">The action and, unless it deletes, the document.</param>
/// <param name="NeedsAlias">Whether the server looks after it that the name is an alias.</param>
internal readonly record struct BulkOperation(long MentionId, ReadOnlyMemory<byte> Lines, bool NeedsAlias)
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static BulkOperation Index(
        long mentionId,
        string documentId,
        long version,
        Action<Utf8JsonWriter> document
    ) => new(mentionId, Write("index", documentId, version, document), true);

    public static BulkOperation Delete(long mentionId, string documentId, long version) =>
        new(mentionId, Write("delete", documentId, version, null), false);

    /// <summary>
    /// Does nothing: it updates what is not there. Servers ask that a name be an alias for the sake of this; a deletion with a
    /// version of our own alone would make an index of that name when there is none (the remedy of theirs for deletions that
    /// come before what they delete), and then no alias could have it.
    /// </summary>
    public static BulkOperation Guard { get; } =
        new(0, "{\"update\":{\"_id\":\"guard\"}}\n{\"doc\":{}}\n"u8.ToArray(), true);

    /// <summary>
    /// With our own versions: what comes late or twice meets a higher one and is turned away. Not lower rather than higher,
    /// because one batch may be applied again.
    /// </summary>
    private static ReadOnlyMemory<byte> Write(
        string action,
        string documentId,
        long version,
        Action<Utf8JsonWriter>? document
    )
    {
        var lines = new ArrayBufferWriter<byte>(512);
        JsonText.WriteTo(
            lines,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject(action);
                json.WriteString("_id", documentId);
                json.WriteNumber("version", version);
                json.WriteString("version_type", "external_gte");
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );
        lines.Write(NewLine);
        if (document is not null)
        {
            JsonText.WriteTo(lines, document);
            lines.Write(NewLine);
        }
        return lines.WrittenMemory;
    }
}

/// <summary>
/// Sends operations in requests of bounded size and reads what became of each: one that the server cannot take is set aside, one
/// that it is too busy for is sent again, and whatever stops all of them is thrown, with nothing lost.
/// </summary>
internal sealed class BulkSender(ElasticClient client, int maxBytes, TimeProvider clock, ILogger log)
{
    private const int MaxOperations = 2_000;
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
    ];

    private enum Outcome
    {
        Done,
        SetAside,
        Again,
    }

    /// <param name="alias">Writes go through an alias of the one index that is meant, so that a deleted one never comes back by itself.</param>
    /// <returns>The mentions that the server cannot take.</returns>
    public async Task<IReadOnlyList<SetAsideMention>> SendAsync(
        string alias,
        IEnumerable<BulkOperation> operations,
        CancellationToken cancel
    )
    {
        var aside = new List<SetAsideMention>();
        var waiting = new List<BulkOperation>();
        var bytes = 0L;
        foreach (var operation in operations)
        {
            if (waiting.Count > 0 && (bytes + operation.Lines.Length > maxBytes || waiting.Count == MaxOperations))
            {
                await SendAllAsync(alias, waiting, aside, cancel);
                waiting = [];
                bytes = 0;
            }
            waiting.Add(operation);
            bytes += operation.Lines.Length;
        }
        if (waiting.Count > 0)
        {
            await SendAllAsync(alias, waiting, aside, cancel);
        }
        return aside;
    }

    private async Task SendAllAsync(
        string alias,
        List<BulkOperation> operations,
        List<SetAsideMention> aside,
        CancellationToken cancel
    )
    {
        for (var attempt = 0; ; attempt++)
        {
            IndexUnavailableException busy;
            try
            {
                (operations, busy) = await SendOnceAsync(alias, operations, aside, cancel);
                if (operations.Count == 0)
                {
                    return;
                }
            }
            catch (IndexUnavailableException throttled) when (throttled.Trouble == IndexTrouble.Throttled)
            {
                busy = throttled;
            }
            if (attempt == Pauses.Length || busy.RetryAfter > Pauses[^1])
            {
                throw busy;
            }
            await Task.Delay(Pauses[attempt], clock, cancel);
        }
    }

    /// <returns>What has to be sent again, and why.</returns>
    private async Task<(List<BulkOperation> Again, IndexUnavailableException Why)> SendOnceAsync(
        string alias,
        List<BulkOperation> operations,
        List<SetAsideMention> aside,
        CancellationToken cancel
    )
    {
        BulkOperation[] guard = operations.Exists(o => o.NeedsAlias) ? [] : [BulkOperation.Guard];
        var body = Body([.. guard, .. operations]);
        using var reply = await client.BulkAsync($"{alias}/_bulk?require_alias=true", body, cancel);
        if (reply.Status == 413)
        {
            await SplitAsync(alias, operations, aside, cancel);
            return ([], Busy(""));
        }
        reply.OrThrow();
        var again = new List<BulkOperation>();
        var why = "";
        var items = reply.Root.GetProperty("items");
        for (var i = 0; i < operations.Count; i++)
        {
            var item = items[guard.Length + i].EnumerateObject().First().Value;
            switch (Judge(item))
            {
                case Outcome.Again:
                    again.Add(operations[i]);
                    why = ServerError.ReasonOf(item);
                    break;
                case Outcome.SetAside:
                    SetAside(operations[i], ServerError.ReasonOf(item), aside);
                    break;
            }
        }
        return (again, Busy(why));
    }

    private async Task SplitAsync(
        string alias,
        List<BulkOperation> operations,
        List<SetAsideMention> aside,
        CancellationToken cancel
    )
    {
        if (operations.Count == 1)
        {
            SetAside(operations[0], "larger than the search server takes in one request", aside);
            return;
        }
        var half = operations.Count / 2;
        await SendAllAsync(alias, operations[..half], aside, cancel);
        await SendAllAsync(alias, operations[half..], aside, cancel);
    }

    private static Outcome Judge(JsonElement item)
    {
        var status = item.GetProperty("status").GetInt32();
        var failed = item.TryGetProperty("error", out _);
        // A deletion of what is not there is a 404 without an error; a conflict says that something newer is there already.
        if (!failed || status == 409)
        {
            return Outcome.Done;
        }
        if (status == 400)
        {
            return Outcome.SetAside;
        }
        var failure = ServerError.Translate(status, item, null);
        return failure.Trouble is IndexTrouble.Throttled or IndexTrouble.Unreachable ? Outcome.Again : throw failure;
    }

    private void SetAside(BulkOperation operation, string reason, List<SetAsideMention> aside)
    {
        if (operation.MentionId == 0)
        {
            throw new IndexUnavailableException(
                IndexTrouble.Refused,
                $"The search server does not keep the position of the index ({reason}). Its mapping is not ours: run reputationwatch reindex."
            );
        }
        log.LogError(
            "Mention {Mention} is set aside, the search server cannot take it: {Reason}",
            operation.MentionId,
            reason
        );
        aside.Add(new SetAsideMention(operation.MentionId, reason));
    }

    private static IndexUnavailableException Busy(string why) =>
        new(IndexTrouble.Throttled, $"The search server is overloaded and asks to be left alone for a while ({why}).");

    private static ReadOnlyMemory<byte> Body(IReadOnlyList<BulkOperation> operations)
    {
        var body = new ArrayBufferWriter<byte>(operations.Sum(o => o.Lines.Length));
        foreach (var operation in operations)
        {
            body.Write(operation.Lines.Span);
        }
        return body.WrittenMemory;
    }
}
