using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.BrowserTests;

/// <summary>Items as a check of a source brings them in, without a server that they come from.</summary>
internal static class StoredItems
{
    public static async Task SaveAsync(
        IServiceProvider services,
        Source source,
        IReadOnlyList<RawItem> items,
        DateTimeOffset now,
        string? detail = null
    )
    {
        var prepared = await services.GetRequiredService<Intake>().PrepareAsync(source, items, default);
        var check = new SourceCheck(
            source.Id,
            now,
            TimeSpan.FromSeconds(1),
            CheckOutcome.NewItems,
            200,
            detail,
            items.Count,
            items.Count
        );
        await services
            .GetRequiredService<IMentionStore>()
            .SaveAsync(
                new IntakeBatch(source.Id, prepared.Items, _ => new CheckConclusion(check, source.Health)),
                default
            );
    }
}
