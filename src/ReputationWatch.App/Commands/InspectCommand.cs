using System.CommandLine;
using ReputationWatch.App.Commands.Inspect;

namespace ReputationWatch.App.Commands;

/// <summary><c>inspect …</c>: shows what one step of the pipeline makes of an input, for people and for batches.</summary>
internal static class InspectCommand
{
    public static Command Create() =>
        new("inspect", "Show what one step of the pipeline makes of an input.")
        {
            InspectMatch.Create(),
            InspectCanonical.Create(),
            InspectDuplicate.Create(),
            InspectFeed.Create(),
            InspectArticle.Create(),
            InspectReviews.Create(),
            InspectLanguage.Create(),
            InspectRobots.Create(),
            InspectUrl.Create(),
            InspectAddress.Create(),
            InspectItems.Create(),
            InspectSite.Create(),
        };
}
