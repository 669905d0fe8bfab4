using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Texts;

/// <summary>Puts sentences together into what a person would write at such a place in such a mood.</summary>
internal sealed class Composer(Grammar grammar, SlotContext slots, DemoRandom random)
{
    private string Domain => slots.Subject.Domain;

    private bool IsApp => slots.Subject.Group == SubjectGroup.Product;

    public (string? Title, string Text) Compose(SiteKind kind, Tone tone, bool opensThread) =>
        (kind, tone) switch
        {
            (_, Tone.Ambient) => Ambient(),
            (_, Tone.Spam) => (Say("spam"), Join(" ", Some("spam", random.Between(1, 2)))),
            (SiteKind.News, _) => News(tone),
            (SiteKind.Blog, _) => (OpinionTitle(tone), Blog(tone)),
            (SiteKind.Questions, _) => opensThread ? Question() : (null, Answer(tone)),
            (SiteKind.Social, _) => (null, Social(tone)),
            (SiteKind.Comments, _) => (null, Comment(tone)),
            (SiteKind.Forum, _) => (opensThread ? ForumTitle() : null, Forum(tone)),
            _ => (ReviewTitle(tone), Opinion(tone, Length())),
        };

    /// <summary>A press release: the same words are sent to everybody.</summary>
    public (string Title, string Text) Release() =>
        (Say("pr.title"), Join("\n\n", grammar.Sections["pr.body"].Select(Line)));

    /// <summary>A post of a scripted episode, long or short as the place has it; its sentences are dealt from a deck.</summary>
    public (string? Title, string Text) Episode(string script, SiteKind kind, LineDeck deck)
    {
        string Deal(string section) => Line(deck.Draw($"{script}.{section}", random));
        bool Has(string section) => grammar.Sections.ContainsKey($"{script}.{section}");

        if (kind == SiteKind.News)
        {
            return (Deal("title"), Join("\n\n", [Deal("lead"), Deal("quote"), Say("news.end")]));
        }
        if (kind is SiteKind.Social or SiteKind.Comments)
        {
            var post = Deal("short");
            return (null, Has("detail") && random.Chance(0.35) ? $"{Ended(post)} {Deal("detail")}" : post);
        }
        if (!Has("open"))
        {
            return (ReviewTitle(Tone.Negative), Deal("short"));
        }
        var details = Enumerable.Range(0, random.Between(1, 3)).Select(_ => Deal("detail")).ToList();
        return (ReviewTitle(Tone.Negative), Join(" ", [Deal("open"), .. details, Deal("end")]));
    }

    public string OwnerReply(Tone tone) => Say($"{Domain}.reply.{(tone == Tone.Positive ? "pos" : "neg")}");

    private (string Title, string Text) News(Tone tone)
    {
        var mood = tone switch
        {
            Tone.Positive => "pos",
            Tone.Negative or Tone.Mixed or Tone.Irony => "neg",
            _ => "neutral",
        };
        var (title, paragraphs) = Story($"news.{mood}");
        if (paragraphs.Count > 2 && random.Chance(0.3))
        {
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }
        return (title, Join("\n\n", [.. paragraphs, .. Maybe(0.5, "news.end")]));
    }

    private (string Title, string Text) Ambient()
    {
        var (title, paragraphs) = Story("ambient");
        return (title, Join(" ", paragraphs));
    }

    /// <summary>A line that holds a whole story, its title first, so that its parts fit each other.</summary>
    private (string Title, List<string> Paragraphs) Story(string section)
    {
        var parts = random.Pick(grammar.Sections[section]).Split(" ‖ ").Select(Line).ToList();
        return (parts[0], parts[1..]);
    }

    private string Blog(Tone tone)
    {
        var first = Opinion(tone, random.Between(2, 4));
        var mood = tone is Tone.Negative or Tone.Irony ? "neg" : "pos";
        var second = Join(" ", Aspects(mood, random.Between(2, 4)));
        return random.Chance(0.8) ? $"{first}\n\n{second}" : first;
    }

    private (string Title, string Text) Question() =>
        IsApp
            ? (Say("app.neutral"), Join(" ", [Say("app.mix.open"), Say("app.neutral")]))
            : (Say("qa.title"), Say("qa.question"));

    private string Answer(Tone tone) =>
        tone switch
        {
            Tone.Positive or Tone.Negative => Opinion(tone, 1),
            _ when IsApp => Join(" ", [Say("app.mix.open"), .. Aspects("pos", 1)]),
            _ => Join(" ", [Say("qa.answer"), .. random.Chance(0.3) ? Aspects("pos", 1) : []]),
        };

