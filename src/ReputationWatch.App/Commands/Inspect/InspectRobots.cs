using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect robots</c>: what a robots.txt allows to whom.</summary>
internal static class InspectRobots
{
    public static Command Create() =>
        new Command("robots", "Tell whether a robots.txt lets a crawler read an address.").WithBatch<Question, Answer>(
            Judge
        );

    public sealed record Question(
        JsonElement Id,
        [property: JsonPropertyName("robots_b64")] string? RobotsBase64,
        [property: JsonConverter(typeof(LenientString))] string? Agent,
        [property: JsonConverter(typeof(LenientString))] string? Url
    );

    public sealed record Answer(
        JsonElement Id,
        bool Allowed,
        [property: JsonPropertyName("crawl_delay")] double? CrawlDelay,
        IReadOnlyList<string> Sitemaps
    );

    private static Answer Judge(Question question)
    {
        var verdict = RobotsRules
            .Parse(Bytes(question.RobotsBase64))
            .JudgeUrl(question.Agent ?? "", question.Url ?? "");
        return new Answer(question.Id, verdict.Allowed, verdict.CrawlDelay?.TotalSeconds, verdict.Sitemaps);
    }

    private static byte[] Bytes(string? base64)
    {
        try
        {
            return Convert.FromBase64String(base64 ?? "");
        }
        catch (FormatException malformed)
        {
            throw new JsonException("robots_b64 is no base64", malformed);
        }
    }
}
