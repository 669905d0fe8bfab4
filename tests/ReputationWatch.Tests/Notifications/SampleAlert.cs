using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Notifications.Digests;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Notifications;

/// <summary>A bad buzz as the store would give it.</summary>
public static class SampleAlert
{
    public static readonly DateTimeOffset Opened = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

    public static Notification Notification(NotificationKind kind, string language = "fr", long id = 7) =>
        new()
        {
            Id = id,
            Key = $"episode:17:{kind}:email:{id}",
            Kind = kind,
            Notifier = "email",
            Recipient = "camille@hotel.example",
            Language = language,
            SubjectId = 17,
            CreatedAt = Opened,
        };

    public static SpikeEvidence Evidence(SpikeSignal signal = SpikeSignal.NegativeMentions) =>
        new(
            Opened,
            signal,
            Score: 4,
            Strength: 9,
            WindowHours: 2,
            Effective: 28.2,
            Expected: 3.1,
            Mentions: 61,
            Authors: 24,
            Sources: 6,
            Stories: 19,
            NegativeShare: 0.83,
            UsualShare: 0.21,
            TopMentionIds: ["1", "2", "3"],
            BlindSources: [],
            Reasons:
            [
                SpikeReason.AboveUsual,
                SpikeReason.MoreNegative,
                SpikeReason.SeveralWindows,
                SpikeReason.NewVoices,
            ],
            LearningUntil: null
        );

    public static AlertContent.OfEpisode Episode(
        SpikeEvidence? evidence = null,
        string topic = "Hôtel Nestor",
        IReadOnlyList<TopMention>? mentions = null,
        IReadOnlyList<string>? blind = null,
        string? group = null
    ) =>
        new(
            new Episode
            {
                Id = 17,
                TopicId = 3,
                Group = group,
                OpenedAt = Opened,
                ClosedAt = Opened.AddHours(14),
                Evidence = evidence ?? Evidence(),
                Peak = (evidence ?? Evidence()) with { Effective = 74, Expected = 3.4 },
                Tracker = new OpenEpisode(Opened, Opened, 4, 4, Opened),
            },
            new Topic
            {
                Id = 3,
                Name = topic,
                Kind = TopicKind.Brand,
                Query = "nestor",
                CreatedAt = Opened.AddDays(-90),
            },
            Chart(),
            mentions ?? Mentions(),
            blind ?? ["Radio Cime"],
            new Uri("https://watch.example/alerts/17"),
            new Uri("https://watch.example/inbox?topic=3&status=new"),
            new Uri("https://watch.example/settings")
        );

    /// <summary>As it goes to a person who may act: with links that are written to them.</summary>
    public static AlertContent.OfEpisode ToWhoMayAct(AlertContent.OfEpisode episode) =>
        episode with
        {
            TakeUrl = new Uri("https://watch.example/alerts/act/AQEAAAAAAAAAEQAAAAAAAAAC"),
            FalseAlarmUrl = new Uri("https://watch.example/alerts/act/AQIAAAAAAAAAEQAAAAAAAAAC"),
        };

    public static AlertContent.OfSources Sources() =>
        new(
            [Source().Source],
            7,
            24,
            new Uri("https://watch.example/sources"),
            new Uri("https://watch.example/settings")
        );

    public static AlertContent.OfSource Source(CheckOutcome outcome = CheckOutcome.Forbidden, int? status = 403) =>
        new(
            new Source
            {
                Id = 5,
                Name = "Radio Cime",
                Url = "https://cime.example/feed.xml",
                Connector = "feed",
                CreatedAt = Opened.AddDays(-30),
                Health = new Core.Sources.SourceHealth
                {
                    Outcome = outcome,
                    Status = status,
                    BlindSince = Opened.AddHours(-5),
                    LastCheckedAt = Opened,
                    NextCheckAt = Opened.AddHours(1),
                },
            },
            new Uri("https://watch.example/sources/5"),
            new Uri("https://watch.example/settings")
        );

    public static AlertContent.OfBundle Bundle(
        DeliveryHold why = DeliveryHold.QuietHours,
        string topic = "Hôtel Nestor"
    ) =>
        new(
            [
                new(Notification(NotificationKind.EpisodeOpened), Episode(topic: topic)),
                new(Notification(NotificationKind.EpisodeEscalated, id: 8), Episode(topic: topic)),
                new(Notification(NotificationKind.SourceFailed, id: 9), Source()),
                new(Notification(NotificationKind.EpisodeOpened, id: 10), null),
            ],
            why,
            new Uri("https://watch.example/alerts"),
            new Uri("https://watch.example/preferences")
        );

