using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Connectors.Urls;
using static ReputationWatch.Connectors.Social.Forms.SocialForms;

namespace ReputationWatch.Connectors.Social.YouTube;

/// <summary>https://developers.google.com/youtube/v3/docs/commentThreads/list: comments of a video, or of all videos of a channel.</summary>
internal static class YouTubeForms
{
    private const string Api = "https://www.googleapis.com/youtube/v3";
    private const string Wanted = "part=snippet,replies&order=time&textFormat=plainText&maxResults=100";
    private static readonly FormField Key = new("key", FieldKind.Secret);

    public static IReadOnlyList<SocialForm> All { get; } =
    [
        new(
            "youtube",
            "video",
            [new("video") { Example = "https://www.youtube.com/watch?v=dQw4w9WgXcQ" }, Key],
            form =>
                form.Checked("video", VideoIn, FieldProblem.NoVideo) is { } video
                    ? $"{Api}/commentThreads?{Wanted}&videoId={video}"
                    : null
        )
        {
            Title = f => $"YouTube – {VideoIn(f.Optional("video") ?? "")}",
            Recognise = url => VideoOf(url) is { } video ? Values(("video", video)) : null,
        },
        new(
            "youtube",
            "channel",
            [new("channel") { Example = "@maison" }, Key],
            form =>
                form.Checked("channel", ChannelIn, FieldProblem.NoChannel) is { } channel
                && (channel[0] == '@' ? form.Id : channel) is { } id
                    ? $"{Api}/commentThreads?{Wanted}&allThreadsRelatedToChannelId={Escape(id)}"
                    : null
        )
        {
            Title = f => $"YouTube – {ChannelIn(f.Optional("channel") ?? "")}",
            Recognise = url => ChannelOf(url) is { } channel ? Values(("channel", channel)) : null,
            Lookup = new FormLookup(
                "channel",
                form =>
                    form.Checked("channel", ChannelIn, FieldProblem.NoChannel) is ['@', ..] handle
                        ? $"{Api}/channels?part=id&forHandle={Escape(handle)}"
                        : null,
                answer => answer.Items("items").FirstOrDefault().Plain("id")
            ),
        },
    ];

    private static string? VideoIn(string text) =>
        text.Contains('/')
            ? WebUrl.Parse(Whole(text)) is { } url
                ? VideoOf(url)
                : null
            : text.Length == 11
                ? Name(text, "_-")
                : null;

    private static string? ChannelIn(string text) =>
        text.Contains('/')
            ? WebUrl.Parse(Whole(text)) is { } url
                ? ChannelOf(url)
                : null
            : text.StartsWith('@')
                ? text.Length > 1 && text[1..].All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '·')
                    ? text
                    : null
                : IsChannelId(text)
                    ? text
                    : null;

    private static string Whole(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;

    private static bool IsChannelId(string text) =>
        text.Length == 24 && text.StartsWith("UC", StringComparison.Ordinal) && Name(text, "_-") is not null;

    private static string? VideoOf(WebUrl url)
    {
        var id =
            url.Host == "youtu.be" ? Parts(url).FirstOrDefault()
            : !IsHost(url, "youtube.com") ? null
            : Parts(url) is ["watch"] ? Parameter(url, "v")
            : Parts(url) is ["shorts" or "live" or "embed", var video, ..] ? video
            : null;
        return id is { Length: 11 } ? Name(id, "_-") : null;
    }

    private static string? ChannelOf(WebUrl url) =>
        !IsHost(url, "youtube.com") ? null
        : Parts(url) is ["channel", var id, ..] && IsChannelId(id) ? id
        : Parts(url) is [['@', _, ..] handle, ..] ? handle
        : null;
}
