using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Topics;
using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Notifications.Email;

/// <summary>The messages that are about several things: the periodical review, and alerts that had to wait.</summary>
internal static class ReviewComposer
{
    private const int TopicsShown = 12;
    private const int AlertsShown = 25;
    private const int NamesInLead = 3;

    public static MailContent OfDigest(AlertContent.OfDigest content, AlertWords words, TimeZoneInfo zone)
    {
        var report = content.Report;
        var reviews = words.Reviews;
        var facts = FactsOf(report, reviews, zone);
        return new MailContent
        {
            Language = words.Language,
            Subject = reviews.Subject(facts),
            Conversation = $"digest-{report.Period.Name.Split(':')[0]}",
            Headline = Capital(reviews.Headline(facts)),
            Lead = reviews.Lead(facts),
            Figures = reviews.Figures(facts),
            Sections = facts.IsEmpty ? [] : SectionsOf(report, words, zone),
            Said =
                report.Waiting.Count == 0
                    ? null
                    : (
                        reviews.WaitingHeading(report.Unanswered, report.Overdue),
                        [.. report.Waiting.Select(m => MailComposer.QuoteOf(m, words, zone))]
                    ),
            Caution = report.Groups.Sum(g => g.Topics.Count) > 1 ? reviews.CountsForEach : null,
            Buttons =
            [
                new(reviews.OpenOverview, content.OverviewUrl),
                .. report is { Unanswered: > 0, InboxUrl: { } inbox }
                    ? (IEnumerable<MailLink>)[new MailLink(words.OpenInbox, inbox)]
                    : [],
            ],
            Footer = reviews.Footer,
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };
    }

    internal static ReviewFacts FactsOf(DigestReport report, ReviewWords reviews, TimeZoneInfo zone)
    {
        var own = report.Groups.SelectMany(g => g.Topics).Where(t => t.Topic.Kind != TopicKind.Competitor).ToList();
        return new ReviewFacts(
            report.Period.Rhythm,
            TimeZoneInfo.ConvertTime(report.Period.From, zone),
            TimeZoneInfo.ConvertTime(report.Period.To, zone),
            own.Sum(t => t.Now.Total),
            own.Sum(t => t.Now.Negative),
            report.Episodes.Count,
            report.Unanswered,
            report.Overdue,
            Names(ChangeDirection.Rose),
            Names(ChangeDirection.Fell)
        );

        IReadOnlyList<string> Names(ChangeDirection direction)
        {
            var names = own.Where(t => t.Negative == direction).Select(t => Short(t.Topic.Name)).ToList();
            return names.Count <= NamesInLead
                ? names
                : [.. names.Take(NamesInLead), reviews.More(names.Count - NamesInLead)];
        }
    }

    private static List<MailSection> SectionsOf(DigestReport report, AlertWords words, TimeZoneInfo zone)
    {
        List<MailSection> sections = [.. report.Groups.Select(g => GroupOf(g, words.Reviews))];
        if (report.Episodes.Count > 0)
        {
            sections.Insert(
                0,
                new MailSection(
                    words.Reviews.EpisodesHeading,
                    [.. report.Episodes.Select(e => EpisodeOf(e, words.Reviews, zone))]
                )
            );
        }
        return sections;
    }

    private static MailSection GroupOf(DigestGroup group, ReviewWords reviews)
    {
        var spoken = group.Topics.Where(t => t.Now.Total + t.Before.Total > 0).ToList();
        var shown = spoken.Take(TopicsShown).ToList();
        List<string> notes = [];
        if (group.Voices is { Count: > 0 } voices)
        {
            notes.Add(reviews.Voices([.. voices.Select(v => (Short(v.Topic.Topic.Name), v.Share, v.Topic.Now.Total))]));
        }
        if (spoken.Count > shown.Count)
        {
            notes.Add(Capital(reviews.More(spoken.Count - shown.Count)) + ".");
        }
        if (group.Topics.Count > spoken.Count)
        {
            notes.Add(reviews.AllQuiet(group.Topics.Count - spoken.Count));
        }
        return new MailSection(
            group.Name is { } name ? CleanText.Shortened(name, 80) : reviews.OtherTopics,
            [.. shown.Select(t => LineOf(t, reviews))],
            notes.Count == 0 ? null : string.Join(' ', notes)
        );
    }

    private static MailLine LineOf(DigestTopic topic, ReviewWords reviews)
    {
        var rival = topic.Topic.Kind == TopicKind.Competitor;
        var name = Short(topic.Topic.Name);
        var mark = topic.Negative switch
        {
            ChangeDirection.Rose => '▲',
            ChangeDirection.Fell => '▼',
            _ => (char?)null,
        };
        return new MailLine(
            rival ? $"{name} ({reviews.Competitor})" : name,
            reviews.Topic(topic.Now, topic.Before, topic.Negative, topic.All),
            topic.Url,
            rival ? null : mark,
            Bad: topic.Negative == ChangeDirection.Rose
        );
    }

    private static MailLine EpisodeOf(DigestEpisode episode, ReviewWords reviews, TimeZoneInfo zone)
    {
        Episode of = episode.Episode;
        var opened = TimeZoneInfo.ConvertTime(of.OpenedAt, zone);
        var answered = of.AcknowledgedAt is not null || of.Verdict is not null;
        return new MailLine(
            Short(episode.TopicName),
            reviews.EpisodeState(opened, of.ClosedAt - of.OpenedAt, answered),
            episode.Url
        );
    }

    public static MailContent OfBundle(AlertContent.OfBundle content, AlertWords words, TimeZoneInfo zone)
    {
        var reviews = words.Reviews;
        var count = content.Items.Count;
        var subject = reviews.BundleSubject(count, content.Why);
        return new MailContent
        {
            Language = words.Language,
            Subject = subject,
            Conversation = "bundle",
            Headline = subject,
            Lead = reviews.BundleLead(count, content.Why),
            Sections =
            [
                new MailSection(
                    reviews.BundleHeading,
                    [.. content.Items.Take(AlertsShown).Select(i => LineOf(i, words, zone))],
                    count > AlertsShown ? Capital(reviews.More(count - AlertsShown)) + "." : null
                ),
            ],
            Buttons = [new(reviews.OpenAlerts, content.AlertsUrl)],
            Footer = words.Footer(null),
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };
    }

    private static MailLine LineOf(BundledAlert item, AlertWords words, TimeZoneInfo zone)
    {
        var (title, url) = Title(item, words, zone);
        return new MailLine(title, words.When(TimeZoneInfo.ConvertTime(item.Notification.CreatedAt, zone)), url);
    }

    /// <summary>What its own message would have had as its subject.</summary>
    internal static (string Title, Uri? Url) Title(BundledAlert item, AlertWords words, TimeZoneInfo zone)
    {
        var kind = item.Notification.Kind;
        return item.Content switch
        {
            AlertContent.OfEpisode episode => (
                words.Subject(EpisodeFacts.Of(kind, episode, words, zone)),
                episode.EpisodeUrl
            ),
            AlertContent.OfSource source => (
                words.SourceSubject(kind, CleanText.Shortened(source.Source.Name, 120)),
                source.SourceUrl
            ),
            AlertContent.OfSources many => (
                SourceGroupWords.Subject(kind, many, words.Language == "fr"),
                many.SourcesUrl
            ),
            _ => (words.Reviews.Deleted, null),
        };
    }

    private static string Short(string name) => CleanText.Shortened(name, 70);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
