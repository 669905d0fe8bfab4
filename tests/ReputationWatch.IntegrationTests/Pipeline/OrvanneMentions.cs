using System.Globalization;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>What people write of the invented brand Orvanne: four weeks as usual, and ten complaints of one bad day.</summary>
internal static class OrvanneMentions
{
    public const int UsualCount = 134;

    public static readonly IReadOnlyList<string> Complaints =
    [
        "Orvanne : chambre infestée de punaises, c'est répugnant",
        "Two hours waiting at the desk of Orvanne and nobody apologised, awful",
        "Charged twice by Orvanne and they refuse the refund, what a scam",
        "Le chauffage d'Orvanne en panne toute la nuit, aucun geste commercial",
        "Rude manager shouted at my mother at Orvanne, disgusting behaviour",
        "Réservation annulée la veille par Orvanne, vacances gâchées, honteux",
        "Orvanne served spoiled milk at breakfast, two of us are sick",
        "Orvanne nous a volé notre caution, service client injoignable, nul",
        "The ceiling leaked on our bed at Orvanne, worst night ever",
        "Bruit insupportable et saleté partout chez Orvanne, à fuir",
    ];

    /// <summary>Four weeks of a mention every five hours, one in six of them a complaint.</summary>
    public static IEnumerable<RawItem> Usual(DateTimeOffset until) =>
        Enumerable
            .Range(1, UsualCount)
            .Select(i => new RawItem
            {
                Kind = MentionKind.Post,
                ExternalId = $"urn:usual:{i}",
                AuthorName = $"usual{i % 40}",
                Text =
                    i % 6 == 0
                        ? $"Orvanne {Word(i, 1)} was bad, dirty room and rude staff {Word(i, 2)}"
                        : $"Orvanne {Word(i, 1)} was lovely, great room and kind staff {Word(i, 2)}",
                PublishedAt = until.AddHours(-5 * i),
            });

    /// <summary>All complaints, a minute from one to the next.</summary>
    public static IEnumerable<RawItem> Storm(DateTimeOffset at) =>
        Complaints.Select(
            (text, i) =>
                new RawItem
                {
                    Kind = MentionKind.Post,
                    ExternalId = $"urn:storm:{at.ToUnixTimeSeconds()}:{i}",
                    AuthorName = $"angry{i}",
                    Text = text,
                    PublishedAt = at.AddMinutes(-i),
                }
        );

    /// <summary>Words that no two texts share, so that none is a copy of another.</summary>
    private static string Word(int a, int b) =>
        string.Create(CultureInfo.InvariantCulture, $"{(a + 1) * 7919 * (b + 3)} {(a + 2) * 104729 * (b + 5)}");
}
