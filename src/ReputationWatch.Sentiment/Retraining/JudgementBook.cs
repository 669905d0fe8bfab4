namespace ReputationWatch.Sentiment.Retraining;

/// <summary>How often the model and people agreed, over what people judged.</summary>
public sealed record JudgementSummary
{
    /// <summary>Judgements that count: the last one of each person on each mention.</summary>
    public int Judgements { get; init; }
    public int Persons { get; init; }

    /// <summary>The model before anybody judged. People judge mostly what looks wrong, so this is less than its accuracy.</summary>
    public Share WithModel { get; init; }

    /// <summary>Pairs of people who judged the same text.</summary>
    public Share BetweenPersons { get; init; }
    public IReadOnlyList<GroupShare> ByLanguage { get; init; } = [];
    public IReadOnlyList<GroupShare> ByChannel { get; init; } = [];

    /// <summary>Who judged most stands first.</summary>
    public IReadOnlyList<PersonAgreement> ByPerson { get; init; } = [];

    /// <summary>Mentions on which as many people say one thing as another: nothing is learned from them.</summary>
    public IReadOnlyList<long> Contested { get; init; } = [];
}

/// <param name="Name">A language code, or a channel.</param>
public sealed record GroupShare(string Name, Share Share);

/// <param name="WithModel">Of all texts that the person judged.</param>
/// <param name="WithOthers">Of the votes of others on the same texts.</param>
public sealed record PersonAgreement(long Person, Share WithModel, Share WithOthers);

/// <summary>
/// Makes corrections out of judgements. Each person has one vote on a text, the last one given; copies of a text are one text. The label
/// of most people wins; when there is no such label nothing is learned from the text. Who is left out has no vote, but stays in the
/// figures of agreement.
/// </summary>
public sealed class JudgementBook
{
    private JudgementBook(IReadOnlyList<Correction> corrections, JudgementSummary summary) =>
        (Corrections, Summary) = (corrections, summary);

    public IReadOnlyList<Correction> Corrections { get; }
    public JudgementSummary Summary { get; }

    /// <param name="leftOut">People from whose judgements nothing shall be learned.</param>
    public static JudgementBook Of(IEnumerable<Judgement> judgements, IReadOnlyCollection<long>? leftOut = null)
    {
        var last = judgements
            .GroupBy(j => (j.Mention, j.Person))
            .Select(g => g.MaxBy(j => j.At)!)
            .OrderBy(j => j.At)
            .ThenBy(j => j.Mention)
            .ToList();
        var texts = last.GroupBy(j => TextKey.Of(j.Text), StringComparer.Ordinal)
            .Select(g => g.GroupBy(j => j.Person).Select(p => p.Last()).ToList())
            .ToList();
        var resolved = texts
            .Select(t => t.FindAll(v => leftOut?.Contains(v.Person) != true))
            .Where(t => t.Count > 0)
            .Select(votes => (Votes: votes, Label: Winner(votes)))
            .ToList();
        var corrections = resolved.Where(t => t.Label is not null).Select(t => Correct(t.Votes, t.Label!.Value));
        var contested = resolved.Where(t => t.Label is null).SelectMany(t => t.Votes.Select(v => v.Mention)).Distinct();
        return new JudgementBook([.. corrections], Summarise(last, texts, [.. contested]));
    }

    private static SentimentLabel? Winner(List<Judgement> votes)
    {
        var counts = votes.CountBy(v => v.Label).OrderByDescending(c => c.Value).ToArray();
        return counts.Length == 1 || counts[0].Value > counts[1].Value ? counts[0].Key : null;
    }

    private static Correction Correct(List<Judgement> votes, SentimentLabel label)
    {
        var winners = votes.FindAll(v => v.Label == label);
        var first = winners[0];
        return new Correction(first.Text, first.Language, first.Channel, label)
        {
            Mention = first.Mention,
            Person = winners.Count == 1 ? first.Person : Correction.SeveralPersons,
            At = votes.Min(v => v.At),
        };
    }

    private static JudgementSummary Summarise(List<Judgement> last, List<List<Judgement>> texts, long[] contested) =>
        new()
        {
            Judgements = last.Count,
            Persons = last.Select(j => j.Person).Distinct().Count(),
            WithModel = Agreement(last),
            BetweenPersons = Pairs(texts),
            ByLanguage = Groups(last, j => j.Language ?? ""),
            ByChannel = Groups(last, j => j.Channel.ToString()),
            ByPerson = Persons(last, texts),
            Contested = contested,
        };

    private static Share Agreement(IReadOnlyCollection<Judgement> judgements) =>
        new(judgements.Count(j => j.Label == j.ModelLabel), judgements.Count);

    private static List<GroupShare> Groups(List<Judgement> judgements, Func<Judgement, string> name) =>
        [
            .. judgements
                .GroupBy(name, StringComparer.Ordinal)
                .Select(g => new GroupShare(g.Key, Agreement([.. g])))
                .OrderByDescending(g => g.Share.Of)
                .ThenBy(g => g.Name, StringComparer.Ordinal),
        ];

    private static List<PersonAgreement> Persons(List<Judgement> last, List<List<Judgement>> texts) =>
        [
            .. last.GroupBy(j => j.Person)
                .Select(g => new PersonAgreement(g.Key, Agreement([.. g]), WithOthers(g.Key, texts)))
                .OrderByDescending(p => p.WithModel.Of)
                .ThenBy(p => p.Person),
        ];

    private static Share WithOthers(long person, List<List<Judgement>> texts)
    {
        var (agree, pairs) = (0, 0);
        foreach (var votes in texts)
        {
            if (votes.Find(v => v.Person == person) is { } own)
            {
                agree += votes.Count(v => v.Label == own.Label) - 1;
                pairs += votes.Count - 1;
            }
        }
        return new Share(agree, pairs);
    }

    private static Share Pairs(List<List<Judgement>> texts)
    {
        var (agree, pairs) = (0, 0);
        foreach (var votes in texts)
        {
            agree += votes.CountBy(v => v.Label).Sum(c => c.Value * (c.Value - 1) / 2);
            pairs += votes.Count * (votes.Count - 1) / 2;
        }
        return new Share(agree, pairs);
    }
}
