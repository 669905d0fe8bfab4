using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Mentions;

/// <summary>Everything the pane of one mention shows.</summary>
internal sealed record MentionView
{
    public required Mention Mention { get; init; }
    public required Case? Case { get; init; }
    public required string SourceName { get; init; }
    public required IReadOnlyList<TextMark> TitleMarks { get; init; }
    public required IReadOnlyList<TextMark> TextMarks { get; init; }
    public required IReadOnlyList<MatchReason> Reasons { get; init; }
    public required TintedText Tinted { get; init; }
    public required IReadOnlyList<CaseEvent> Events { get; init; }
    public required IReadOnlyList<Mention> Story { get; init; }
    public required IReadOnlyList<User> People { get; init; }

    /// <summary>Address of the list beside it; null on the mention's own page.</summary>
    public string? List { get; init; }
}

/// <param name="Words">The words found, each once; empty when only filters matched.</param>
internal sealed record MatchReason(Topic Topic, IReadOnlyList<string> Words);

/// <param name="Text">What the model read, cut to a readable length.</param>
internal sealed record TintedText(string Text, IReadOnlyList<TextMark> Tints);

/// <summary>Gathers what is known of one mention.</summary>
internal sealed class MentionReader(
    IMentionStore mentions,
    ICaseStore cases,
    Names names,
    TopicHighlighter highlighter,
    IServiceProvider services
)
{
    private const int StoryShown = 12;
    private const int WordsShown = 8;

    public async Task<MentionView?> ReadAsync(long id, CancellationToken cancel)
    {
        if (await mentions.FindAsync(id, cancel) is not { } mention)
        {
            return null;
        }
        await names.LoadAsync(cancel);
        var source = names.SourceName(mention.SourceId);
        var topics = mention.TopicIds.Select(names.Topic).OfType<Topic>().ToList();
        var spans = topics.ConvertAll(t => (Topic: t, Spans: highlighter.Spans(mention, t, source)));
        var all = spans.SelectMany(s => s.Spans).ToList();
        return new MentionView
        {
            Mention = mention,
            Case = (await cases.FindManyAsync([id], cancel)).GetValueOrDefault(id),
            SourceName = source,
            TitleMarks = TopicHighlighter.In(all, TopicHighlighter.Title),
            TextMarks = TopicHighlighter.In(all, TopicHighlighter.Body),
            Reasons = spans.ConvertAll(s => new MatchReason(s.Topic, WordsOf(mention, s.Spans))),
            Tinted = Tint(mention),
            Events = await cases.EventsAsync(id, cancel),
            Story = await StoryAsync(mention, cancel),
            People = [.. names.Users.Where(u => u.Enabled && u.Role >= UserRole.Manager).OrderBy(u => u.Name)],
        };
    }

    private async Task<IReadOnlyList<Mention>> StoryAsync(Mention mention, CancellationToken cancel)
    {
        var story = await mentions.StoryAsync(mention.StoryId, StoryShown + 1, cancel);
        return [.. story.Where(m => m.Id != mention.Id).Take(StoryShown)];
    }

    private static IReadOnlyList<string> WordsOf(Mention mention, IReadOnlyList<Core.Matching.MatchedSpan> spans) =>
        [
            .. spans
                .Select(s =>
                    s.Field == TopicHighlighter.Title ? Cut(mention.Title ?? "", s)
                    : s.Field == TopicHighlighter.Body ? Cut(mention.Text, s)
                    : ""
                )
                .Where(w => w.Length > 0)
                .Distinct(StringComparer.CurrentCultureIgnoreCase)
                .Take(WordsShown),
        ];

    private static string Cut(string text, Core.Matching.MatchedSpan span) =>
        span.Start + span.Length <= text.Length ? text.Substring(span.Start, span.Length) : "";

    /// <summary>The page stands also when the model's file is missing; then nothing is tinted.</summary>
    private TintedText Tint(Mention mention)
    {
        var text = mention.Title is null ? mention.Text : $"{mention.Title}\n{mention.Text}";
        try
        {
            var model = services.GetRequiredService<ModelInUse>().Current;
            var explained = model.Explain(text, mention.Language, SentimentScorer.ChannelOf(mention.Kind));
            return Tints.Of(text, explained.Words);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or InvalidOperationException)
        {
            return new TintedText("", []);
        }
    }
}
