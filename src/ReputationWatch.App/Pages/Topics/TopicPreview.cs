using System.Diagnostics;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Search;

namespace ReputationWatch.App.Pages.Topics;

/// <summary>What a query would have matched among what is kept.</summary>
/// <param name="Looked">How many items were tried.</param>
/// <param name="Complete">False when the time for a preview ran out before all were tried.</param>
internal sealed record PreviewResult(
    int Matched,
    int Looked,
    bool Complete,
    DateTimeOffset Since,
    IReadOnlyList<PreviewItem> Items
);

internal sealed record PreviewItem(
    string? Title,
    string Site,
    DateTimeOffset PublishedAt,
    string Excerpt,
    IReadOnlyList<TextMark> Marks,
    bool IsNew
);

/// <summary>Tries a query on the items of the last weeks, mentions and unmatched ones alike.</summary>
internal sealed class TopicPreview(IMentionStore mentions, Intake intake, TimeProvider clock)
{
    private const int ItemsShown = 12;
    private const int MostLooked = 50_000;
    private const int ExcerptLength = 220;
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<PreviewResult> RunAsync(Query query, Query? exclude, Query? context, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - Window;
        var wanted = new QueryMatcher(query);
        var unwanted = exclude is null ? null : new QueryMatcher(exclude);
        var needed = context is null ? null : new QueryMatcher(context);
        var shown = new List<PreviewItem>();
        int looked = 0,
            matched = 0;
        var asksSentiment = SearchQuery.AskSentiment(query, exclude, context);
        var started = Stopwatch.GetTimestamp();
        await foreach (var kept in mentions.KeptItemsAsync(since, cancel))
        {
            if (looked >= MostLooked || Stopwatch.GetElapsedTime(started) > Patience)
            {
                return new PreviewResult(matched, looked, false, since, shown);
            }
            looked++;
            var document = intake.DocumentOf(kept, asksSentiment);
            if (!wanted.Matches(document) || needed?.Matches(document) == false || unwanted?.Matches(document) == true)
            {
                continue;
            }
            matched++;
            if (shown.Count < ItemsShown)
            {
                shown.Add(ItemOf(kept, wanted.Highlights(document)));
            }
        }
        return new PreviewResult(matched, looked, true, since, shown);
    }

    private static PreviewItem ItemOf(KeptItem kept, IReadOnlyList<MatchedSpan> spans)
    {
        var (text, marks) = MarkedText.Excerpt(
            kept.Item.Text,
            TopicHighlighter.In(spans, TopicHighlighter.Body),
            ExcerptLength
        );
        return new PreviewItem(
            kept.Item.Title,
            Addresses.SiteOf(kept.Site, kept.SourceName),
            kept.PublishedAt,
            text,
            marks,
            kept.MentionId is null
        );
    }
}
