using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Users;

namespace ReputationWatch.BrowserTests;

/// <summary>Accounts of the tests, and what scripts do with them over plain HTTP.</summary>
internal static class People
{
    private const string Password = "a sentence of words";

    public static async Task AddAsync(Stage stage, string email, string name, UserRole role)
    {
        var hasher = stage.Services.GetRequiredService<IPasswordHasher<User>>();
        var user = new User
        {
            Email = email,
            Name = name,
            Role = role,
            SecurityStamp = "first",
        };
        await stage
            .Services.GetRequiredService<IUserStore>()
            .AddAsync(user with { PasswordHash = hasher.HashPassword(user, Password) }, default);
    }

    public static async Task<HttpClient> SignedInAsync(Stage stage, string email)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await PostAsync(
            client,
            stage.Url + "/sign-in",
            new() { ["Email"] = email, ["Password"] = Password },
            stage.Url + "/sign-in"
        );
        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        return client;
    }

    /// <summary>Posts with the token of a page that has one.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string url,
        Dictionary<string, string> fields,
        string? tokenFrom = null
    )
    {
        fields["__RequestVerificationToken"] = await TokenAsync(
            client,
            tokenFrom ?? new Uri(new Uri(url), "/settings").AbsoluteUri
        );
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(url, form);
    }

    public static async Task<string> TokenAsync(HttpClient client, string url) =>
        Regex
            .Match(
                await client.GetStringAsync(url),
                "__RequestVerificationToken\"[^>]*value=\"([^\"]+)",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Groups[1]
            .Value;
}
