using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ReputationWatch.App.Demo;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment;

namespace ReputationWatch.BrowserTests;

/// <summary>
/// Reviews of an invented trade whose people call some weaves good and others bad, of which no shipped model is sure, and their
/// judgements of these reviews.
/// </summary>
internal sealed class JudgedWorld
{
    private static readonly string[] Praise = "cardé ourdi tramé sergé foulé écru moiré".Split(' ');
    private static readonly string[] Blame = "maillé crêpé gaufré plissé ratiné peigné feutré".Split(' ');

    private readonly IMentionStore _mentions;

    private JudgedWorld(IMentionStore mentions, IReadOnlyList<Mention> reviews)
    {
        (_mentions, Reviews) = (mentions, reviews);
    }

    public IReadOnlyList<Mention> Reviews { get; }

    /// <summary>The person of <see cref="DemoSetup.Account"/>, an administrator, and <paramref name="count"/> reviews, none judged.</summary>
    public static async Task<JudgedWorld> AddToAsync(IServiceProvider services, int count, string language = "en")
    {
        await AddPersonAsync(services, DemoSetup.Account.Email, "Camille Aubry", UserRole.Admin, language);
        var now = DateTimeOffset.UtcNow;
        var topic = new Topic
        {
            Name = "Étoffes",
            Kind = TopicKind.Brand,
            Query = "tissu",
            CreatedAt = now,
        };
        await services.GetRequiredService<ITopicStore>().AddAsync(topic, default);
        var source = new Source
        {
            Name = "Marché aux étoffes",
            Url = "http://192.0.2.1/avis",
            Connector = "feed",
            Enabled = false,
            CreatedAt = now,
        };
        var id = await services.GetRequiredService<ISourceStore>().AddAsync(source, default);
        var random = new Random(1);
        var items = Enumerable.Range(0, count).Select(i => Item(i, random, now)).ToList();
        await StoredItems.SaveAsync(services, source with { Id = id }, items, now);
        var mentions = services.GetRequiredService<IMentionStore>();
        return new JudgedWorld(mentions, await mentions.WalkAsync(0, count, default));
    }

    public static async Task<long> AddPersonAsync(
        IServiceProvider services,
        string email,
        string name,
        UserRole role,
        string language = "en"
    )
    {
        var hasher = services.GetRequiredService<IPasswordHasher<User>>();
        var user = new User
        {
            Email = email,
            Name = name,
            Role = role,
            SecurityStamp = "s",
            Language = language,
        };
        var users = services.GetRequiredService<IUserStore>();
        await users.AddAsync(
            user with
            {
                PasswordHash = hasher.HashPassword(user, DemoSetup.Account.Password),
            },
            default
        );
        return (await users.FindByEmailAsync(email, default))!.Id;
    }

    public static SentimentLabel LabelOf(Mention review) =>
        Praise.Any(review.Text.Contains) ? SentimentLabel.Positive : SentimentLabel.Negative;

    /// <summary>One person says of some reviews what the trade means by them.</summary>
    public async Task JudgeAsync(Range which, long person = 1)
    {
        foreach (var review in Reviews.Take(which))
        {
            await _mentions.CorrectAsync(
                review.Id,
                new Correction(LabelOf(review), person, DateTimeOffset.UtcNow),
                default
            );
        }
    }

    /// <summary>Reviews judged by two persons, who contradict each other once; a model learned from them, in use; a second trial; the second left out since.</summary>
    public static async Task LearnAsync(IServiceProvider services)
    {
        var world = await AddToAsync(services, 200);
        var second = await AddPersonAsync(services, "marc@example.org", "Marc Lemoine", UserRole.Manager);
        var retrainer = services.GetRequiredService<Retrainer>();
        await world.JudgeAsync(..20);
        await retrainer.RunAsync(1, null, default);
        await world.JudgeAsync(20..120);
        await world.JudgeAsync(100..140, second);
        await world._mentions.CorrectAsync(
            world.Reviews[119].Id,
            new Correction(SentimentLabel.Neutral, second, DateTimeOffset.UtcNow),
            default
        );
        var trial = await retrainer.RunAsync(1, null, default);
        await services.GetRequiredService<ModelKeeper>().PromoteAsync(trial.Version!, 1, default);
        await world.JudgeAsync(140..195, second);
        await retrainer.RunAsync(second, null, default);
        var settings = services.GetRequiredService<ISettingsStore>();
        await settings.SetAsync(LearningSettings.Key, new LearningSettings { LeftOut = [second] }.Write(), default);
    }

    private static RawItem Item(int i, Random random, DateTimeOffset now)
    {
        var words = i % 2 == 0 ? Praise : Blame;
        return new()
        {
            Kind = MentionKind.Review,
            ExternalId = $"{i}",
            Url = $"http://192.0.2.1/avis/{i}",
            Text = $"Un tissu {words[random.Next(7)]} et {words[random.Next(7)]}, {1000 + i} fils.",
            AuthorName = $"Client {i}",
            PublishedAt = now.AddHours(-i),
        };
    }
}
