using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Notifications.Words;

/// <summary>The few words that fit into a chat.</summary>
internal sealed record ChatMessage(
    string Title,
    string Text,
    Uri Url,
    string Action,
    IReadOnlyList<(string Text, string From)> Quotes
)
{
    private const int MostQuotes = 3;
    private const int MostItems = 10;
    private const int QuoteLength = 240;

    public static ChatMessage Of(NotificationKind kind, AlertContent content, AlertWords words, TimeZoneInfo zone) =>
        content switch
        {
            AlertContent.OfEpisode episode => OfEpisode(EpisodeFacts.Of(kind, episode, words, zone), episode, words),
            AlertContent.OfSource { Source: var source } of => new ChatMessage(
                words.SourceSubject(kind, CleanText.Of(source.Name)),
                kind == NotificationKind.SourceFailed
                    ? words.Trouble(source.Health.Outcome, source.Health.Status)
                    : words.SourceLead(kind, CleanText.Of(source.Name), null),
                of.SourceUrl,
                words.OpenSource,
                []
            ),
            AlertContent.OfSources many => new ChatMessage(
                SourceGroupWords.Subject(kind, many, words.Language == "fr"),
                SourceGroupWords.Lead(kind, many, words.Language == "fr"),
                many.SourcesUrl,
                SourceGroupWords.Open(words.Language == "fr"),
                []
            ),
            AlertContent.OfTest test => new ChatMessage(
                words.TestSubject,
                words.TestLead,
                test.SettingsUrl,
                words.OpenSettings,
                []
            ),
            AlertContent.OfBundle bundle => new ChatMessage(
                words.Reviews.BundleSubject(bundle.Items.Count, bundle.Why),
                string.Join(
                    "\n",
                    bundle.Items.Take(MostItems).Select(i => "• " + ReviewComposer.Title(i, words, zone).Title)
                ),
                bundle.AlertsUrl,
                words.Reviews.OpenAlerts,
                []
            ),
            AlertContent.OfDigest digest => OfDigest(digest, words, zone),
            _ => throw new ArgumentOutOfRangeException(nameof(content)),
        };

    private static ChatMessage OfDigest(AlertContent.OfDigest digest, AlertWords words, TimeZoneInfo zone)
    {
        var facts = ReviewComposer.FactsOf(digest.Report, words.Reviews, zone);
        return new ChatMessage(
            words.Reviews.Subject(facts),
            words.Reviews.Lead(facts),
            digest.OverviewUrl,
            words.Reviews.OpenOverview,
            []
        );
    }

    private static ChatMessage OfEpisode(EpisodeFacts facts, AlertContent.OfEpisode content, AlertWords words) =>
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
