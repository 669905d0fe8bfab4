namespace ReputationWatch.App.Demo.World;

internal enum SubjectGroup
{
    Brand,
    Product,
    Corvine,
    Belsentier,
}

/// <summary>Somebody or something that posts speak of: a house of a hotel group, or the app. All names are invented.</summary>
internal sealed class Subject
{
    private readonly string _frenchCity;
    private readonly string _englishCity;
    private readonly Dictionary<string, string[]> _french;
    private readonly Dictionary<string, string[]> _english;

    private Subject(SubjectGroup group, string frenchCity, string englishCity)
    {
        Group = group;
        _frenchCity = frenchCity;
        _englishCity = englishCity;
        Key = $"{group}-{englishCity}".ToLowerInvariant();
        (_french, _english) = group switch
        {
            SubjectGroup.Brand => (SubjectNames.BrandFrench, SubjectNames.BrandEnglish),
            SubjectGroup.Product => (SubjectNames.AppFrench, SubjectNames.AppEnglish),
            SubjectGroup.Corvine => (SubjectNames.CorvineFrench, SubjectNames.CorvineEnglish),
            _ => (SubjectNames.BelsentierFrench, SubjectNames.BelsentierEnglish),
        };
    }

    public SubjectGroup Group { get; }

    public string Key { get; }

    /// <summary><c>hotel</c> or <c>app</c>: which sections of the grammar speak of it.</summary>
    public string Domain => Group == SubjectGroup.Product ? "app" : "hotel";

    public string[] Tags =>
        Group switch
        {
            SubjectGroup.Corvine => ["MaisonCorvine"],
            SubjectGroup.Belsentier => ["Belsentier"],
            SubjectGroup.Product => ["AubrelacClub"],
            _ => ["Aubrelac", "HotelAubrelac"],
        };

    public string RivalName =>
        Group switch
        {
            SubjectGroup.Brand => Key.Length % 2 == 0 ? "Maison Corvine" : "Belsentier",
            SubjectGroup.Belsentier => "Maison Corvine",
            _ => "Aubrelac",
        };

    /// <summary>The name on its page at a review site.</summary>
    public string OfficialName(string language) =>
        Group switch
        {
            SubjectGroup.Brand => $"Hôtel Aubrelac {City(language)}",
            SubjectGroup.Product => "Aubrelac Club",
            SubjectGroup.Corvine => $"Maison Corvine {City(language)}",
            _ => $"Belsentier {City(language)}",
        };

    public string City(string language) => language == "fr" ? _frenchCity : _englishCity;

    /// <summary>Forms of the name that fit a slot: <c>nom</c>, <c>a</c> (at), <c>de</c> (of), <c>marque</c> (the company).</summary>
    public string[] Forms(string language, string slot) =>
        (language == "fr" ? _french : _english).TryGetValue(slot, out var forms)
            ? forms
            : throw new FormatException($"No slot is named “{slot}”.");

    public static IReadOnlyList<Subject> Houses { get; } =
    [
        new(SubjectGroup.Brand, "Lausanne", "Lausanne"),
        new(SubjectGroup.Brand, "Lyon", "Lyon"),
        new(SubjectGroup.Brand, "Genève", "Geneva"),
        new(SubjectGroup.Brand, "Annecy", "Annecy"),
        new(SubjectGroup.Brand, "Montreux", "Montreux"),
        new(SubjectGroup.Brand, "Strasbourg", "Strasbourg"),
    ];

    public static IReadOnlyList<Subject> Corvines { get; } =
    [
        new(SubjectGroup.Corvine, "Lyon", "Lyon"),
        new(SubjectGroup.Corvine, "Genève", "Geneva"),
        new(SubjectGroup.Corvine, "Bâle", "Basel"),
    ];

    public static IReadOnlyList<Subject> Belsentiers { get; } =
    [new(SubjectGroup.Belsentier, "Annecy", "Annecy"), new(SubjectGroup.Belsentier, "Sion", "Sion")];

    public static Subject App { get; } = new(SubjectGroup.Product, "Lausanne", "Lausanne");

    public static Subject House(string city) => Houses.First(h => h._englishCity == city);
}
