using System.Globalization;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.App.Web.Reading;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Pages.Inbox;

/// <summary>One row of a list of mentions.</summary>
internal sealed record InboxRow
{
    private const int ExcerptLength = 220;

    public required Mention Mention { get; init; }
    public required Case? Case { get; init; }
    public required string SourceName { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required string? Assignee { get; init; }
    public required string Excerpt { get; init; }
    public required IReadOnlyList<TextMark> Marks { get; init; }

    /// <summary>Address of the list with this mention open.</summary>
    public required string Link { get; init; }
    public bool IsShown { get; init; }

    /// <summary>Opens in the pane beside the list; elsewhere it leads to the mention's own page.</summary>
    public bool InPane { get; init; } = true;

    public static InboxRow Of(
        InboxEntry entry,
        Names names,
        TopicHighlighter highlighter,
        QueryMatcher? words,
        string list
    )
    {
        var mention = entry.Mention;
        var source = names.SourceName(mention.SourceId);
        var spans = words is not null
            ? TopicHighlighter.Spans(mention, words, source)
            : mention
                .TopicIds.Select(names.Topic)
                .OfType<Core.Topics.Topic>()
                .SelectMany(t => highlighter.Spans(mention, t, source))
                .ToList();
        var (text, marks) = TextOf(mention, spans);
        return new InboxRow
        {
            Mention = mention,
            Case = entry.Case,
            SourceName = source,
            Topics = [.. mention.TopicIds.Select(names.TopicName)],
            Assignee = names.User(entry.Case?.AssigneeId)?.Name,
            Excerpt = text,
            Marks = marks,
            Link = string.Create(
                CultureInfo.InvariantCulture,
                $"{list}{(list.Contains('?') ? '&' : '?')}mention={mention.Id}"
            ),
        };
    }

    /// <summary>Title and text in one line of reading, with the words found in either.</summary>
    private static (string, IReadOnlyList<TextMark>) TextOf(Mention mention, IReadOnlyList<MatchedSpan> spans)
    {
        var inBody = TopicHighlighter.In(spans, TopicHighlighter.Body);
        if (mention.Title is not { Length: > 0 } title || mention.Text.StartsWith(title, StringComparison.Ordinal))
        {
            return MarkedText.Excerpt(mention.Text, inBody, ExcerptLength);
        }
        const string Joint = " – ";
        var shift = title.Length + Joint.Length;
        IReadOnlyList<TextMark> marks =
        [
            .. TopicHighlighter.In(spans, TopicHighlighter.Title),
            .. inBody.Select(m => m with { Start = m.Start + shift }),
        ];
        return MarkedText.Excerpt(title + Joint + mention.Text, marks, ExcerptLength);
    }
}
