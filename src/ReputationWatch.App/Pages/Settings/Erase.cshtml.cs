using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Access;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Settings;

/// <summary>Erases an author, a mention or a source for good, after having shown what that is.</summary>
[Needs(toRead: UserRole.Admin, toWrite: UserRole.Admin)]
internal sealed class EraseModel(
    IErasureStore erasures,
    IMentionStore mentions,
    ISourceStore sources,
    Viewer viewer,
    Wording words
) : PageModel
{
    private const int AuthorsShown = 30;
    private const int LongestQuote = 120;

    /// <summary>Name, handle or key of an author to look for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Author { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Mention { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Source { get; set; }

    public IReadOnlyList<KnownAuthor>? Authors { get; private set; }
    public ErasureExtent? Extent { get; private set; }

    /// <summary>What is to be erased, in words.</summary>
    public string? Subject { get; private set; }

    /// <summary>Of the mention chosen: the whole author may be meant.</summary>
    public string? AuthorOfMention { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Asked() is { } request)
        {
            if (!await DescribeAsync(request, cancel))
            {
                return NotFound();
            }
            Extent = await erasures.PreviewAsync(request, cancel);
        }
        else if (!string.IsNullOrWhiteSpace(Q))
        {
            Authors = await erasures.FindAuthorsAsync(Q, AuthorsShown, cancel);
        }
        return Page();
    }

    /// <summary>Not ended when the reader goes away: half of an erasure would have to be asked for again.</summary>
    public async Task<IActionResult> OnPostAsync(bool sure)
    {
        if (Asked() is not { } request)
        {
            return LocalRedirect("/settings/erase");
        }
        if (!sure)
        {
            TempData["Notice"] = words["Erase.NotSure"];
            TempData["NoticeKind"] = "danger";
            return LocalRedirect("/settings/data");
        }
        var trace = await erasures.EraseAsync(request, viewer.User!.Id, viewer.Now, CancellationToken.None);
        TempData["Notice"] = words.Count("Erase.Done", trace.Mentions);
        return LocalRedirect("/settings/data");
    }

    private ErasureRequest? Asked() =>
        !string.IsNullOrEmpty(Author) ? ErasureRequest.OfAuthor(Author)
        : Mention is { } mention ? ErasureRequest.OfMention(mention)
        : Source is { } source ? ErasureRequest.OfSource(source)
        : null;

    private async Task<bool> DescribeAsync(ErasureRequest request, CancellationToken cancel)
    {
        switch (request.Kind)
        {
            case ErasureKind.Author:
                Subject = words["Erase.SubjectAuthor", request.AuthorKey];
                return true;
            case ErasureKind.Mention:
                var mention = await mentions.FindAsync(request.Id, cancel);
                AuthorOfMention = mention?.Author.Key is { Length: > 0 } key ? key : null;
                Subject = mention is null ? null : words["Erase.SubjectMention", Beginning(mention)];
                return mention is not null;
            default:
                var source = await sources.FindAsync(request.Id, cancel);
                Subject = source is null ? null : words["Erase.SubjectSource", source.Name, source.Url];
                return source is not null;
        }
    }

    private static string Beginning(Mention mention)
    {
        var text = mention.Title is { Length: > 0 } title ? title : mention.Text;
        if (text.Length <= LongestQuote)
        {
            return text;
        }
        // Not through the middle of an emoji.
        return text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
    }
}
