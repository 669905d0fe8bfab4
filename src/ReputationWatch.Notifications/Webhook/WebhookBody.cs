using System.Text.Encodings.Web;
using System.Text.Json;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>A notification as JSON, in the shape that the receiver reads.</summary>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ChannelKind shape, Notification notification, AlertContent content, TimeZoneInfo zone)
    {
        var words = AlertWords.For(notification.Language);
        var message = ChatMessage.Of(notification.Kind, content, words, zone);
        object body = shape switch
        {
            ChannelKind.Slack => Slack(message),
            ChannelKind.Mattermost => new { text = Markdown(message) },
            ChannelKind.Teams => Teams(message),
            _ => Generic(notification, content, message),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    private static object Generic(Notification notification, AlertContent content, ChatMessage message) =>
        new
        {
            id = notification.Key,
            type = TypeOf(notification.Kind),
            createdAt = notification.CreatedAt.UtcDateTime,
            language = notification.Language,
            title = message.Title,
            text = message.Text,
            url = message.Url,
            episode = content is AlertContent.OfEpisode e ? EpisodeOf(e, notification.Kind) : null,
            source = content is AlertContent.OfSource s ? SourceOf(s.Source) : null,
            // What had to wait, each as it would have come by itself.
            items = content is AlertContent.OfBundle b ? b.Items.Select(ItemOf) : null,
        };

    private static object ItemOf(BundledAlert item) =>
        new
        {
            id = item.Notification.Key,
            type = TypeOf(item.Notification.Kind),
            createdAt = item.Notification.CreatedAt.UtcDateTime,
            episode = item.Content is AlertContent.OfEpisode e ? EpisodeOf(e, item.Notification.Kind) : null,
            source = item.Content is AlertContent.OfSource s ? SourceOf(s.Source) : null,
        };

    private static object EpisodeOf(AlertContent.OfEpisode content, NotificationKind kind)
    {
        var episode = content.Episode;
        var evidence = kind == NotificationKind.EpisodeOpened ? episode.Evidence : episode.Peak;
        return new
        {
            id = episode.Id,
            topic = new { id = content.Topic.Id, name = content.Topic.Name },
            group = episode.Group,
            openedAt = episode.OpenedAt.UtcDateTime,
            closedAt = episode.ClosedAt?.UtcDateTime,
            signal = evidence.Signal.ToString(),
            windowHours = evidence.WindowHours,
            effective = evidence.Effective,
            expected = evidence.Expected,
            mentions = evidence.Mentions,
            authors = evidence.Authors,
            sources = evidence.Sources,
            stories = evidence.Stories,
            negativeShare = evidence.NegativeShare,
            usualShare = evidence.UsualShare,
            reasons = evidence.Reasons.Select(r => r.ToString()),
            blindSources = content.BlindSources,
            topMentions = content.TopMentions.Select(MentionOf),
        };
    }

    private static object MentionOf(TopMention top) =>
        new
        {
            id = top.Mention.Id,
            url = top.MentionUrl,
            original = top.Mention.Url,
            title = top.Mention.Title,
            text = CleanText.Shortened(top.Mention.Text, 1000),
            author = top.Mention.Author.Name ?? top.Mention.Author.Handle,
            source = top.SourceName,
            publishedAt = top.Mention.PublishedAt.UtcDateTime,
            sentiment = top.Mention.Sentiment.Label.ToString(),
            copies = top.Mention.Copies,
        };

    private static object SourceOf(Source source) =>
        new
        {
            id = source.Id,
            name = source.Name,
            url = source.Url,
            outcome = source.Health.Outcome.ToString(),
            status = source.Health.Status,
            blindSince = source.Health.BlindSince?.UtcDateTime,
        };

    private static string TypeOf(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.EpisodeOpened => "episode.opened",
            NotificationKind.EpisodeEscalated => "episode.escalated",
            NotificationKind.EpisodeClosed => "episode.closed",
            NotificationKind.EpisodeUnanswered => "episode.unanswered",
            NotificationKind.Bundle => "bundle",
            NotificationKind.SourceFailed => "source.failed",
            NotificationKind.SourceRestored => "source.restored",
            _ => "test",
        };

    private static object Slack(ChatMessage message)
    {
        List<object> blocks =
        [
            new { type = "section", text = Mrkdwn($"*{SlackText(message.Title)}*\n{SlackText(message.Text)}") },
            .. message.Quotes.Select(q =>
                (object)new { type = "section", text = Mrkdwn($">{SlackText(q.Text)}\n{SlackText(q.From)}") }
            ),
            new
            {
                type = "actions",
                elements = new[]
                {
                    new
                    {
                        type = "button",
                        url = message.Url,
                        text = new { type = "plain_text", text = message.Action },
                    },
                },
            },
        ];
        return new { text = SlackText(message.Title), blocks };

        static object Mrkdwn(string text) => new { type = "mrkdwn", text };
    }

    // Slack takes these three for mark-up, and nothing else has to be escaped.
    private static string SlackText(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Markdown(ChatMessage message)
    {
        var quotes = string.Concat(message.Quotes.Select(q => $"\n> {Plain(q.Text)}\n> {Plain(q.From)}\n"));
        return $"**{Plain(message.Title)}**\n{Plain(message.Text)}\n{quotes}\n[{message.Action}]({message.Url})";
    }

    // A stranger's text must not mention everybody in the channel, nor be a link that says something else than its target.
    private static string Plain(string text) =>
        string.Concat(
                text.Select(c =>
                    c is '*' or '_' or '[' or ']' or '`' or '~' or '<' or '>' or '|' or '#' ? $"\\{c}" : $"{c}"
                )
            )
            .Replace("@", "@\u200B", StringComparison.Ordinal);

    private static object Teams(ChatMessage message) =>
        new
        {
            type = "message",
            attachments = new[]
            {
                new
                {
                    contentType = "application/vnd.microsoft.card.adaptive",
                    content = new Dictionary<string, object>
                    {
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["type"] = "AdaptiveCard",
                        ["version"] = "1.4",
                        ["fallbackText"] = message.Title,
                        ["body"] = new List<object>
                        {
                            new
                            {
                                type = "TextBlock",
                                text = Plain(message.Title),
                                weight = "bolder",
                                size = "medium",
                                wrap = true,
                            },
                            new
                            {
                                type = "TextBlock",
                                text = Plain(message.Text),
                                wrap = true,
                            },
                        }.Concat(
                            message.Quotes.Select(q =>
                                (object)
                                    new
                                    {
                                        type = "TextBlock",
                                        text = $"{Plain(q.Text)}\n\n{Plain(q.From)}",
                                        wrap = true,
                                        isSubtle = true,
                                    }
                            )
                        ),
                        ["actions"] = new[]
                        {
                            new
                            {
                                type = "Action.OpenUrl",
                                title = message.Action,
                                url = message.Url,
                            },
                        },
                    },
                },
            },
        };
}
