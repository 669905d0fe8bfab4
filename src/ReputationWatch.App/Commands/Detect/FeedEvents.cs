namespace ReputationWatch.App.Commands.Detect;

/// <summary>What the collector knew of its sources: outages and sources added.</summary>
internal sealed record FeedEvent(string Source, bool IsOutage, DateTimeOffset From, DateTimeOffset? To);

internal static class FeedEvents
{
    public static Dictionary<string, List<FeedEvent>> Read(string path)
    {
        var feeds = new Dictionary<string, List<FeedEvent>>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return feeds;
        }
        using var table = new CsvTable(path, "brand", "source", "event", "from", "to");
        while (table.Read())
        {
            var kind = table.Text("event");
            if (kind is not ("outage" or "added"))
            {
                throw table.Bad($"event '{kind}' is neither outage nor added.");
            }
            DateTimeOffset? to = table.Text("to").Trim().Length == 0 ? null : table.Time("to");
            var brand = table.Text("brand");
            if (!feeds.TryGetValue(brand, out var list))
            {
                feeds[brand] = list = [];
            }
            list.Add(new FeedEvent(table.Text("source"), kind == "outage", table.Time("from"), to));
        }
        return feeds;
    }
}
