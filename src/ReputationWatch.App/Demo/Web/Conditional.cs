using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ReputationWatch.App.Demo.Web;

/// <summary>Answers with validators, and with 304 when the asker has the document already (RFC 9110 section 13).</summary>
internal static class Conditional
{
    public static async Task AnswerAsync(HttpContext http, byte[] body, string contentType, DateTimeOffset modified)
    {
        // HTTP dates have whole seconds.
        modified = DateTimeOffset.FromUnixTimeSeconds(modified.ToUnixTimeSeconds());
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
        var answer = http.Response;
        answer.Headers.ETag = tag.ToString();
        answer.Headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        answer.Headers.CacheControl = "no-cache";
        if (IsUnchanged(http.Request, tag, modified))
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        answer.ContentType = contentType;
        answer.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await answer.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    // A date is looked at only when no tag was sent: within one second it cannot tell two versions apart.
    private static bool IsUnchanged(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset modified)
    {
        var sent = request.Headers.IfNoneMatch;
        return StringValues.IsNullOrEmpty(sent)
            ? request.GetTypedHeaders().IfModifiedSince is { } since && modified <= since
            : EntityTagHeaderValue.TryParseList(sent, out var tags)
                && tags.Any(t => t.Compare(tag, useStrongComparison: false) || t.Equals(EntityTagHeaderValue.Any));
    }
}