    public static AlertContent.OfDigest Digest(
        DigestRhythm rhythm = DigestRhythm.Daily,
        bool empty = false,
        string topic = "Hôtel Nestor"
    ) =>
        new(
            new DigestReport
            {
                Period = DigestPeriod.Of(rhythm, new DateOnly(2026, 11, 21), new TimeOnly(8, 0), TimeZoneInfo.Utc),
                Groups = empty
                    ? []
                    :
                    [
                        new DigestGroup(
                            "Hôtels",
                            [
                                Topic(3, topic, TopicKind.Brand, (128, 31), (96, 9)),
                                Topic(4, "Restaurant Le Phare", TopicKind.Service, (14, 4), (9, 1)),
                                Topic(5, "Hôtel des Cimes", TopicKind.Competitor, (113, 12), (120, 30)),
                                Topic(6, "Spa Nestor", TopicKind.Service, (0, 0), (0, 0)),
                            ]
                        ),
                        new DigestGroup(null, [Topic(7, "Recrutement", TopicKind.Theme, (22, 2), (41, 19))]),
                    ],
                Episodes = empty
                    ? []
                    :
                    [
                        new DigestEpisode(Episode().Episode, topic, new Uri("https://watch.example/alerts/17")),
                        new DigestEpisode(
                            Episode().Episode with
                            {
                                Id = 18,
                                ClosedAt = null,
                                AcknowledgedAt = Opened,
                            },
                            "Restaurant Le Phare",
                            new Uri("https://watch.example/alerts/18")
                        ),
                    ],
                Unanswered = empty ? 0 : 4,
                Overdue = empty ? 0 : 1,
                Waiting = empty ? [] : Mentions(),
                InboxUrl = new Uri("https://watch.example/inbox"),
                WantedEmpty = true,
            },
            new Uri("https://watch.example/"),
            new Uri("https://watch.example/preferences")
        );

    private static DigestTopic Topic(
        long id,
        string name,
        TopicKind kind,
        (long All, long Negative) now,
        (long All, long Negative) before
    ) =>
        new(
            new Topic
            {
                Id = id,
                Name = name,
                Kind = kind,
                Group = "Hôtels",
                Query = name,
                CreatedAt = Opened,
            },
            new MentionCounts { Negative = now.Negative, Neutral = now.All - now.Negative },
            new MentionCounts { Negative = before.Negative, Neutral = before.All - before.Negative },
            new Uri($"https://watch.example/trends?topic={id}")
        );

    public static List<TopMention> Mentions() =>
        [
            Top(
                1,
                "L'Hôtel Nestor de Lyon : des punaises de lit filmées par une cliente",
                "La vidéo d'une cliente montrant un matelas infesté de punaises de lit a été vue des milliers de fois en quelques minutes. Interpellée par des dizaines d'internautes en colère, la direction n'avait toujours pas réagi à l'heure où nous écrivons ces lignes, et le standard sonne dans le vide depuis ce matin selon plusieurs clients.",
                "Le Quotidien des Rives",
                "Ursula Vernay",
                4
            ),
            Top(
                2,
                null,
                "Mon dermatologue a éclaté de rire quand j'ai dit moustiques. Merci <b>Nestor</b> & Cie 🙄",
                "Piaf",
                "lac36",
                0
            ),
            Top(3, null, "Cancelling my June stay. Bed bugs, seriously?", "Chirrup", null, 1),
        ];

    public static TopMention Top(long id, string? title, string text, string source, string? author, int copies) =>
        new(
            new Mention
            {
                Id = id,
                Kind = MentionKind.Post,
                SourceId = 1,
                Site = source,
                Title = title,
                Text = text,
                Language = "fr",
                Author = new Author(author ?? "", author, null, null),
                PublishedAt = Opened.AddMinutes(-id * 11),
                Dated = true,
                SeenAt = Opened,
                Reach = id == 2 ? 21400 : null,
                Copies = copies,
                Sentiment = new MentionSentiment
                {
                    Label = id == 3 ? SentimentLabel.Neutral : SentimentLabel.Negative,
                    Negative = 0.9,
                    Neutral = 0.07,
                    Positive = 0.03,
                    Score10 = 1,
                    Nps = NpsClass.Detractor,
                    NpsBasis = NpsBasis.Inferred,
                    ModelVersion = "1",
                },
            },
            source,
            new Uri($"https://watch.example/mentions/{id}")
        );

    private static List<CountBucket> Chart()
    {
        var hours = new List<CountBucket>();
        var first = Opened.AddMinutes(-5).AddHours(-72);
        for (var i = 0; i <= 72; i++)
        {
            var at = first.AddHours(i);
            var day = Math.Sin((at.Hour - 7) / 24.0 * 2 * Math.PI);
            var negative =
                i == 72 ? 17
                : i == 71 ? 11
                : (long)Math.Max(0, Math.Round(1 + day + i * 7 % 5 % 3 - 1));
            hours.Add(
                new CountBucket(
                    at,
                    new MentionCounts
                    {
                        Negative = negative,
                        Neutral = 2,
                        Positive = (long)(3 + 2 * day),
                    }
                )
            );
        }
        hours.RemoveAt(20); // The store leaves out hours without mentions.
        return hours;
    }
}
