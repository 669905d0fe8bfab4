using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.Core.Sources;

/// <summary>What would become of one item that the source has now.</summary>
/// <param name="Owner">The mention it is, minus the kept item it is, or null when it is not known.</param>
/// <param name="Topics">Names of the topics that want it.</param>
public sealed record InspectedItem(
    string? Title,
    string Excerpt,
    DateTimeOffset? PublishedAt,
    long? Owner,
    IReadOnlyList<string> Topics
);

public sealed record InspectedSource(SourceReading Reading, IReadOnlyList<InspectedItem> Items);

/// <summary>Answers "why did this not arrive": reads a source now, saves nothing, and tells what each item is to us.</summary>
public sealed class SourceInspection(SourceTrial trial, Intake intake, IMentionStore mentions, ITopicStore topics)
{
    private const int MostItems = 100;
    private const int Excerpt = 160;

    public async Task<InspectedSource> LookAsync(Source source, CancellationToken cancel)
    {
        var reading = await trial.ReadAsync(source, cancel);
        var prepared = await intake.PrepareAsync(source, [.. reading.Items.Take(MostItems)], cancel);
        var owners = await mentions.OwnersAsync(prepared.Items, cancel);
        var names = (await topics.ListAsync(cancel)).ToDictionary(t => t.Id, t => t.Name);
        return new InspectedSource(
            reading,
            [
                .. prepared.Items.Zip(
                    owners,
                    (item, owner) =>
                        new InspectedItem(
                            item.Item.Title,
                            item.Item.Text.Length > Excerpt ? item.Item.Text[..Excerpt] + "…" : item.Item.Text,
                            item.Dated ? item.PublishedAt : null,
                            owner,
                            [.. item.TopicIds.Select(names.GetValueOrDefault).OfType<string>()]
                        )
                ),
            ]
        );
    }
}
