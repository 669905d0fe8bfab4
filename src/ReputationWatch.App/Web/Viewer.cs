using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web;

/// <summary>Who looks, in which language and time zone, and when: filled once a request by <see cref="ViewerMiddleware"/>.</summary>
internal sealed class Viewer
{
    /// <summary>Null before sign-in.</summary>
    public User? User { get; set; }
    public string Language { get; set; } = "en";
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;
    public DateTimeOffset Now { get; set; }

    /// <summary>auto, light or dark.</summary>
    public string Theme { get; set; } = "auto";

    public bool Is(UserRole atLeast) => User is { } user && user.Role >= atLeast;
}
