using ReputationWatch.Core.Search;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>A search that was not answered.</summary>
/// <param name="Since">When this process first found the index away; null when only this search failed.</param>
internal sealed record IndexAway(IndexTrouble Trouble, DateTimeOffset? Since);
