using static ReputationWatch.App.Demo.World.SiteFormat;
using static ReputationWatch.App.Demo.World.SiteKind;

namespace ReputationWatch.App.Demo.World;

/// <summary>The invented web. The order is the order of the ports: append, never insert.</summary>
internal static class SiteCatalog
{
    public static IReadOnlyList<Site> All { get; } =
    [
        new("rives", "Le Quotidien des Rives", "Toute l'actualité du lac", "fr", News, Rss, 2, "#1d4e6f"),
        new("echo", "L'Écho du Haut-Lac", "Le journal d'en haut", "fr", News, Rss, 2, "#5a2d2d")
        {
            Paging = SitePaging.Archive,
        },
        new("ledger", "The Alpine Ledger", "News from both sides of the pass", "en", News, Rss, 2, "#22313f"),
        new("demain", "Hôtellerie Demain", "La revue des gens d'accueil", "fr", News, Atom, 1.5, "#6b4f1d")
        {
            Paging = SitePaging.Archive,
        },
        new("wire", "The Hospitality Post", "Rooms, rates and people", "en", News, JsonFeed, 1.5, "#31465f"),
        new("cime", "Radio Cime", "La voix des crêtes (et des pannes)", "fr", News, Rss, 2, "#7a1f3d")
        {
            IsTroubled = true,
        },
        new("midi", "Midi Rhodanien", "De Lyon à la mer", "fr", News, Atom, 1.5, "#8a4b08"),
        new("lila", "Les carnets de Lila", "Voyager lentement, écrire tard", "fr", Blog, Atom, 1.5, "#6d3b6f"),
        new("rail", "Slow Rail Diaries", "Europe at 90 km/h", "en", Blog, Rss, 1.5, "#2e5d43"),
        new("valises", "Valises et compagnie", "Le blog des départs", "fr", Blog, JsonFeed, 1.5, "#93542c"),
        new("demande", "Demande au voyageur", "Une question, dix réponses", "fr", Questions, Atom, 4, "#245b8a"),
        new("asktheroad", "Ask the Road", "Travel questions, answered", "en", Questions, Rss, 4, "#36593f"),
        new("piaf", "Piaf", "Le fil #aubrelac", "fr", Social, Rss, 15, "#2a6f97"),
        new("chirrup", "Chirrup", "Short and loud", "en", Social, JsonFeed, 11, "#40548c"),
        new("videovoyage", "Vidéovoyage", "Commentaires de la chaîne", "fr", Comments, Atom, 5, "#a12d2d"),
        new("room12", "Room 12, the podcast", "Listener comments", "en", Comments, Rss, 4, "#4f3d6b"),
        new("avisetape", "AvisÉtape", "Les avis de ceux qui y ont dormi", "fr", Reviews, JsonLd, 11, "#17635b")
        {
            Reviewed = [Subject.House("Lausanne"), Subject.House("Lyon"), Subject.Corvines[0], Subject.Belsentiers[0]],
        },
        new("staynotes", "StayNotes", "Honest notes from real stays", "en", Reviews, Microdata, 9, "#1f4a7a")
        {
            Reviewed = [Subject.House("Geneva"), Subject.House("Annecy"), Subject.Corvines[1]],
        },
        new("appliavis", "AppliAvis", "Les applis notées par leurs usagers", "fr", AppReviews, JsonLd, 4, "#37474f")
        {
            Reviewed = [Subject.App],
        },
        new("comptoir", "Le Comptoir des voyageurs", "Forum de voyage", "fr", Forum, Atom, 9, "#5b4636"),
        new("nomad", "Nomad Table", "Where travellers compare notes", "en", Forum, Atom, 7, "#3d5a4c"),
        new("communiques", "Communiqués Express", "La parole aux entreprises", "fr", Wire, Rss, 0.4, "#444444"),
        new("eclair", "Bons Plans Éclair", "Des offres, encore des offres", "fr", Spam, Rss, 1.2, "#b3541e"),
    ];

    public static Site Get(string key) => All.First(s => s.Key == key);
}
