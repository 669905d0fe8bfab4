namespace ReputationWatch.App.Demo.World;

/// <summary>
/// The forms of each name by slot: <c>nom</c> the name, <c>a</c> at it, <c>de</c> of it, <c>marque</c> the company.
/// French articles and prepositions melt with names, so the forms are written out.
/// </summary>
internal static class SubjectNames
{
    public static readonly Dictionary<string, string[]> BrandFrench = new()
    {
        ["nom"] = ["l'Hôtel Aubrelac de {ville}", "l'Aubrelac de {ville}", "l'Aubrelac {ville}", "l'hôtel Aubrelac"],
        ["a"] =
        [
            "à l'Hôtel Aubrelac de {ville}",
            "à l'Aubrelac de {ville}",
            "à l'Aubrelac {ville}",
            "à l'hôtel Aubrelac",
        ],
        ["de"] = ["de l'Hôtel Aubrelac de {ville}", "de l'Aubrelac de {ville}", "de l'Aubrelac {ville}"],
        ["marque"] = ["Aubrelac", "le groupe Aubrelac"],
    };

    public static readonly Dictionary<string, string[]> BrandEnglish = new()
    {
        ["nom"] = ["the Aubrelac in {ville}", "Hôtel Aubrelac {ville}", "the Aubrelac {ville}", "Aubrelac {ville}"],
        ["a"] = ["at the Aubrelac in {ville}", "at Hôtel Aubrelac {ville}", "at the Aubrelac {ville}"],
        ["de"] = ["of the Aubrelac in {ville}"],
        ["marque"] = ["Aubrelac", "Aubrelac Hotels"],
    };

    public static readonly Dictionary<string, string[]> AppFrench = new()
    {
        ["nom"] = ["l'appli Aubrelac Club", "Aubrelac Club", "l'application Aubrelac Club"],
        ["a"] = ["sur l'appli Aubrelac Club", "sur Aubrelac Club", "avec l'appli Aubrelac Club"],
        ["de"] = ["de l'appli Aubrelac Club", "de l'application Aubrelac Club"],
        ["marque"] = ["Aubrelac", "le groupe Aubrelac"],
    };

    public static readonly Dictionary<string, string[]> AppEnglish = new()
    {
        ["nom"] = ["the Aubrelac Club app", "Aubrelac Club"],
        ["a"] = ["in the Aubrelac Club app", "on Aubrelac Club"],
        ["de"] = ["of the Aubrelac Club app"],
        ["marque"] = ["Aubrelac", "Aubrelac Hotels"],
    };

    public static readonly Dictionary<string, string[]> CorvineFrench = new()
    {
        ["nom"] = ["la Maison Corvine de {ville}", "la Maison Corvine"],
        ["a"] = ["à la Maison Corvine de {ville}", "à la Maison Corvine"],
        ["de"] = ["de la Maison Corvine de {ville}", "de la Maison Corvine"],
        ["marque"] = ["Maison Corvine", "le groupe Corvine"],
    };

    public static readonly Dictionary<string, string[]> CorvineEnglish = new()
    {
        ["nom"] = ["Maison Corvine in {ville}", "Maison Corvine"],
        ["a"] = ["at Maison Corvine in {ville}", "at Maison Corvine"],
        ["de"] = ["of Maison Corvine"],
        ["marque"] = ["Maison Corvine", "Corvine Hotels"],
    };

    public static readonly Dictionary<string, string[]> BelsentierFrench = new()
    {
        ["nom"] = ["le Belsentier de {ville}", "le Belsentier {ville}"],
        ["a"] = ["au Belsentier de {ville}", "au Belsentier {ville}"],
        ["de"] = ["du Belsentier de {ville}", "du Belsentier"],
        ["marque"] = ["Belsentier", "le groupe Belsentier"],
    };

    public static readonly Dictionary<string, string[]> BelsentierEnglish = new()
    {
        ["nom"] = ["the Belsentier in {ville}", "Belsentier {ville}"],
        ["a"] = ["at the Belsentier in {ville}", "at Belsentier {ville}"],
        ["de"] = ["of the Belsentier in {ville}"],
        ["marque"] = ["Belsentier", "Belsentier Hotels"],
    };
}
