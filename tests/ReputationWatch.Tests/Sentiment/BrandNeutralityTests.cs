using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Sentiment;

/// <summary>No brand carries a sentiment of its own.</summary>
public sealed class BrandNeutralityTests
{
    private const double Tolerance = 0.03;
    private static readonly SentimentModel Model = SentimentModel.LoadShipped();

    private static readonly string[] Brands =
    [
        "Migros",
        "Coop",
        "Swisscom",
        "Cdiscount",
        "Amazon",
        "Zalando",
        "SFR",
        "Orange",
        "Free",
        "La Poste",
        "Crédit Agricole",
        "BNP Paribas",
        "La Banque Postale",
        "Société Générale",
        "Air France",
        "easyJet",
        "Ryanair",
        "Virgin America",
        "IKEA",
        "H&M",
        "Marks & Spencer",
        "McDonald's",
        "Booking.com",
        "Leroy Merlin",
        "Le Bon Coin",
        "Decathlon",
        "Fnac",
        "Darty",
        "Boulanger",
        "Carrefour",
        "Zorglub",
        "Krakatim",
        "Hôtel Beau-Rivage",
        "Coca-Cola",
        "Canal+",
        "Nestlé",
        "UBS",
        "Samsung",
    ];

    public static TheoryData<string, string> Templates =>
        new()
        {
            { "J'ai commandé chez {0} et je suis très déçu, rien n'est arrivé.", "fr" },
            { "Le service client de {0} est excellent, je recommande.", "fr" },
            { "{0} est une entreprise sérieuse.", "fr" },
            { "Encore une panne chez {0} ce matin.", "fr" },
            { "Je ne sais pas si {0} ouvre le dimanche.", "fr" },
            { "I ordered from {0} and the parcel never came.", "en" },
            { "The staff at {0} was lovely, thank you.", "en" },
            { "Does {0} open on Sundays?", "en" },
        };

    [Theory]
    [MemberData(nameof(Templates))]
    public void Classify_SameTextOtherBrand_SaysTheSame(string template, string language)
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var answers = Brands
                .Select(b => (Brand: b, Model.Classify(string.Format(null, template, b), language, channel).P))
                .ToArray();
            var (low, high) = (answers.MinBy(a => a.P.Positive), answers.MaxBy(a => a.P.Positive));
            Assert.True(
                high.P.Positive - low.P.Positive <= Tolerance,
                $"{channel}: {low.Brand} {low.P} against {high.Brand} {high.P}"
            );
            var (mild, harsh) = (answers.MinBy(a => a.P.Negative), answers.MaxBy(a => a.P.Negative));
            Assert.True(
                harsh.P.Negative - mild.P.Negative <= Tolerance,
                $"{channel}: {mild.Brand} against {harsh.Brand}"
            );
        }
    }
}
