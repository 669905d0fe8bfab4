using System.Text.Json;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Json;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>What an API says when it refuses, in the shapes that the networks use.</summary>
/// <param name="Code">Its word for programs; null when it has none.</param>
/// <param name="Message">Its sentence for people, in its own language, without markup.</param>
/// <param name="WaitSeconds">How long it wants to be left alone, where the body says so.</param>
internal sealed record ApiError(string? Code, string? Message, double? WaitSeconds = null)
{
    public static ApiError None { get; } = new(null, null);

    public static ApiError Read(ErrorAnswer? answer)
    {
        if (answer is null || answer.Body.Length == 0)
        {
            return None;
        }
        using var document = LenientJson.Parse(CharsetDetector.Decode(answer.Body.Span, "utf-8"));
        return document is null ? None : Read(document.RootElement);
    }

    public static ApiError Read(JsonElement root)
    {
        var inner = root.At("error");
        var error =
            inner.ValueKind == JsonValueKind.Object ? Google(inner)
            : root.At("error_id").ValueKind != JsonValueKind.Undefined
                ? Make(root.Plain("error_name"), root.Plain("error_message"))
            : root.At("errors").ValueKind == JsonValueKind.Array ? List(root)
            : Flat(root);
        return error with { WaitSeconds = root.At("extras").Number("wait_seconds") ?? WaitIn(error.Message) };
    }

    /// <summary>{"error":{"code":403,"message":…,"status":…,"errors":[{"reason":…}],"details":[{"reason":…}]}}</summary>
    private static ApiError Google(JsonElement error)
    {
        var reason =
            error.Items("details").Select(d => d.Plain("reason")).FirstOrDefault(r => r is not null)
            ?? error.Items("errors").Select(e => e.Plain("reason")).FirstOrDefault(r => r is not null)
            ?? error.Plain("status");
        return Make(reason, error.Plain("message"));
    }

    /// <summary>X: {"title":…,"detail":…,"errors":[{"message":…}]}; Discourse: {"errors":["…"],"error_type":…}.</summary>
    private static ApiError List(JsonElement root)
    {
        var first = root.Items("errors").FirstOrDefault();
        var message =
            first.ValueKind == JsonValueKind.String ? first.AsText() : first.Plain("message") ?? first.Plain("detail");
        return Make(
            root.Plain("error_type")
                ?? root.Plain("reason")
                ?? first.Plain("reason")
                ?? first.Plain("code")
                ?? root.Plain("title"),
            message ?? root.Plain("detail")
        );
    }

    /// <summary>Mastodon, Bluesky, Reddit, OAuth, Algolia, Trustpilot: members at the top.</summary>
    private static ApiError Flat(JsonElement root)
    {
        var error = root.Plain("error");
        var isNumber = error is not null && error.All(char.IsAsciiDigit);
        return Make(
            root.Plain("reason") ?? (isNumber ? null : error) ?? root.Plain("errorCode") ?? root.Plain("title"),
            root.Plain("error_description")
                ?? root.Plain("message")
                ?? root.Plain("detail")
                ?? root.Plain("details")
                ?? (isNumber ? null : error)
        );
    }

    private static ApiError Make(string? code, string? message)
    {
        var text = message is null
            ? null
            : HtmlText.Collapse(new Markup(message, IsHtml: true, BaseUrl: null).ToPlainText());
        return new ApiError(code, text);
    }

    /// <summary>Stack Exchange: "too many requests from this IP, more requests available in 4000 seconds".</summary>
    private static double? WaitIn(string? message)
    {
        const string Before = "available in ";
        var at = message?.IndexOf(Before, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }
        var digits = new string([.. message![(at + Before.Length)..].TakeWhile(char.IsAsciiDigit).Take(7)]);
        return digits.Length > 0 ? double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
