using System.Text.Encodings.Web;
using System.Text.Json;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Webhook;

/// <summary>A notification as JSON, in the shape that the receiver reads.</summary>
internal static class WebhookBody
{
    private const int MostQuotes = 3;
    private const int QuoteLength = 240;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(WebhookShape shape, Notification notification, AlertContent content, TimeZoneInfo zone)
    {
        var words = AlertWords.For(notification.Language);
        var message = Message.Of(notification.Kind, content, words, zone);
        object body = shape switch
        {
            WebhookShape.Slack => Slack(message),
            WebhookShape.Mattermost => new { text = Markdown(message) },
            WebhookShape.Teams => Teams(message),
            _ => Generic(notification, content, message),
        };
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    private static object Generic(Notification notification, AlertContent content, Message message) =>
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
        };

    private static object EpisodeOf(AlertContent.OfEpisode content, NotificationKind kind)
    {
        var episode = content.Episode;
        var evidence = kind == NotificationKind.EpisodeOpened ? episode.Evidence : episode.Peak;
        return new
        {
            id = episode.Id,
            topic = new { id = content.Topic.Id, name = content.Topic.Name },
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
            NotificationKind.SourceFailed => "source.failed",
            NotificationKind.SourceRestored => "source.restored",
            _ => "test",
        };

    private static object Slack(Message message)
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

    private static string Markdown(Message message)
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

    private static object Teams(Message message) =>
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

    /// <summary>The few words that fit into a chat.</summary>
    private sealed record Message(
        string Title,
        string Text,
        Uri Url,
        string Action,
        IReadOnlyList<(string Text, string From)> Quotes
    )
    {
        public static Message Of(NotificationKind kind, AlertContent content, AlertWords words, TimeZoneInfo zone) =>
            content switch
            {
                AlertContent.OfEpisode episode => OfEpisode(EpisodeFacts.Of(kind, episode, zone), episode, words),
                AlertContent.OfSource { Source: var source } of => new Message(
                    words.SourceSubject(kind, CleanText.Of(source.Name)),
                    kind == NotificationKind.SourceFailed
                        ? words.Trouble(source.Health.Outcome, source.Health.Status)
                        : words.SourceLead(kind, CleanText.Of(source.Name), null),
                    of.SourceUrl,
                    words.OpenSource,
                    []
                ),
                AlertContent.OfTest test => new Message(
                    words.TestSubject,
                    words.TestLead,
                    test.SettingsUrl,
                    words.OpenSettings,
                    []
                ),
                _ => throw new ArgumentOutOfRangeException(nameof(content)),
            };

        private static Message OfEpisode(EpisodeFacts facts, AlertContent.OfEpisode content, AlertWords words) =>
            new(
                words.Subject(facts),
                words.Lead(facts),
                content.EpisodeUrl,
                words.OpenEpisode,
                [
                    .. content
                        .TopMentions.Take(MostQuotes)
                        .Select(m =>
                            (
                                CleanText.Shortened(m.Mention.Text, QuoteLength),
                                $"{CleanText.Shortened(m.Mention.Author.Name ?? words.Anonymous, 50)} · {CleanText.Shortened(m.SourceName, 50)}"
                            )
                        ),
                ]
            );
    }
}
