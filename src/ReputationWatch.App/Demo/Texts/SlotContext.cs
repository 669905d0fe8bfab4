using System.Globalization;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.App.Demo.Texts;

/// <summary>What the slots of a sentence stand for: the house or app spoken of, and small things drawn anew at each use.</summary>
internal sealed class SlotContext(Subject subject, string language, int year)
{
    private static readonly string[] FrenchMonths =
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];

    private static readonly string[] FrenchNames =
    [
        "Nadia",
        "Romain",
        "Élodie",
        "Karim",
        "Solène",
        "Hugo",
        "Inès",
        "Bastien",
        "Maëlle",
        "Yann",
        "Clémence",
        "Tiago",
    ];

    private static readonly string[] EnglishNames =
    [
        "Nadia",
        "Owen",
        "Elodie",
        "Karim",
        "Grace",
        "Hugo",
        "Ines",
        "Tom",
        "Maya",
        "Callum",
        "Rosie",
        "Tiago",
    ];

    public Subject Subject { get; } = subject;

    /// <summary>Whether the sentence begins with a name, which keeps its capital anywhere.</summary>
    public static bool StartsWithName(string sentence) =>
        FrenchNames.Concat(EnglishNames).Any(n => sentence.StartsWith(n, StringComparison.Ordinal));

    public string Fill(string slot, DemoRandom random) =>
        slot switch
        {
            "nb" => random.Between(2, 9).ToString(CultureInfo.InvariantCulture),
            "prix" => Price(random.Between(6, 39) * 10 + random.Pick([0, 5, 9]), random),
            "cout" => Price(random.Between(14, 58), random),
            "mois" => Month(random),
            "prenom" => random.Pick(language == "fr" ? FrenchNames : EnglishNames),
            "annee" => year.ToString(CultureInfo.InvariantCulture),
            "ville" => Subject.City(language),
            "tag" => random.Pick(Subject.Tags),
            "appli" => "Aubrelac Club",
            "rival" => Subject.RivalName,
            _ => random.Pick(Subject.Forms(language, slot)),
        };

    private string Month(DemoRandom random)
    {
        var month = random.Next(12);
        return language == "fr"
            ? FrenchMonths[month]
            : CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month + 1);
    }

    private string Price(int amount, DemoRandom random)
    {
        return (language, random.Chance(0.6)) switch
        {
            ("fr", true) => $"{amount} francs",
            ("fr", false) => $"{amount} euros",
            (_, true) => $"{amount} francs",
            _ => $"€{amount}",
        };
    }
}
