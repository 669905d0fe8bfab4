using System.Text.Json;
using ReputationWatch.Core.Search;

namespace ReputationWatch.Search.Elasticsearch;

/// <summary>Which server answers, and what of it differs for us: only how a point in time is opened.</summary>
/// <param name="Points">How points in time are asked for.</param>
internal sealed record ServerFlavour(string Name, Version Version, PointStyle Points)
{
    public static ServerFlavour Of(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("version", out var version)
            || !version.TryGetProperty("number", out var number)
        )
        {
            throw Unsupported("What answers at Search:Url is neither Elasticsearch nor OpenSearch.");
        }
        // OpenSearch can be told to call itself 7.10; its distribution gives it away.
        var isOpenSearch =
            version.TryGetProperty("distribution", out var distribution)
            && distribution.ValueKind == JsonValueKind.String
            && distribution.ValueEquals("opensearch");
        var parsed = Parse(number.GetString() ?? "");
        return isOpenSearch ? OpenSearch(parsed) : Elasticsearch(parsed);
    }

    private static ServerFlavour OpenSearch(Version version) =>
        new(
            "OpenSearch",
            version,
            version >= new Version(2, 4) && version.Major != 7 ? PointStyle.OpenSearch : PointStyle.None
        );

    private static ServerFlavour Elasticsearch(Version version) =>
        version >= new Version(7, 17)
            ? new ServerFlavour("Elasticsearch", version, PointStyle.Elasticsearch)
            : throw Unsupported(
                $"The search server is Elasticsearch {version}. Versions from 7.17 on are supported, and OpenSearch from 1 on."
            );

    /// <summary>"8.0.0-SNAPSHOT" is 8.0.0.</summary>
    private static Version Parse(string number) =>
        Version.TryParse(number.Split('-', 2)[0], out var version) ? version : new Version(0, 0);

    private static IndexUnavailableException Unsupported(string sentence) => new(IndexTrouble.Refused, sentence);
}

internal enum PointStyle
{
    /// <summary>OpenSearch before 2.4: pages are read without one; the order by row keeps them apart all the same.</summary>
    None,
    Elasticsearch,
    OpenSearch,
}
