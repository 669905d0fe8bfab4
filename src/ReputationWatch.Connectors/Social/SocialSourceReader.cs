using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Connectors.Urls;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social;

/// <summary>Reads one network: the source's address is a documented address of its API.</summary>
internal sealed class SocialSourceReader(SocialClient client, TimeProvider time) : ISourceReader
{
    private readonly SocialApi api = client.Api;

    public string Connector => api.Name;

    public async Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel)
    {
        var (source, page) = request;
        var url = page ?? source.Url;
        var validators = page is null
            ? new Validators(source.Health.ETag, source.Health.LastModified)
            : Validators.None;
        var answer = await client.AskAsync(url, SocialSettings.Parse(source.Settings), validators, cancel);
        var reading = answer.Page is { } fetched ? Parse(fetched, url) : Paced(answer.Trouble!);
        // The address comes from the form. One that followed a redirect for good would take the key along, to another server with
        // the next check, or into the store where it is a part of the address.
        return reading with { MovedTo = null };
    }

    /// <summary>Where an answer names its next page, it may name any server; ours would bring it the key.</summary>
    private static string? OnServerOf(string url, string? next) =>
        next is not null && WebUrl.Parse(next)?.Origin == WebUrl.Parse(url)?.Origin ? next : null;

    /// <summary>Unchanged is an answer too: the network's pace holds.</summary>
    private SourceReading Paced(SourceReading reading) =>
        reading.Outcome.IsSuccess() ? reading with { RetryAfter = Longer(reading.RetryAfter, api.Pace) } : reading;

    private SourceReading Parse(FetchOutcome.Fetched fetched, string url)
    {
        using var document = SocialItems.Document(api.Name, fetched.Body);
        if (document is null || SocialItems.ReadAll(api.Name, document.RootElement, fetched.FinalUrl) is not { } items)
        {
            return new SourceReading
            {
                Outcome = CheckOutcome.NotAFeed,
                Status = fetched.Status,
                Detail = fetched.ContentType,
            };
        }
        var root = document.RootElement;
        var pause = Quotas.PauseAfter(api.Name, fetched.Headers, root, time.GetUtcNow());
        client.Pause(url, pause ?? TimeSpan.Zero);
        return FetchReading.Of(fetched, CheckOutcome.NewItems) with
        {
            Items = [.. items.Select(Identified)],
            RetryAfter = Longer(pause, api.Pace),
            OlderPage = PageCount.Next(
                url,
                OnServerOf(url, api.NextPage(new ApiPage(url, root, fetched.Headers, items.Count))),
                api.MostPages
            ),
        };
    }

    /// <summary>
    /// An id is unique within its network, so the same comment found by a search and in its forum is one, and stays itself when the
    /// query is changed.
    /// </summary>
    private RawItem Identified(RawItem item) =>
        item.ExternalId is { } id && !id.Contains(':', StringComparison.Ordinal)
            ? item with
            {
                ExternalId = $"{api.Name}:{id}",
            }
            : item;

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan pace) => asked > pace ? asked.Value : pace;
}
