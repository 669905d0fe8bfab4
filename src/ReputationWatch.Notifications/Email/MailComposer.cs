using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Notifications.Email.Chart;
using ReputationWatch.Notifications.Words;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Notifications.Email;

/// <summary>Turns what is known into the parts of a message, in the reader's language and time zone.</summary>
internal static class MailComposer
{
    private const int Quotes = 4;
    private const int QuoteLength = 280;
    private const int HoursInWords = 6;

    public static AlertMail Compose(NotificationKind kind, AlertContent content, string language, TimeZoneInfo zone)
    {
        var words = AlertWords.For(language);
        var parts = content switch
        {
            AlertContent.OfEpisode episode => OfEpisode(kind, episode, words, zone),
            AlertContent.OfSource source => OfSource(kind, source, words, zone),
            AlertContent.OfSources many => OfSources(kind, many, words),
            AlertContent.OfTest test => OfTest(test, words),
            AlertContent.OfBundle bundle => ReviewComposer.OfBundle(bundle, words, zone),
            AlertContent.OfDigest digest => ReviewComposer.OfDigest(digest, words, zone),
            _ => throw new ArgumentOutOfRangeException(nameof(content)),
        };
        return new AlertMail(
            CleanText.Of(parts.Subject),
            MailHtml.Render(parts),
            MailText.Render(parts),
            parts.Chart?.Png,
            parts.Conversation
        );
    }

    private static MailContent OfEpisode(
        NotificationKind kind,
        AlertContent.OfEpisode content,
        AlertWords words,
        TimeZoneInfo zone
    )
    {
        var facts = EpisodeFacts.Of(kind, content, words, zone);
        var reasons = facts.Reasons.Distinct().Select(r => words.Reason(r, facts)).OfType<string>().ToList();
        if (facts.Carrier is { } carrier)
        {
            reasons.Insert(0, words.Carrier(carrier));
        }
        var closed = kind == NotificationKind.EpisodeClosed;
        return new MailContent
        {
            Language = words.Language,
            Subject = words.Subject(facts),
            Conversation = $"episode-{content.Episode.Id}",
            Topic = facts.Topic,
            Headline = words.Headline(facts),
            Bad = !closed && facts.Signal != SpikeSignal.AllMentions,
            Lead = words.Lead(facts),
            Figures = words.Figures(facts),
            Chart = ChartOf(content, facts, words, zone),
            Reasons = closed || reasons.Count == 0 ? null : (words.WhyHeading, reasons),
            Said =
                content.TopMentions.Count == 0
                    ? null
                    : (words.SaidHeading, [.. content.TopMentions.Take(Quotes).Select(m => QuoteOf(m, words, zone))]),
            Caution =
                content.BlindSources.Count == 0
                    ? null
                    : words.Blind([.. content.BlindSources.Select(s => CleanText.Shortened(s, 60))]),
            Buttons = ButtonsOf(kind, content, words),
            Footer = words.Footer(facts.Topic),
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };
    }

    /// <summary>Open, I take it, False alarm; who cannot act, or need not any more, gets the way to the mentions.</summary>
    private static IReadOnlyList<MailLink> ButtonsOf(
        NotificationKind kind,
        AlertContent.OfEpisode content,
        AlertWords words
    )
    {
        var open = new MailLink(words.OpenEpisode, content.EpisodeUrl);
        return kind != NotificationKind.EpisodeClosed && content is { TakeUrl: { } take, FalseAlarmUrl: { } wrong }
            ? [open, new(words.TakeEpisode, take), new(words.FalseAlarm, wrong)]
            : [open, new(words.OpenInbox, content.InboxUrl)];
    }

