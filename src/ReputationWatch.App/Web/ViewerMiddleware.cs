using System.Globalization;
using ReputationWatch.App.Web.Access;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web;

/// <summary>
/// Finds out the reader's language, zone and theme. Only the language of texts follows the reader; numbers in code stay
/// culture-free and those on pages are written by <see cref="Language.Formats"/>.
/// </summary>
internal sealed class ViewerMiddleware(RequestDelegate next, TimeProvider clock)
{
    public const string LanguageCookie = "rw.language";
    public const string ThemeCookie = "rw.theme";

    public Task InvokeAsync(HttpContext context, Viewer viewer)
    {
        viewer.Now = clock.GetUtcNow();
        viewer.User = context.Items[SessionCookie.UserItem] as User;
        viewer.Language = LanguageOf(context.Request, viewer.User);
        viewer.Zone = ZoneOf(viewer.User);
        viewer.Theme = context.Request.Cookies[ThemeCookie] is "light" or "dark"
            ? context.Request.Cookies[ThemeCookie]!
            : "auto";
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(viewer.Language);
        return next(context);
    }

    private static string LanguageOf(HttpRequest request, User? user) =>
        user?.Language is "fr" or "en" ? user.Language
        : request.Cookies[LanguageCookie] is "fr" or "en" ? request.Cookies[LanguageCookie]!
        : Accepted(request);

    private static string Accepted(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(l => l is "fr" or "en")
        ?? "en";

    private static TimeZoneInfo ZoneOf(User? user) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(user?.TimeZone ?? "Europe/Zurich", out var zone)
            ? zone
            : TimeZoneInfo.Utc;
}
