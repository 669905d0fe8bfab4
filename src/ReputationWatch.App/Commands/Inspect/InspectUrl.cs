using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReputationWatch.Connectors.Urls;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Commands.Inspect;

/// <summary><c>inspect url</c>: how addresses are resolved, and by which key two of them are one page.</summary>
internal static class InspectUrl
{
    public static Command Create() =>
        new Command(
            "url",
            "Resolve an address as browsers do, or show the key by which pages are told apart."
        ).WithBatch<Question, object>(Answer);

    public sealed record Question(
        JsonElement Id,
        string? Kind,
        [property: JsonConverter(typeof(LenientString))] string? Url,
        [property: JsonConverter(typeof(LenientString))] string? Input,
        [property: JsonConverter(typeof(LenientString))] string? Base
    );

    public sealed record Resolved(JsonElement Id, string? Href);

    public sealed record Keyed(JsonElement Id, string Key);

    /// <summary>Read by the URL Standard first, so that spellings which browsers hold equal get one key.</summary>
    private static string KeyOf(string url) =>
        CanonicalUrl.Of(WebUrl.Parse(url) is { IsHttp: true } parsed ? parsed.Href : url);

    private static object Answer(Question question) =>
        question.Kind switch
        {
            "key" => new Keyed(question.Id, KeyOf(question.Url ?? "")),
            "resolve" => new Resolved(question.Id, WebUrl.Resolve(question.Input, question.Base)),
            _ => throw new JsonException("kind must be key or resolve"),
        };
}
