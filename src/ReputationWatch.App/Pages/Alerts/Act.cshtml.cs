using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReputationWatch.App.Web;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Alerts;

internal enum LinkState
{
    /// <summary>One button does it.</summary>
    Ready,
    Done,

    /// <summary>It was so already, or the link was used.</summary>
    Used,
    Expired,

    /// <summary>We did not write it, or it was cut on its way.</summary>
    Forged,

    /// <summary>What it was about is gone.</summary>
    Gone,

    /// <summary>Its person may not, or not any more.</summary>
    NotAllowed,
}

/// <summary>
/// Where the buttons of a mail lead. Looking changes nothing, because scanners of mails open every link; the button does. Who is
/// signed in acts as themselves, everybody else as the person to whom the link was written.
/// </summary>
[AllowAnonymous]
internal sealed class ActModel(
    EpisodeLinks links,
    IEpisodeStore episodes,
    ITopicStore topics,
    IUserStore users,
    Viewer viewer
) : PageModel
{
    public LinkState State { get; private set; }
    public EpisodeLink? Link { get; private set; }
    public Episode? Episode { get; private set; }
    public string TopicName { get; private set; } = "–";
    public string? OwnerName { get; private set; }
    public string? ActorName { get; private set; }

    private User? _actor;

    public async Task OnGetAsync(string token, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        await LoadAsync(token, cancel);
        Response.StatusCode = Status(State);
    }

    public async Task OnPostAsync(string token, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-cache, no-store";
        await LoadAsync(token, cancel);
        if (State == LinkState.Ready)
        {
            await ActAsync(cancel);
        }
        Response.StatusCode = Status(State);
    }

    private async Task ActAsync(CancellationToken cancel)
    {
        var acted = await episodes.ActAsync(
            Episode!.Id,
            Link!.ToAction(_actor!.Id),
            _actor.Id,
            viewer.Now,
            Link.Signature,
            cancel
        );
        State = acted switch
        {
            EpisodeActed.Gone => LinkState.Gone,
            EpisodeActed.LinkUsed => LinkState.Used,
            _ => LinkState.Done,
        };
    }

    private async Task LoadAsync(string token, CancellationToken cancel)
    {
        Link = await links.ReadAsync(token, cancel);
        Episode = Link is null ? null : await episodes.FindAsync(Link.EpisodeId, cancel);
        _actor = viewer.User ?? (Link is null ? null : await users.FindAsync(Link.UserId, cancel));
        State = StateNow();
        if (State is LinkState.Forged or LinkState.NotAllowed)
        {
            // Nothing of the episode is shown to whom it was not written.
            Episode = null;
            return;
        }
        if (Episode is not null)
        {
            TopicName = (await topics.FindAsync(Episode.TopicId, cancel))?.Name ?? TopicName;
            OwnerName = Episode.OwnerId is { } owner ? (await users.FindAsync(owner, cancel))?.Name : null;
            ActorName = _actor?.Name;
            if (State == LinkState.Ready && await IsUsedAsync(cancel))
            {
                State = LinkState.Used;
            }
        }
    }

    private LinkState StateNow()
    {
        if (Link is null || !Enum.IsDefined(Link.Purpose) || Link.Purpose == LinkPurpose.None)
        {
            return LinkState.Forged;
        }
        if (_actor is not { Enabled: true, Role: >= UserRole.Manager })
        {
            return LinkState.NotAllowed;
        }
        return viewer.Now >= Link.Expires ? LinkState.Expired
            : Episode is null ? LinkState.Gone
            : LinkState.Ready;
    }

    /// <summary>The page says it in words; programs that follow the link read the status.</summary>
    private static int Status(LinkState state) =>
        state switch
        {
            LinkState.Ready or LinkState.Done => StatusCodes.Status200OK,
            LinkState.NotAllowed => StatusCodes.Status403Forbidden,
            LinkState.Forged => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status410Gone,
        };

    private Task<bool> IsUsedAsync(CancellationToken cancel) => episodes.IsUsedAsync(Link!.Signature, cancel);
}
