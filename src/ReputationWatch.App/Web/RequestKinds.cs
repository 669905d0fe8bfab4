using System.Globalization;

namespace ReputationWatch.App.Web;

internal static class RequestKinds
{
    /// <summary>Asked by htmx for a part of a page.</summary>
    public static bool IsPartial(this HttpRequest request) =>
        request.Headers["HX-Request"] == "true" && request.Headers["HX-History-Restore-Request"] != "true";

    public static long? AsId(this string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>This page's address, to come back to.</summary>
    public static string Here(this HttpRequest request) => request.Path + request.QueryString;

    /// <summary>Only an address of our own is followed.</summary>
    public static string Own(string? address, string otherwise = "/") =>
        address is { Length: > 0 }
        && address[0] == '/'
        && (address.Length == 1 || (address[1] is not '/' and not '\\'))
        && !address.Any(char.IsControl)
            ? address
            : otherwise;
}
