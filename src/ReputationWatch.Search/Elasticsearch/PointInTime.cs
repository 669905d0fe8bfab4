using System.Text.Json;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>A state of the index that does not change while pages of it are read.</summary>
internal sealed class PointInTime(ElasticClient client, PointStyle style)
{
    // Renewed by each page; a walk that is given up is forgotten by the server after this long even if closing fails.
    private const string Lasts = "1m";
    private string? _id;

    public bool IsOpen => _id is not null;

    public async Task OpenAsync(string alias, CancellationToken cancel)
    {
        if (style == PointStyle.None)
        {
            return;
        }
        var path =
            style == PointStyle.Elasticsearch
                ? $"{alias}/_pit?keep_alive={Lasts}"
                : $"{alias}/_search/point_in_time?keep_alive={Lasts}";
        using var reply = await client.PostAsync(path, cancel);
        if (reply.Status == 403)
        {
            // On OpenSearch it is a right of its own; whoever may search but not this reads without one.
            return;
        }
        var name = style == PointStyle.Elasticsearch ? "id" : "pit_id";
        _id = reply.OrThrow().Root.GetProperty(name).GetString();
    }

    /// <summary>Into the body of a search; such a search names no index.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_id is null)
        {
            return;
        }
        json.WriteStartObject("pit");
        json.WriteString("id", _id);
        json.WriteString("keep_alive", Lasts);
        json.WriteEndObject();
    }

    /// <summary>The server may give it another id with each page.</summary>
    public void Renew(JsonElement answer)
    {
        if (_id is not null && answer.TryGetProperty("pit_id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            _id = id.GetString();
        }
    }

    public void Forget() => _id = null;

    /// <summary>Frees what the server holds for it. That this fails does not matter: it expires.</summary>
    public async Task CloseAsync()
    {
        if (_id is null)
        {
            return;
        }
        var path = style == PointStyle.Elasticsearch ? "_pit" : "_search/point_in_time";
        try
        {
            using var reply = await client.SendAsync(HttpMethod.Delete, path, WriteId, CancellationToken.None);
        }
        catch (Core.Search.IndexUnavailableException)
        {
            // The walk is over; there is nothing to tell anybody.
        }
        _id = null;
    }

    private void WriteId(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (style == PointStyle.Elasticsearch)
        {
            json.WriteString("id", _id);
        }
        else
        {
            json.WriteStartArray("pit_id");
            json.WriteStringValue(_id);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
