namespace ReputationWatch.App.Hosting;

/// <summary>Reads settings so that a wrong one stops the start with a sentence, not the first alert with a surprise.</summary>
internal static class Settings
{
    /// <exception cref="SettingsException">A setting of this section cannot work.</exception>
    public static T Read<T>(IConfiguration configuration, string section, Func<T, IEnumerable<string>> problems)
        where T : new()
    {
        var options = configuration.GetSection(section).Get<T>() ?? new T();
        return problems(options).ToList() is { Count: > 0 } wrong
            ? throw new SettingsException(string.Join(Environment.NewLine, wrong))
            : options;
    }

    /// <summary>The addresses to listen on, as people would open them: <c>*</c> is every address, so also this machine's.</summary>
    public static IReadOnlyList<Uri> Addresses(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses.Length > 0 ? [.. addresses.Select(Address)] : throw NoAddress(urls);
    }

    public static Uri PublicUrl(string value) =>
        Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var url) && IsWeb(url)
            ? url
            : throw new SettingsException(
                $"The setting PublicUrl is \"{value}\", which is no web address. Write where people reach the pages, for example https://watch.example.org."
            );

    private static Uri Address(string text)
    {
        var named = text.Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named.TrimEnd('/') + "/", UriKind.Absolute, out var url) && IsWeb(url)
            ? url
            : throw NoAddress(text);
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    private static SettingsException NoAddress(string text) =>
        new(
            $"\"{text}\" is no address to listen on. Write --urls http://127.0.0.1:5080, or http://*:5080 for every network."
        );
}
