using ReputationWatch.Core.Spikes;

namespace ReputationWatch.App.Commands.Detect;

/// <summary>Reads mentions.csv in the order of its rows, setting right a single row whose clock ran ahead.</summary>
internal sealed class CollectedMentions(CsvTable table)
{
    public static readonly string[] Columns =
    [
        "published_at",
        "collected_at",
        "brand",
        "source",
        "source_type",
        "author",
        "sentiment",
        "text_key",
    ];

    private static readonly TimeSpan Leap = TimeSpan.FromDays(7);

    /// <summary>A row far ahead of both its neighbours was collected when the one before it was.</summary>
    public IEnumerable<(string Brand, MentionFact Fact)> Read()
    {
        (string Brand, MentionFact Fact)? held = null;
        var last = DateTimeOffset.MaxValue;
        while (table.Read())
        {
            var row = (Brand: table.Text("brand"), Fact: Fact());
            if (held is { } leapt)
            {
                held = null;
                yield return row.Fact.SeenAt - last > Leap ? leapt : (leapt.Brand, leapt.Fact with { SeenAt = last });
            }
            else if (last != DateTimeOffset.MaxValue && row.Fact.SeenAt - last > Leap)
            {
                held = row;
                continue;
            }
            last = row.Fact.SeenAt;
            yield return row;
        }
        if (held is { } final)
        {
            yield return final;
        }
    }

    private MentionFact Fact()
    {
        var (published, seen) = (table.Time("published_at"), table.Time("collected_at"));
        var sentiment = table.Text("sentiment").Trim();
        if (sentiment is not ("neg" or "neu" or "pos"))
        {
            throw table.Bad($"sentiment '{sentiment}' is none of neg, neu, pos.");
        }
        var (source, author, story) = (table.Text("source"), table.Text("author"), table.Text("text_key"));
        // A row given twice says the same of the same place, author and text.
        var id = string.Join('\u001f', table.Text("published_at"), source, author, story);
        // Sources without dates are collected with the time of collection as time of publication.
        return new MentionFact(id, published, seen, author, source, story, sentiment == "neg", published != seen);
    }
}
