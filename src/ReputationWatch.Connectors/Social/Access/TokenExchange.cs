using System.Net;
using System.Text;
using System.Text.Json;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Connectors.Social.Access;

/// <summary>How a network gives a token of some hours for keys that last.</summary>
/// <param name="Address">Where it is asked for.</param>
/// <param name="Request">What is asked, from the keys by name; null when there are none to exchange.</param>
internal sealed record TokenExchange(string Address, Func<Func<string, string?>, TokenRequest?> Request)
{
    /// <summary>RFC 6749, 4.4, as Reddit wants it: the application signs in with Basic and gets a token of its own.</summary>
    public static TokenExchange Reddit { get; } =
        new(
            "https://www.reddit.com/api/v1/access_token",
            key =>
                key("client_id") is { } id && key("client_secret") is { } secret
                    ? TokenRequest.Form(
                        [("grant_type", "client_credentials")],
                        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))
                    )
                    : null
        );

    /// <summary>RFC 6749, 6: a refresh token that the owner of the business gave once.</summary>
    public static TokenExchange Google { get; } =
        new(
            "https://oauth2.googleapis.com/token",
            key =>
                key("client_id") is { } id && key("client_secret") is { } secret && key("refresh_token") is { } refresh
                    ? TokenRequest.Form(
                        [
                            ("grant_type", "refresh_token"),
                            ("client_id", id),
                            ("client_secret", secret),
                            ("refresh_token", refresh),
                        ],
                        authorization: null
                    )
                    : null
        );

    /// <summary>com.atproto.server.createSession with an app password.</summary>
    public static TokenExchange Bluesky { get; } =
        new(
            "https://bsky.social/xrpc/com.atproto.server.createSession",
            key =>
                key("identifier") is { } identifier && key("password") is { } password
                    ? TokenRequest.Json(new { identifier = identifier.TrimStart('@'), password })
                    : null
        );
}

internal sealed record TokenRequest(FetchBody Body, string? Authorization)
{
    public static TokenRequest Form(IEnumerable<(string Name, string Value)> fields, string? authorization)
    {
        var text = string.Join('&', fields.Select(f => $"{f.Name}={WebUtility.UrlEncode(f.Value)}"));
        return new(new FetchBody(Encoding.UTF8.GetBytes(text), "application/x-www-form-urlencoded"), authorization);
    }

    public static TokenRequest Json<T>(T value) =>
        new(new FetchBody(JsonSerializer.SerializeToUtf8Bytes(value), "application/json"), Authorization: null);

    public FetchRequest ToRequest(string address)
    {
        var request = new FetchRequest(address)
        {
            Accept = "application/json",
            ObeyRobots = false,
            KeepErrorBody = true,
            Body = Body,
        };
        return Authorization is null
            ? request
            : request with
            {
                Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Authorization"] = Authorization,
                },
            };
    }
}
