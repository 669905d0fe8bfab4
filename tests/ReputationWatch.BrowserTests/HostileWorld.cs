using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.App.Demo;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.BrowserTests;

/// <summary>Names of 300 characters without a space, texts of 20,000, markup where none belongs.</summary>
internal static class HostileWorld
{
    private static readonly string LongName = "<img src=x onerror=alert(1)>" + new string('W', 272);

    public static async Task AddToAsync(IServiceProvider services)
    {
        await AddAccountAsync(services);
        await services
            .GetRequiredService<ITopicStore>()
            .AddAsync(
                new Topic
                {
                    Name = LongName,
                    Group = LongName,
                    Kind = TopicKind.Brand,
                    Query = "nestor OR " + new string('q', 5_000),
                    CreatedAt = DateTimeOffset.UtcNow,
                },
                CancellationToken.None
            );
        var source = new Source
        {
            Name = LongName,
            Url = "http://192.0.2.1/" + new string('p', 1_500),
            Connector = "feed",
            Enabled = false,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        var id = await services.GetRequiredService<ISourceStore>().AddAsync(source, CancellationToken.None);
        var now = DateTimeOffset.UtcNow;
        await StoredItems.SaveAsync(services, source with { Id = id }, Items(now), now, LongName);
    }

    private static async Task AddAccountAsync(IServiceProvider services)
    {
        var hasher = services.GetRequiredService<IPasswordHasher<User>>();
        var user = new User
        {
            Email = DemoSetup.Account.Email,
            Name = LongName[..200],
            Role = UserRole.Admin,
            SecurityStamp = "s",
        };
        await services
            .GetRequiredService<IUserStore>()
            .AddAsync(
                user with
                {
                    PasswordHash = hasher.HashPassword(user, DemoSetup.Account.Password),
                },
                CancellationToken.None
            );
    }

    private static RawItem[] Items(DateTimeOffset now) =>
        [
            Item("1", null, "Nestor " + new string('x', 20_000), now),
            Item("2", "Nestor " + LongName, string.Concat(Enumerable.Repeat("Nestor est affreux. ", 1_000)), now),
            Item("3", null, "nestor <script>alert(1)</script> \u202E\u0301\u0301 😀 " + LongName, now),
        ];

    private static RawItem Item(string id, string? title, string text, DateTimeOffset now) =>
        new()
        {
            Kind = MentionKind.Post,
            ExternalId = id,
            Url = "javascript:alert(1)",
            Title = title,
            Text = text,
            AuthorName = LongName,
            PublishedAt = now.AddMinutes(-5),
        };
}
