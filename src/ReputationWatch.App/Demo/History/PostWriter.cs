using ReputationWatch.App.Demo.Texts;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.History;

/// <summary>Turns "somebody writes here now" into a post. Remembers what was said, so that only copies are copies.</summary>
internal sealed class PostWriter
{
    private const int Attempts = 12;

    private readonly LineDeck _frenchDeck = new(Grammar.French);
    private readonly LineDeck _englishDeck = new(Grammar.English);
    private readonly HashSet<string> _said = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A post of somebody who felt like it.</summary>
    public Post Write(string id, Site site, DateTimeOffset at, DemoRandom random)
    {
        var subject = Moods.DrawSubject(site, random);
        return Write(id, site, at, subject, Moods.DrawTone(site, subject, random), random);
    }

    public Post Write(string id, Site site, DateTimeOffset at, Subject subject, Tone tone, DemoRandom random)
    {
        var opens = !site.HasThreads || random.Chance(site.Kind == SiteKind.Questions ? 0.35 : 0.22);
        if (site.Kind == SiteKind.Questions && opens && tone is not (Tone.Ambient or Tone.Spam))
        {
            tone = Tone.Neutral; // A question is not yet an opinion.
        }
        var (title, text) = Fresh(
            site,
            tone,
            subject,
            random,
            () => Composer(site, subject, at, random).Compose(site.Kind, tone, opens)
        );
        var author = Authors.Draw(site, random);
        var post = new Post
        {
            Id = id,
            Site = site,
            At = at,
            Author = Authors.Name(site, author),
            Tone = tone,
            Subject = subject,
            Title = site.HasTitles ? title : null,
            Text = text,
            Thread = site.HasThreads && opens ? id : null,
            Stars = site.IsReviewSite ? Moods.DrawStars(tone, random) : null,
            Reach = Authors.Reach(site, author),
        };
        return Answered(Noticed(post, random), random);
    }

    /// <summary>A post of a scripted episode: always a negative one, by an author who has not spoken in it yet.</summary>
    public Post WriteEpisode(string id, Site site, DateTimeOffset at, EpisodePlan plan, int author, DemoRandom random)
    {
        var (title, text) = Fresh(
            site,
            Tone.Negative,
            plan.Subject,
            random,
            () =>
                Composer(site, plan.Subject, at, random)
                    .Episode(plan.Key, site.Kind, site.Language == "fr" ? _frenchDeck : _englishDeck)
        );
        var post = new Post
        {
            Id = id,
            Site = site,
            At = at,
            Author = Authors.Name(site, author),
            Tone = Tone.Negative,
            Subject = plan.Subject,
            Title = site.HasTitles ? title : null,
            Text = text,
            Thread = site.HasThreads && random.Chance(0.3) ? id : null,
            Stars = site.IsReviewSite ? 1 : null,
            Reach = Authors.Reach(site, author),
            Episode = plan.Key,
        };
        return Noticed(post, random);
    }

    private (string? Title, string Text) Fresh(
        Site site,
        Tone tone,
        Subject subject,
        DemoRandom random,
        Func<(string? Title, string Text)> compose
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (title, text) = compose();
            if (tone is not (Tone.Ambient or Tone.Spam) && !Names(subject, $"{title} {text}"))
            {
                text = $"{text} #{random.Pick(subject.Tags)}";
            }
            text = Roughness.Apply(text, site, tone, random);
            if (_said.Add(text) || attempt == Attempts)
            {
                return (title, text);
            }
        }
    }

    private static bool Names(Subject subject, string text) =>
        text.Contains(
            subject.Group switch
            {
                SubjectGroup.Corvine => "corvine",
                SubjectGroup.Belsentier => "belsentier",
                _ => "aubrelac",
            },
            StringComparison.OrdinalIgnoreCase
        );

    private static Composer Composer(Site site, Subject subject, DateTimeOffset at, DemoRandom random) =>
        new(Grammar.For(site.Language), new SlotContext(subject, site.Language, at.Year), random);

    private static Post Noticed(Post post, DemoRandom random)
    {
        var attention = post.Tone is Tone.Negative or Tone.Irony ? 1.8 : 1;
        return post.Site.Kind switch
        {
            SiteKind.Social => post with
            {
                Likes = random.LongTail(attention * (1 + post.Reach / 90.0), 1),
                Replies = random.LongTail(attention * 0.7, 1.1),
            },
            SiteKind.Reviews or SiteKind.AppReviews => post with { Likes = random.LongTail(attention, 1) },
            _ => post with { Likes = random.LongTail(3, 1), Replies = random.LongTail(attention * 2, 1) },
        };
    }

    private static Post Answered(Post post, DemoRandom random)
    {
        var chance = post.Site.Kind == SiteKind.Reviews && post.Subject.Group == SubjectGroup.Brand ? 0.35 : 0.08;
        if (!post.Site.IsReviewSite || !random.Chance(chance))
        {
            return post;
        }
        return post with
        {
            OwnerReply = Composer(post.Site, post.Subject, post.At, random).OwnerReply(post.Tone),
            OwnerReplyAt = post.At.AddHours(4 + random.Exponential(30)),
        };
    }
}
