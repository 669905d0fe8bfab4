using System.Text.RegularExpressions;

namespace ReputationWatch.Connectors.Discovery;

/// <summary>What a person pastes: an address without a scheme, with white space or a sentence around it, in brackets.</summary>
/// <param name="Url">To be fetched; null when there is no address in it.</param>
/// <param name="IsGuessedSecure">The person named no scheme; https is our guess.</param>
internal sealed partial record PastedAddress(string? Url, bool IsGuessedSecure = false)
{
    private const int MatchTimeout = 1000;

    private static readonly char[] Around = [' ', '\t', '\r', '\n', '<', '>', '"', '\'', '“', '”', '«', '»', '\u00A0'];

    public static PastedAddress Of(string input)
    {
        var text = input.Trim(Around);
        if (FeedScheme().Match(text) is { Success: true } feed)
        {
            // feed://host/… and feed:https://host/…: how browsers once handed feeds to readers.
            text = text[feed.Length..];
            return Of(text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? text : "http://" + text);
        }
        if (Scheme().IsMatch(text))
        {
            return new PastedAddress(text);
        }
        if (WebAddress().Match(text) is { Success: true } inside)
        {
            return new PastedAddress(inside.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '”', '»'));
        }
        return IsHost(text)
            ? new PastedAddress("https://" + text.TrimStart('/'), IsGuessedSecure: true)
            : new PastedAddress(Url: null);
    }

    /// <summary>A place is named: not a mail address, not a text, not another scheme.</summary>
    private static bool IsHost(string text)
    {
        var host = text.TrimStart('/').Split('/', '?', '#')[0];
        return host.Length > 0 && !host.Any(c => c == '@' || char.IsWhiteSpace(c));
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]*://", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Scheme();

    [GeneratedRegex("^feed:(//)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex FeedScheme();

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex WebAddress();
}
