using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.Notifications;

/// <summary>Everything of this project that others ask for. A new notifier is a folder and a line here.</summary>
public static class NotificationsRegistration
{
    /// <summary>Needs a <see cref="TimeProvider"/>. The options are checked here: a wrong setting stops the start, not the first alert.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says how to mend it.</exception>
    public static IServiceCollection AddNotifications(
        this IServiceCollection services,
        MailOptions mail,
        WebhookOptions? webhook = null
    )
    {
        webhook ??= new WebhookOptions();
        if (mail.Validate().Concat(webhook.Validate()).ToList() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }
        services.AddSingleton<INotifier>(p => new EmailNotifier(mail, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<INotifier>(p => new WebhookNotifier(
            webhook,
            mail.Zone,
            CreateClient(),
            p.GetRequiredService<TimeProvider>()
        ));
        return services;
    }

    /// <summary>Follows no redirect: a signed message is for the address that was given and for no other.</summary>
    private static HttpClient CreateClient() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            },
            disposeHandler: true
        );
}
