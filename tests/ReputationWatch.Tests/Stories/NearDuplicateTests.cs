using ReputationWatch.Core.Stories;

namespace ReputationWatch.Tests.Stories;

public sealed class NearDuplicateTests
{
    private const string Parent =
        "Trois semaines que j’attends mon remboursement, le service client ne répond plus et la boutique nie tout.";

    [Theory]
    [InlineData(
        "Trois semaine que j'attends mon remboursemnt, le service client ne repond plus et la boutique nie tout"
    )]
    [InlineData(
        "TROIS SEMAINES QUE J’ATTENDS MON REMBOURSEMENT, LE SERVICE CLIENT NE RÉPOND PLUS ET LA BOUTIQUE NIE TOUT."
    )]
    [InlineData(
        "« Trois semaines que j’attends mon remboursement, le service client ne répond plus et la boutique nie tout. »"
    )]
    [InlineData("Trois semaines que j’attends mon remboursement, le service client ne répond…")]
    [InlineData("RT @lea: " + Parent)]
    [InlineData(Parent + " #arnaque #remboursement https://t.example/x1")]
    [InlineData("\"" + Parent + "\" @nestor #honte")]
    public void IsCopy_LightEdit_IsOne(string edited)
    {
        Assert.True(NearDuplicate.IsCopy(Parent, edited));
        Assert.True(NearDuplicate.IsCopy(edited, Parent));
        Assert.NotEmpty(ContentFingerprint.Of(Parent)!.Bands.Intersect(ContentFingerprint.Of(edited)!.Bands));
        Assert.True(IsWorthReading(Parent, edited));
    }

    [Fact]
    public void IsWorthReading_OneTurnOfPhraseInCommon_AsksForMoreLikeness()
    {
        const string other = "Le service client ne répond plus depuis lundi, et mon colis est resté à Lyon.";
        var (a, b) = (ContentFingerprint.Of(Parent)!.Shape, ContentFingerprint.Of(other)!.Shape);

        Assert.True(NearDuplicate.IsWorthReading(a, b, sharedBands: 2));
        Assert.False(NearDuplicate.IsWorthReading(a, b, sharedBands: 1));
        Assert.True(NearDuplicate.IsWorthReading(a, default, sharedBands: 1), "what an earlier version stored");
    }

    private static bool IsWorthReading(string a, string b)
    {
        var (left, right) = (ContentFingerprint.Of(a)!, ContentFingerprint.Of(b)!);
        return NearDuplicate.IsWorthReading(left.Shape, right.Shape, left.Bands.Intersect(right.Bands).Count());
    }

    [Theory]
    [InlineData("> " + Parent + "\n\nMoi aussi, depuis un mois.")]
    [InlineData("« " + Parent + " » Tout à fait d’accord.")]
    [InlineData("Marie a écrit : \"" + Parent + "\"\nBonjour Marie, écrivez-nous en message privé.")]
    [InlineData("Pareil pour moi ! RT @lea: " + Parent)]
    [InlineData("[quote=lea]" + Parent + "[/quote] lol")]
    public void IsCopy_ReplyThatQuotes_IsNone(string reply)
    {
        Assert.False(NearDuplicate.IsCopy(Parent, reply));
        Assert.False(NearDuplicate.IsCopy(reply, Parent));
    }

    [Fact]
    public void IsCopy_SameTextWithAQuotationInside_StaysOne()
    {
        const string article =
            "Le maire l’a dit hier : « la ligne ne rouvrira pas avant le printemps prochain », au grand dam des commerçants.";

        Assert.True(NearDuplicate.IsCopy(article, article.Replace('«', '"').Replace('»', '"')));
        Assert.True(NearDuplicate.IsCopy(article, article.Replace("« ", "").Replace(" »", "")));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", Parent)]
    [InlineData("!!!", "???")]
    [InlineData(
        "La chambre était propre mais le petit-déjeuner décevant.",
        "Petit-déjeuner copieux, chambre minuscule et bruyante."
    )]
    public void IsCopy_OtherOrEmptyText_IsNone(string a, string b) => Assert.False(NearDuplicate.IsCopy(a, b));

    [Fact]
    public void Fingerprint_TooFewWords_IsNull() => Assert.Null(ContentFingerprint.Of("Très bien, merci"));

    [Fact]
    public void Fingerprint_StaysTheSameForever() =>
        Assert.Equal(0x1A3F318A7541606, ContentFingerprint.Of(Parent)!.Bands[0]);

    [Fact]
    public void Neighbours_AmongOthers_GiveTheCopyFirst()
    {
        var index = new NeighbourIndex();
        for (var i = 1; i <= 30_000; i++)
        {
            index.Add(ContentFingerprint.Of($"avis numéro {i * 7919} sur un hôtel de la ville {i}")!, i);
        }
        index.Add(ContentFingerprint.Of(Parent)!, 40_000);

        Assert.Equal(40_000, index.Candidates(ContentFingerprint.Of(Parent + " #honte")!, 5)[0]);
    }
}
