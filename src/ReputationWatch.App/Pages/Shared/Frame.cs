using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Scopes;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>
/// What the frame around every page shows: topics to choose from, badges. Read once a request; when it cannot be read the
/// page stands without it.
/// </summary>
internal sealed class Frame(
    ITopicStore topics,
    ICaseStore cases,
    IEpisodeStore episodes,
    ScopeReader scopes,
    Viewer viewer,
    IntakeStop stop,
    ILogger<Frame> log
)
{
    private PageScope? _scope;

    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public CaseCounts? Cases { get; private set; }
    public int OpenEpisodes { get; private set; }

    /// <summary>Since when nothing is taken in, because the disk is full; null while all is well.</summary>
    public DateTimeOffset? IntakeStoppedSince => viewer.User is null ? null : stop.Since;

    /// <summary>Which entry of the navigation is this page.</summary>
    public string Section { get; set; } = "";
    public string Title { get; set; } = "";

    /// <summary>Whether the topic and period pickers concern this page.</summary>
    public bool HasTopics { get; set; }
    public bool HasPeriod { get; set; }

    /// <summary>The page brings its own panes from edge to edge.</summary>
    public bool IsWide { get; set; }

    /// <summary>Pages of figures always look at one topic or group.</summary>
    public bool NeedsOne { get; private set; }

    public PageScope Scope => _scope ??= scopes.Read(Topics, needsOne: false);

    /// <summary>Reads topics and scope for a page; further calls give the same.</summary>
    public async Task<PageScope> ScopeAsync(bool needsOne, CancellationToken cancel)
    {
        await LoadTopicsAsync(cancel);
        NeedsOne = needsOne;
        HasTopics = true;
        return _scope ??= scopes.Read(Topics, needsOne);
    }

    public async Task LoadTopicsAsync(CancellationToken cancel)
    {
        if (Topics.Count == 0)
        {
            Topics = await topics.ListAsync(cancel);
        }
    }

    public async Task LoadBadgesAsync(CancellationToken cancel)
    {
        if (viewer.User is null || Cases is not null)
        {
            return;
        }
        try
        {
            await LoadTopicsAsync(cancel);
            Cases = await cases.CountsAsync(viewer.User.Id, viewer.Now, cancel);
            var recent = await episodes.OverlappingAsync([], viewer.Now.AddMinutes(-1), viewer.Now, cancel);
            OpenEpisodes = recent.Count(e => e.ClosedAt is null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The navigation's counts could not be read; the page is shown without them");
        }
    }
}
