using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ReputationWatch.BrowserTests;

/// <summary>
/// Runs the tests like every test project; with <c>--screenshots DIR</c> takes pictures of all pages instead, with
/// <c>--url ADDRESS</c> of an installation that runs already (the demo's account signs in),
/// <c>--page NAME</c> of one page only, with <c>--hostile</c> of a world of overlong names and texts, with <c>--judged</c> of
/// one whose people corrected the model; with <c>--mails DIR</c> takes pictures of the mails.
/// </summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var mails = Array.IndexOf(args, "--mails");
        if (mails >= 0)
        {
            return MailPictures.TakeAsync(mails + 1 < args.Length ? args[mails + 1] : "mails");
        }
        var shots = Array.IndexOf(args, "--screenshots");
        if (shots >= 0)
        {
            var url = Array.IndexOf(args, "--url");
            var only = Array.IndexOf(args, "--only");
            var page = Array.IndexOf(args, "--page");
            var world =
                args.Contains("--hostile") ? PictureWorld.Hostile
                : args.Contains("--judged") ? PictureWorld.Judged
                : PictureWorld.Demo;
            return Screenshots.TakeAsync(
                shots + 1 < args.Length ? args[shots + 1] : "screenshots",
                url >= 0 && url + 1 < args.Length ? args[url + 1] : null,
                only >= 0 && only + 1 < args.Length ? args[only + 1] : null,
                page >= 0 && page + 1 < args.Length ? args[page + 1] : null,
                world
            );
        }
        return args.Any(a => a is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);
    }
}
