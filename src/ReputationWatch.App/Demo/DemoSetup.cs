using Microsoft.AspNetCore.Identity;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Demo;

/// <summary>Sets up an account, the topics and the sources of the invented world, unless they are there from an earlier run.</summary>
internal sealed class DemoSetup(
    IUserStore users,
    ITopicStore topics,
    ISourceStore sources,
    IPasswordHasher<User> passwords,
    TimeProvider clock
)
{
    public static readonly (string Email, string Password) Account = ("camille@aubrelac.example", "aubrelac-demo");

    public async Task PrepareAsync(DemoWorld world, CancellationToken cancel)
    {
        await AddAccountAsync(cancel);
        var known = (await topics.ListAsync(cancel)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in world.Topics.Where(t => !known.Contains(t.Name)))
        {
            await topics.AddAsync(
                new Topic
                {
                    Name = topic.Name,
                    Kind = Enum.Parse<TopicKind>(topic.Kind.ToString()),
                    Query = topic.Query,
                    Group = topic.Group,
                    CreatedAt = clock.GetUtcNow(),
                },
                cancel
            );
        }
        foreach (var source in world.Sources)
        {
            await AddSourceAsync(source, cancel);
        }
    }

    private async Task AddSourceAsync(DemoSource source, CancellationToken cancel)
    {
        var connector = source.Kind == DemoSourceKind.Feed ? "feed" : "reviews";
        if (await sources.FindByUrlAsync(source.Url.AbsoluteUri, connector, cancel) is not null)
        {
            return;
        }
        var now = clock.GetUtcNow();
        await sources.AddAsync(
            new Source
            {
                Name = source.Name,
                Url = source.Url.AbsoluteUri,
                Connector = connector,
                Language = source.Language,
                CreatedAt = now,
                Health = new SourceHealth { NextCheckAt = now },
            },
            cancel
        );
    }

    private async Task AddAccountAsync(CancellationToken cancel)
    {
        if (await users.AnyAsync(cancel))
        {
            return;
        }
        var user = new User
        {
            Email = Account.Email,
            Name = "Camille Aubret",
            Role = UserRole.Admin,
            Language = "en",
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = clock.GetUtcNow(),
        };
        await users.AddAsync(user with { PasswordHash = passwords.HashPassword(user, Account.Password) }, cancel);
    }
}