    private static MailChart ChartOf(
        AlertContent.OfEpisode content,
        EpisodeFacts facts,
        AlertWords words,
        TimeZoneInfo zone
    )
    {
        var opened = content.Episode.OpenedAt;
        var bars = EpisodeChart.Bars(content.Chart, facts.Signal, opened);
        // A dip is judged by shares; in counts nothing but the volume could be called usual.
        var usual = facts.Signal == SpikeSignal.SentimentDip ? 0 : facts.Expected / facts.WindowHours;
        var last = bars.TakeLast(HoursInWords)
            .Select(b => facts.Signal == SpikeSignal.NegativeMentions ? b.Negative : b.Negative + b.Other)
            .ToList();
        return new MailChart(
            words.ChartHeading(facts.Signal),
            facts.Carrier is null
                ? words.ChartCaption(facts.Signal)
                : $"{words.ChartCaption(facts.Signal)} {words.CountsForEach}",
            words.ChartText(facts.Signal, last, usual),
            EpisodeChart.Draw(bars, usual, opened, zone)
        );
    }

    internal static MailQuote QuoteOf(TopMention top, AlertWords words, TimeZoneInfo zone)
    {
        var mention = top.Mention;
        var label = mention.Sentiment.Label;
        var author = CleanText.Shortened(mention.Author.Name ?? mention.Author.Handle, 50);
        List<string> details =
        [
            author.Length > 0 ? CleanText.Apart(author) : words.Anonymous,
            CleanText.Apart(CleanText.Shortened(top.SourceName, 50)),
            words.When(TimeZoneInfo.ConvertTime(mention.PublishedAt, zone)),
        ];
        if (mention.Reach is > 0 and { } reach)
        {
            details.Add(words.Reach(reach));
        }
        if (mention.Copies > 0)
        {
            details.Add(words.Copies(mention.Copies));
        }
        return new MailQuote(
            mention.Title is { Length: > 0 } title ? CleanText.Shortened(title, 120) : null,
            CleanText.Shortened(mention.Text, QuoteLength),
            Mark(label),
            words.Sentiment(label),
            string.Join(" · ", details),
            top.MentionUrl
        );
    }

    private static MailContent OfSource(
        NotificationKind kind,
        AlertContent.OfSource content,
        AlertWords words,
        TimeZoneInfo zone
    )
    {
        var name = CleanText.Shortened(content.Source.Name, 120);
        var health = content.Source.Health;
        var failed = kind == NotificationKind.SourceFailed;
        DateTimeOffset? since = health.BlindSince is { } blind ? TimeZoneInfo.ConvertTime(blind, zone) : null;
        var subject = words.SourceSubject(kind, name);
        return new MailContent
        {
            Language = words.Language,
            Subject = subject,
            Conversation = $"source-{content.Source.Id}",
            Headline = subject,
            Lead = failed
                ? $"{words.SourceLead(kind, name, since)} {words.Trouble(health.Outcome, health.Status)}"
                : words.SourceLead(kind, name, since),
            Caution =
                failed && health.NextCheckAt > health.LastCheckedAt
                    ? words.NextTry(TimeZoneInfo.ConvertTime(health.NextCheckAt, zone))
                    : null,
            Buttons = [new(words.OpenSource, content.SourceUrl)],
            Footer = words.Footer(null),
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };
    }

    private static MailContent OfSources(NotificationKind kind, AlertContent.OfSources content, AlertWords words)
    {
        var french = words.Language == "fr";
        var subject = SourceGroupWords.Subject(kind, content, french);
        return new MailContent
        {
            Language = words.Language,
            Subject = subject,
            Conversation = "sources",
            Headline = subject,
            Lead = SourceGroupWords.Lead(kind, content, french),
            Buttons = [new(SourceGroupWords.Open(french), content.SourcesUrl)],
            Footer = words.Footer(null),
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };
    }

    private static MailContent OfTest(AlertContent.OfTest content, AlertWords words) =>
        new()
        {
            Language = words.Language,
            Subject = words.TestSubject,
            Conversation = "test",
            Headline = words.TestSubject,
            Lead = words.TestLead,
            Buttons = [new(words.OpenSettings, content.SettingsUrl)],
            Footer = words.Footer(null),
            ChangeIt = new MailLink(words.ChangeIt, content.SettingsUrl),
        };

    private static char Mark(SentimentLabel label) =>
        label switch
        {
            SentimentLabel.Negative => '▼',
            SentimentLabel.Positive => '▲',
            _ => '●',
        };
}
