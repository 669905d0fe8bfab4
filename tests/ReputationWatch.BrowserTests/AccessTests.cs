using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.Core.Users;
using static ReputationWatch.BrowserTests.People;

namespace ReputationWatch.BrowserTests;

/// <summary>Who may call what, for every address of the product: a new one has to be named here or is for managers.</summary>
public sealed class AccessTests
{
    private static readonly string[] BeforeSignIn =
    [
        "/alerts/act/{token}",
        "/api/intake/{id:long}",
        "/error",
        "/health",
        "/health/live",
        "/health/ready",
        "/preferences",
        "/setup",
        "/sign-in",
        "/sign-out",
    ];

    private static readonly Dictionary<string, UserRole> LeastRoles = new()
    {
        ["/channels/new"] = UserRole.Admin,
        ["/channels/{id:long}"] = UserRole.Admin,
        ["/settings/data"] = UserRole.Admin,
        ["/settings/erase"] = UserRole.Admin,
        ["/settings/model"] = UserRole.Admin,
        ["/settings/people/new"] = UserRole.Admin,
        ["/settings/people/{id:long}"] = UserRole.Admin,
        ["/alerts/rules"] = UserRole.Admin,
        ["/alerts/rules?handler=Snooze"] = UserRole.Manager,
        ["/settings?handler=Account"] = UserRole.Reader,
        ["/settings?handler=Password"] = UserRole.Reader,
        ["/settings?handler=TestMail"] = UserRole.Admin,
    };

    [Fact]
    public async Task Addresses_OpenBeforeSignIn_AreTheseAndNoOther()
    {
        await using var stage = await Stage.StartAsync(history: false);

        var open = Endpoints(stage)
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(PathOf)
            .Distinct();

        Assert.Equal(BeforeSignIn, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryPost_ByWhoMayNot_IsRefused()
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "boss@example.org", "Grace", UserRole.Admin);
        var posts = (await PostsAsync(stage)).Where(p => !BeforeSignIn.Contains(p.Path)).ToList();
        var wrong = new List<string>();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var post in posts)
        {
            using var answer = await stranger.PostAsync(stage.Url + post.Filled, null);
            Note(answer, "/sign-in", "a stranger", post);
        }
        foreach (var role in new[] { UserRole.Reader, UserRole.Manager })
        {
            await AddAsync(stage, $"{role}@example.org", "Ada", role);
            using var client = await SignedInAsync(stage, $"{role}@example.org");
            var token = await TokenAsync(client, stage.Url + "/settings");
            foreach (var post in posts.Where(p => p.Least > role))
            {
                using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
                using var answer = await client.PostAsync(stage.Url + post.Filled, form);
                Note(answer, "/not-allowed?role=", role.ToString(), post);
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(posts.Count, 50, 500);

        void Note(HttpResponseMessage answer, string expected, string who, Post post)
        {
            var location = answer.Headers.Location?.OriginalString ?? "";
            if (
                !location
                    .Replace(stage.Url, "", StringComparison.Ordinal)
                    .StartsWith(expected, StringComparison.Ordinal)
            )
            {
                wrong.Add($"{who}: {post.Filled} answered {(int)answer.StatusCode} {location}");
            }
        }
    }

    [Fact]
    public async Task EveryPost_WithoutTheTokenOfAForm_IsRefused()
    {
        await using var stage = await Stage.StartAsync(history: false);
        await AddAsync(stage, "boss@example.org", "Grace", UserRole.Admin);
        using var client = await SignedInAsync(stage, "boss@example.org");
        var taken = new List<string>();
        // The error page stands in for whatever was posted, and the setup only leads away once there is an admin.
        foreach (var post in (await PostsAsync(stage)).Where(p => p.Path is not ("/error" or "/setup")))
        {
            using var answer = await client.PostAsync(stage.Url + post.Filled, null);
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                taken.Add($"{post.Filled} answered {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(taken);
    }

    private static IEnumerable<RouteEndpoint> Endpoints(Stage stage) =>
        stage.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static async Task<List<Post>> PostsAsync(Stage stage)
    {
        var loader = stage.Services.GetRequiredService<PageLoader>();
        var posts = new List<Post>();
        foreach (var endpoint in Endpoints(stage))
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                continue;
            }
            var compiled = await loader.LoadAsync(page, endpoint.Metadata);
            posts.AddRange(
                compiled
                    .HandlerMethods.Where(h => h.HttpMethod == "Post")
                    .Select(h => new Post(PathOf(endpoint), h.Name is { } name ? "?handler=" + name : ""))
            );
        }
        return posts;
    }

    private sealed record Post(string Path, string Query)
    {
        /// <summary>With a value for each part; nobody gets as far as to look for it.</summary>
        public string Filled =>
            Regex.Replace(Path, @"\{[^}]*\}", "1", RegexOptions.None, TimeSpan.FromSeconds(1)) + Query;

        public UserRole Least =>
            LeastRoles.TryGetValue(Path + Query, out var own) ? own
            : LeastRoles.TryGetValue(Path, out var ofPage) ? ofPage
            : UserRole.Manager;
    }
}
