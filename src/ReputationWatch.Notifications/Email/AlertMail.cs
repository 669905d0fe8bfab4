namespace ReputationWatch.Notifications.Email;

/// <summary>A message ready to leave: two forms of the same words, and a picture for the first.</summary>
/// <param name="Html">Refers to the chart as <c>cid:</c><see cref="ChartId"/>.</param>
/// <param name="Text">Stands alone: it says everything that the HTML says.</param>
/// <param name="Conversation">Mails of one conversation share it, so that mail programs put them together.</param>
internal sealed record AlertMail(string Subject, string Html, string Text, byte[]? Chart, string Conversation)
{
    public const string ChartId = "chart@reputationwatch";
}

/// <summary>The parts of a message before it becomes HTML and text; each part is said in both.</summary>
internal sealed record MailContent
{
    public required string Language { get; init; }
    public required string Subject { get; init; }
    public required string Conversation { get; init; }

    /// <summary>Small line above the headline: what it is about.</summary>
    public string? Topic { get; init; }
    public required string Headline { get; init; }

    /// <summary>Whether the headline is bad news, and so set in the colour of the negative.</summary>
    public bool Bad { get; init; }
    public required string Lead { get; init; }
    public IReadOnlyList<(string Figure, string Label)> Figures { get; init; } = [];
    public MailChart? Chart { get; init; }
    public (string Heading, IReadOnlyList<string> Sentences)? Reasons { get; init; }
    public (string Heading, IReadOnlyList<MailQuote> Quotes)? Said { get; init; }

    /// <summary>Lists under headings: what a review is made of.</summary>
    public IReadOnlyList<MailSection> Sections { get; init; } = [];

    /// <summary>Set apart at the end: something the reader must know to judge the figures.</summary>
    public string? Caution { get; init; }

    /// <summary>Three at most; the first is the main one.</summary>
    public required IReadOnlyList<MailLink> Buttons { get; init; }
    public required string Footer { get; init; }
    public required MailLink ChangeIt { get; init; }
}

internal sealed record MailLink(string Text, Uri Url);

/// <param name="Description">What it shows, in words: the alternative text, and the text part's chart.</param>
internal sealed record MailChart(string Heading, string Caption, string Description, byte[] Png);

/// <param name="Mark">▼ ● ▲ with the word of the sentiment beside it: never colour alone.</param>
internal sealed record MailQuote(string? Title, string Text, char Mark, string Sentiment, string Details, Uri Url);

/// <param name="Note">A line under the list.</param>
internal sealed record MailSection(string Heading, IReadOnlyList<MailLine> Lines, string? Note = null);

/// <param name="Mark">▲ where something rose, ▼ where it fell; null: neither.</param>
/// <param name="Bad">Whether that is bad news, and so set in the colour of the negative.</param>
internal sealed record MailLine(string Title, string Details, Uri? Url, char? Mark = null, bool Bad = false);
