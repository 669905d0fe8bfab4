using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>A list of mentions whose address says how it is narrowed; what the address says wrongly narrows nothing.</summary>
internal abstract class FilteredList : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sentiment { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Lang { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    protected IReadOnlyList<SentimentLabel> Sentiments => Named<SentimentLabel>(Sentiment);
    protected IReadOnlyList<long> SourceIds => Source is { } source ? [source] : [];
    protected IReadOnlyList<string> Languages => Lang is { Length: > 0 } ? [Lang] : [];
    protected MentionCursor? Cursor => Cursors.Read(After);

    /// <summary>The one of this name, in any case; none when there is no such.</summary>
    protected static IReadOnlyList<T> Named<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 }
        && !char.IsDigit(text[0])
        && Enum.TryParse<T>(text, ignoreCase: true, out var value)
        && Enum.IsDefined(value)
            ? [value]
            : [];

    /// <summary>Cuts off what is no filter, so that links and "is it narrowed?" hold.</summary>
    protected void Tidy()
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        Sentiment = Sentiments.Count == 0 ? null : Sentiment;
    }
}
