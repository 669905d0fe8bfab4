using Microsoft.Playwright;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Notifications.Email;
using ReputationWatch.Tests.Notifications;

namespace ReputationWatch.BrowserTests;

/// <summary>Pictures of every kind of mail in both languages and themes, at the width of a desktop and of a phone, and the text parts.</summary>
internal static class MailPictures
{
    private static readonly (string Name, NotificationKind Kind, AlertContent Content)[] Mails =
    [
        ("alert", NotificationKind.EpisodeOpened, SampleAlert.ToWhoMayAct(SampleAlert.Episode())),
        ("worse", NotificationKind.EpisodeEscalated, SampleAlert.ToWhoMayAct(SampleAlert.Episode())),
        ("unanswered", NotificationKind.EpisodeUnanswered, SampleAlert.ToWhoMayAct(SampleAlert.Episode())),
        ("over", NotificationKind.EpisodeClosed, SampleAlert.ToWhoMayAct(SampleAlert.Episode())),
        (
            "group",
            NotificationKind.EpisodeOpened,
            SampleAlert.ToWhoMayAct(SampleAlert.Episode(group: "Hôtels de montagne"))
        ),
        (
            "dip",
            NotificationKind.EpisodeOpened,
            SampleAlert.ToWhoMayAct(SampleAlert.Episode(SampleAlert.Evidence(SpikeSignal.SentimentDip)))
        ),
        ("reader", NotificationKind.EpisodeOpened, SampleAlert.Episode()),
        ("sources", NotificationKind.SourceFailed, SampleAlert.Sources()),
        ("restored", NotificationKind.SourceRestored, SampleAlert.Source()),
        ("source", NotificationKind.SourceFailed, SampleAlert.Source()),
        ("bundle", NotificationKind.Bundle, SampleAlert.Bundle()),
        ("digest-daily", NotificationKind.Digest, SampleAlert.Digest()),
        ("digest-weekly-empty", NotificationKind.Digest, SampleAlert.Digest(DigestRhythm.Weekly, empty: true)),
        ("hostile", NotificationKind.EpisodeOpened, Hostile()),
    ];

    public static async Task<int> TakeAsync(string folder)
    {
        if (Chromium.Path is null)
        {
            await Console.Error.WriteLineAsync(
                "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
            );
            return 1;
        }
        Directory.CreateDirectory(folder);
        await using var chromium = await Chromium.LaunchAsync();
        foreach (var (width, dark) in new[] { (640, false), (390, false), (640, true), (390, true) })
        {
            var context = await chromium.Browser.NewContextAsync(
                new BrowserNewContextOptions
                {
                    ViewportSize = new ViewportSize { Width = width, Height = 800 },
                    ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                }
            );
            var page = await context.NewPageAsync();
            foreach (var language in new[] { "fr", "en" })
            {
                await TakeAsync(
                    page,
                    Path.Combine(folder, $"{width}-{(dark ? "dark" : "light")}-{language}"),
                    language
                );
            }
            await context.CloseAsync();
        }
        return 0;
    }

    private static async Task TakeAsync(IPage page, string prefix, string language)
    {
        foreach (var (name, kind, content) in Mails)
        {
            var mail = MailComposer.Compose(kind, content, language, TimeZoneInfo.Utc);
            var picture = mail.Chart is { } png ? $"data:image/png;base64,{Convert.ToBase64String(png)}" : "";
            await page.SetContentAsync(
                mail.Html.Replace($"cid:{AlertMail.ChartId}", picture, StringComparison.Ordinal)
            );
            var overflow = await page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            );
            if (overflow > 0)
            {
                Console.WriteLine($"{prefix}-{name}: {overflow} pixels too wide");
            }
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{prefix}-{name}.png", FullPage = true });
            await File.WriteAllTextAsync($"{prefix}-{name}.txt", $"{mail.Subject}\n\n{mail.Text}");
        }
    }

    private static AlertContent.OfEpisode Hostile() =>
        SampleAlert.Episode(
            topic: string.Concat(Enumerable.Repeat("Überlange-Marke\r\nBcc: all@example.org ", 9)),
            mentions:
            [
                SampleAlert.Top(
                    1,
                    "<script>alert(1)</script> & \"quotes\"",
                    "<img src=x onerror=alert(1)> " + new string('x', 600),
                    "<b>source</b>",
                    "\u202Eevil\u202C مستخدم 👩‍👩‍👧‍👦",
                    0
                ),
                SampleAlert.Top(2, null, "هذا الفندق سيئ جدا ولن أعود إليه أبدا", "منتدى", "أحمد", 3),
            ]
        );
}
