using System.Globalization;
using System.Text;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.App.Commands.Bench.Filling;

/// <summary>
/// Invented posts, reviews, articles and comments, the same for the same number: sentences of common French and English words around
/// rarer invented ones, most of them about one of the brands, one in ten a copy of a recent one.
/// </summary>
internal sealed class GeneratedItems(DateTimeOffset start, TimeSpan apart)
{
    public const int Brands = 20;
    private const int RareWords = 40_000;
    private const int CopyReach = 5_000;

    private static readonly string[] French = (
        "le la les un une des de du et est sont très pas plus mais avec pour dans sur nous vous ils elle que qui service accueil "
        + "chambre livraison commande client personnel prix qualité hôtel séjour petit déjeuner vue attente réponse toujours jamais "
        + "encore bien mal parfait déçu merci recommande propre sale bruyant rapide lent magasin banque compte carte application "
        + "bug remboursement semaine hier matin soir gens équipe aimable horrible superbe correct moyen problème panne retard"
    ).Split(' ');

    private static readonly string[] English = (
        "the a an of and is are was were very not more but with for in on we you they she that which service welcome room delivery "
        + "order customer staff price quality hotel stay breakfast view waiting answer always never again good bad perfect disappointed "
        + "thanks recommend clean dirty noisy fast slow shop bank account card app bug refund week yesterday morning evening people "
        + "team friendly awful superb fine average problem outage late"
    ).Split(' ');

    private static readonly string[] Onsets = "b c d f g l m n p r s t v br cr tr pl gr ch qu st j h fl".Split(' ');
    private static readonly string[] Vowels = "a e i o u é è ou an on in eau ai oi y".Split(' ');
    private static readonly string[] Codas = ["", "", "", "r", "n", "s", "l", "t", "que", "ment"];

    private static readonly string[] Rare = [.. Enumerable.Range(0, RareWords).Select(i => Word(i * 7 + 401))];

    public static string Brand(int number) => "Marque" + Word(number * 977 + 8_001);

    /// <summary>Where source <paramref name="number"/> stands.</summary>
    public static string SourceUrl(int number) => $"https://site{number}.example/feed";

    public DateTimeOffset TimeOf(int number) => start + apart * number;

    public RawItem Item(int number, int source)
    {
        var random = new Random(number);
        var copied = random.Next(10) == 0 && number > 10;
        var text = copied ? Copy(number - 1 - random.Next(Math.Min(CopyReach, number - 1)), random) : Text(random);
        var kind = KindOf(random.Next(100));
        var author = random.Next(200_000);
        return new RawItem
        {
            Kind = kind,
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"{number}"),
            Url = $"https://site{source}.example/{kind.ToString().ToLowerInvariant()}/{number}?utm_source=feed",
            Title = kind == MentionKind.Article ? text[..Math.Min(60, text.Length)] : null,
            Text = text,
            AuthorName = Rare[author % RareWords] + " " + Rare[author / 7 % RareWords],
            AuthorHandle = kind == MentionKind.Post ? "@" + Rare[author % RareWords] + author % 100 : null,
            PublishedAt = TimeOf(number),
            Rating = kind == MentionKind.Review ? new Rating(random.Next(1, 6)) : null,
            Reach = kind == MentionKind.Post ? random.Next(50_000) : null,
        };
    }

    private static MentionKind KindOf(int percent) =>
        percent switch
        {
            < 50 => MentionKind.Post,
            < 80 => MentionKind.Review,
            < 90 => MentionKind.Article,
            _ => MentionKind.Comment,
        };

    /// <summary>The original's text with a light edit; an original that is itself a copy is taken as it was written first.</summary>
    private static string Copy(int original, Random random)
    {
        var source = new Random(original);
        source.Next(10);
        var text = Text(source);
        return random.Next(3) switch
        {
            0 => text,
            1 => "RT @" + Rare[random.Next(RareWords)] + ": " + text,
            _ => text + " #" + Rare[random.Next(1000)],
        };
    }

    /// <summary>Lengths as reviews and posts have them: many short ones, some long, 40 words in the middle of most.</summary>
    private static string Text(Random random)
    {
        var common = random.Next(5) < 3 ? French : English;
        var words = 8 + (int)(Math.Exp(random.NextDouble() * 2.8) * 5);
        var brand = random.Next(20) == 0 ? -1 : random.Next(words);
        var text = new StringBuilder(words * 7);
        var sentence = true;
        for (var i = 0; i < words; i++)
        {
            var word =
                i == brand ? Brand(random.Next(Brands))
                : random.Next(2) == 0 ? Rare[(int)(RareWords * Math.Pow(random.NextDouble(), 3))]
                : common[random.Next(common.Length)];
            text.Append(sentence ? char.ToUpperInvariant(word[0]) : word[0]).Append(word, 1, word.Length - 1);
            sentence = random.Next(12) == 0;
            text.Append(sentence ? ". " : " ");
        }
        text[^1] = '.';
        return text.ToString();
    }

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var left = number; left > 0; left /= Onsets.Length * Vowels.Length)
        {
            word.Append(Onsets[left % Onsets.Length]).Append(Vowels[left / Onsets.Length % Vowels.Length]);
        }
        word.Append(Codas[number % Codas.Length]);
        return word.ToString();
    }
}
