using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;
using ReputationWatch.Notifications.Push;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.Notifications;

/// <summary>Everything of this project that others ask for. A new notifier is a folder and a line here.</summary>
public static class NotificationsRegistration
{
    /// <summary>Needs a <see cref="TimeProvider"/> and the stores. The options are checked here: a wrong setting stops the start, not the first alert.</summary>
    /// <param name="outside">
    /// What addresses that people typed in are called through: it refuses private networks and follows no redirect.
    /// </param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says how to mend it.</exception>
    public static IServiceCollection AddNotifications(
        this IServiceCollection services,
        MailOptions mail,
        WebhookOptions webhook,
        HttpMessageHandler outside
    )
    {
        if (mail.Validate().Concat(webhook.Validate()).ToList() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }
        services.AddSingleton<INotifier>(p => new EmailNotifier(mail, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<INotifier>(p => new WebhookNotifier(
            webhook,
            p.GetRequiredService<IChannelStore>(),
            mail.Zone,
            new HttpClient(outside, disposeHandler: false),
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<VapidKeys>();
        services.AddSingleton<INotifier>(p => new PushNotifier(
            webhook,
            p.GetRequiredService<IPushSubscriptionStore>(),
            p.GetRequiredService<VapidKeys>(),
            p.GetRequiredService<PublicAddress>(),
            mail.Zone,
            new HttpClient(outside, disposeHandler: false),
            p.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
