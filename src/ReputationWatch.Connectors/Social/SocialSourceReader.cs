using System.Text.Json;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social;

/// <summary>Reads one network: the source's address is a documented address of its API.</summary>
internal sealed class SocialSourceReader(SocialApi api, PoliteFetcher fetcher) : ISourceReader
{
    public string Connector => api.Name;

    public async Task<SourceReading> ReadAsync(SourceReadRequest request, CancellationToken cancel)
    {
        var (source, page) = request;
        var url = page ?? source.Url;
        var outcome = await fetcher.FetchAsync(Request(source, url, isOlderPage: page is not null), cancel);
        return outcome is FetchOutcome.Fetched fetched ? Parse(fetched, url) : FetchReading.Of(outcome);
    }

    private FetchRequest Request(Source source, string url, bool isOlderPage)
    {
        var request = new FetchRequest(url)
        {
            Accept = "application/json",
            // A documented API is an invitation to programs, on its terms; robots.txt is for pages.
            ObeyRobots = false,
            Validators = isOlderPage ? Validators.None : new Validators(source.Health.ETag, source.Health.LastModified),
        };
        return SocialSettings.Parse(source.Settings).Token is { Length: > 0 } token
            ? api.Authorise(request, token)
            : request;
    }

    private SourceReading Parse(FetchOutcome.Fetched fetched, string url)
    {
        var text = CharsetDetector.Decode(fetched.Body.Span, "utf-8");
        using var document = LenientJson.Parse(text);
        if (document is null || SocialItems.Read(api.Name, document.RootElement, fetched.FinalUrl) is not { } items)
        {
            return new SourceReading
            {
                Outcome = CheckOutcome.NotAFeed,
                Status = fetched.Status,
                Detail = fetched.ContentType,
            };
        }
        return FetchReading.Of(fetched, CheckOutcome.NewItems) with
        {
            Items = items,
            OlderPage = api.NextPage(new ApiPage(url, document.RootElement, fetched.Headers, items.Count)),
        };
    }
}
