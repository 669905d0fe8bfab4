using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Notifications;

/// <summary>Everything of this project that others ask for. A new notifier is a folder and a line here.</summary>
public static class NotificationsRegistration
{
    /// <param name="mail">Checked here, so that a wrong setting stops the start and not the first alert.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says how to mend it.</exception>
    public static IServiceCollection AddNotifications(this IServiceCollection services, MailOptions mail)
    {
        if (mail.Validate().ToList() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }
        services.AddSingleton(mail);
        services.AddSingleton<INotifier, EmailNotifier>();
        return services;
    }
}
