using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Demo;

/// <summary>What a team would have done with the alerts of the last months: a second person, a calendar, some verdicts.</summary>
internal sealed class DemoAlerts(
    IUserStore users,
    ITopicStore topics,
    IAlertPreferenceStore preferences,
    ICalendarStore calendar,
    IEpisodeStore episodes,
    TimeProvider clock,
    ILogger<DemoAlerts> log
)
{
    private const int MostTries = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Marie is told of what Camille leaves unanswered.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var marie = new User
        {
            Email = "marie@aubrelac.example",
            Name = "Marie Delorme",
            Role = UserRole.Manager,
            Language = "fr",
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = clock.GetUtcNow(),
        };
        // Null when an earlier run has added her: then the calendar is there too.
        if (await users.AddAsync(marie, cancel) is not { } id)
        {
            return;
        }
        await preferences.SaveAsync(id, AlertPreferences.Default with { EscalationStep = 1 }, cancel);
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        await PlanAsync("Escapades d’automne", CalendarKind.Campaign, today.AddDays(-40), 5, cancel);
        await PlanAsync("Offre de fin d’année", CalendarKind.Campaign, today.AddDays(9), 7, cancel);
        await PlanAsync(
            "Mise à jour de l’appli Club",
            CalendarKind.Maintenance,
            today.AddDays(3).AddHours(2),
            1,
            cancel
        );
    }

    /// <summary>Waits for the episodes that are found in the history, and judges two of them.</summary>
    public async Task JudgeAsync(CancellationToken cancel)
    {
        try
        {
            var camille = await users.FindByEmailAsync(DemoSetup.Account.Email, cancel);
            for (var i = 0; camille is not null && i < MostTries && !await TryAsync(camille.Id, cancel); i++)
            {
                await Task.Delay(Pause, clock, cancel);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The demo's verdicts could not be given; everything else goes on");
        }
    }

    private async Task<bool> TryAsync(long userId, CancellationToken cancel)
    {
        if ((await episodes.PageAsync(new EpisodeFilter([], Judged: true), null, 1, cancel)).Count > 0)
        {
            return true;
        }
        // The last of them has been looked through: what was found by then is all there is.
        var watched = (await topics.ListAsync(cancel)).Where(t => t.Kind is not TopicKind.Competitor);
        if (watched.Any(t => t.HistorySearched != t.Version))
        {
            return false;
        }
        var found = await episodes.PageAsync(new EpisodeFilter([], Origin: EpisodeOrigin.History), null, 50, cancel);
        if (found.Count == 0)
        {
            return false;
        }
        var loudest = found.MaxBy(e => e.Peak.Score)!;
        await SayAsync(
            loudest,
            Verdict.Real,
            "Réponse publique le jour même, gestes commerciaux envoyés.",
            userId,
            cancel
        );
        if (found.Where(e => e.Id != loudest.Id).MinBy(e => e.Peak.Score) is { } quietest)
        {
            await SayAsync(quietest, Verdict.Known, "Annoncé à l’équipe la veille.", userId, cancel);
        }
        return true;
    }

    private async Task SayAsync(Episode episode, Verdict verdict, string note, long userId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await episodes.ActAsync(episode.Id, new EpisodeAction.Judge(verdict), userId, now, null, cancel);
        await episodes.ActAsync(episode.Id, new EpisodeAction.Write(note), userId, now, null, cancel);
    }

    private Task PlanAsync(string title, CalendarKind kind, DateTimeOffset from, int days, CancellationToken cancel) =>
        calendar.SaveAsync(
            new CalendarEntry
            {
                Kind = kind,
                Title = title,
                From = from,
                To = from.AddDays(days),
                Group = "Hôtels Aubrelac",
                CreatedAt = clock.GetUtcNow(),
            },
            cancel
        );
}