    private string Social(Tone tone)
    {
        if (!IsApp && tone != Tone.Mixed)
        {
            return random.Chance(0.78) ? Say("social." + Word(tone)) : Tagged(Opinion(tone, 1));
        }
        return Tagged(Opinion(tone, tone == Tone.Mixed ? 2 : random.Next(2)));
    }

    private string Comment(Tone tone) =>
        IsApp || tone is Tone.Mixed or Tone.Irony ? Social(tone)
        : random.Chance(0.7)
            ? Join(
                " ",
                [
                    Say("comment." + Word(tone)),
                    .. tone != Tone.Neutral && random.Chance(0.4) ? Aspects(Mood(tone), 1) : [],
                ]
            )
        : Social(tone);

    private string ForumTitle() => IsApp ? Say("app.neutral") : Say("forum.title");

    private string Forum(Tone tone)
    {
        if (IsApp || tone is Tone.Neutral or Tone.Irony)
        {
            return Opinion(tone, random.Between(1, 3));
        }
        List<string> parts = [Say("forum.open"), .. Body(tone, Length())];
        if (random.Chance(0.5))
        {
            parts.Add(Say("forum.end"));
        }
        return Join(" ", parts);
    }

    /// <summary>A judgement: an opening that names its subject, some aspects, an ending.</summary>
    private string Opinion(Tone tone, int aspects) =>
        tone switch
        {
            Tone.Neutral => Say($"{Domain}.neutral"),
            Tone.Irony => Join(" ", [Say($"{Domain}.irony"), .. random.Chance(0.35) ? Aspects("neg", 1) : []]),
            Tone.Mixed => Join(
                " ",
                [Say($"{Domain}.mix.open"), .. Body(tone, aspects), .. Maybe(0.6, $"{Domain}.mix.end")]
            ),
            _ => Join(
                " ",
                [
                    Say($"{Domain}.{Word(tone)}.open"),
                    .. Body(tone, aspects),
                    .. Maybe(0.65, $"{Domain}.{Word(tone)}.end"),
                ]
            ),
        };

    private List<string> Body(Tone tone, int aspects)
    {
        if (tone == Tone.Mixed)
        {
            return
            [
                .. Aspects("pos", Math.Max(1, aspects - 1)),
                $"{Say($"{Domain}.mix.glue")} {Uncapitalised(Aspects("neg", 1)[0])}",
            ];
        }
        var body = Aspects(Mood(tone), aspects);
        return tone == Tone.Negative && random.Chance(0.45) ? [.. body, Say($"{Domain}.neg.consequence")] : body;
    }

    private List<string> Aspects(string mood, int count) =>
        random.Sample(grammar.Aspects($"{Domain}.{mood}"), count).ConvertAll(Say);

    private string OpinionTitle(Tone tone) =>
        ReviewTitle(tone) + (grammar.Language == "fr" ? " : " : ": ") + Grammar.Expand("{nom}", slots, random);

    private string ReviewTitle(Tone tone)
    {
        var mood = tone switch
        {
            Tone.Positive => "pos",
            Tone.Negative or Tone.Irony => "neg",
            _ => "mix",
        };
        return Say($"{Domain}.{mood}.title");
    }

    private int Length() => 1 + random.Weighted([0.3, 0.34, 0.2, 0.1, 0.04, 0.02]);

    private string[] Maybe(double chance, string section) => random.Chance(chance) ? [Say(section)] : [];

    private string Tagged(string text) => random.Chance(0.5) ? $"{text} #{random.Pick(slots.Subject.Tags)}" : text;

    private string Say(string section) => grammar.Say(section, slots, random);

    private string Line(string line) => grammar.Fill(line, slots, random);

    private IEnumerable<string> Some(string section, int count) =>
        random.Sample(grammar.Sections[section], count).Select(Line);

    private static string Mood(Tone tone) => tone is Tone.Negative or Tone.Irony ? "neg" : "pos";

    private static string Word(Tone tone) =>
        tone switch
        {
            Tone.Positive => "pos",
            Tone.Negative => "neg",
            Tone.Irony => "irony",
            Tone.Mixed => "mix",
            _ => "neutral",
        };

    private static string Uncapitalised(string text) =>
        text.StartsWith("I ", StringComparison.Ordinal)
        || text.StartsWith("I'", StringComparison.Ordinal)
        || SlotContext.StartsWithName(text)
            ? text
            : char.ToLowerInvariant(text[0]) + text[1..];

    private static string Ended(string text) => char.IsLetter(text[^1]) && !text.Contains('#') ? text + "." : text;

    // After a colon the sentence goes on.
    private static string Join(string between, IEnumerable<string> parts) =>
        parts.Aggregate((text, part) => text + between + (text.EndsWith(':') ? Uncapitalised(part) : part));
}
