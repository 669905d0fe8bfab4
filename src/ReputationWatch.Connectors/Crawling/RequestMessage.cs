using System.Net;
using System.Net.Http.Headers;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>The request as it is sent.</summary>
internal static class RequestMessage
{
    /// <summary>Null for a host that the HTTP stack cannot express.</summary>
    public static HttpRequestMessage? Create(FetchRequest request, WebUrl url, CrawlOptions options)
    {
        // The address is already serialised by the URL Standard; System.Uri must not rewrite it.
        var address = (url with { Username = "", Password = "" }).HrefWithoutFragment;
        var verbatim = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (!Uri.TryCreate(address, verbatim, out var uri))
        {
            return null;
        }
        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        AddHeaders(message.Headers, request, options);
        AddBody(message, request.Body);
        return message;
    }

    private static void AddHeaders(HttpRequestHeaders headers, FetchRequest request, CrawlOptions options)
    {
        headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        headers.TryAddWithoutValidation("Accept", request.Accept);
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        AddIfGiven(headers, "Accept-Language", request.AcceptLanguage);
        AddIfGiven(headers, "If-None-Match", request.Validators.ETag);
        AddIfGiven(headers, "If-Modified-Since", request.Validators.LastModified);
        foreach (var (name, value) in request.Headers)
        {
            headers.Remove(name);
            AddIfGiven(headers, name, value);
        }
    }

    /// <summary>A stored validator with a line end in it would let a server write our next request.</summary>
    private static void AddIfGiven(HttpRequestHeaders headers, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !value.AsSpan().ContainsAnyInRange('\0', '\x1F'))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AddBody(HttpRequestMessage message, FetchBody? body)
    {
        if (body is not null)
        {
            message.Content = new ReadOnlyMemoryContent(body.Bytes);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        }
    }
}
