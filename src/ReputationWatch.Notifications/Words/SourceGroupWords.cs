using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Notifications.Words;

/// <summary>What is said when many sources fail, or come back, at once.</summary>
internal static class SourceGroupWords
{
    private const string Nb = "\u00A0";
    private const string Thin = "\u202F";
    private const int NamesShown = 5;

    public static string Open(bool french) => french ? "Voir les sources" : "Open the sources";

    public static string Subject(NotificationKind kind, AlertContent.OfSources many, bool french)
    {
        var all = many.Count >= many.Watched;
        return (kind == NotificationKind.SourceRestored, all, french) switch
        {
            (true, _, false) => $"{many.Count} sources are back",
            (true, _, true) => $"{many.Count} sources sont rétablies",
            (false, true, false) => $"None of the {many.Watched} sources answers",
            (false, true, true) => $"Aucune des {many.Watched} sources ne répond",
            (false, false, false) => $"{many.Count} of {many.Watched} sources cannot be read",
            (false, false, true) => $"{many.Count} sources sur {many.Watched} illisibles",
        };
    }

    public static string Lead(NotificationKind kind, AlertContent.OfSources many, bool french)
    {
        var names = Names(many, french);
        if (kind == NotificationKind.SourceRestored)
        {
            return french
                ? $"Elles répondent à nouveau{Nb}: {names}. Ce qui a paru entre-temps est relu dans la mesure où les sites le gardent."
                : $"They answer again: {names}. What appeared in the meantime is read as far back as the sites keep it.";
        }
        var nearlyAll = many.Count >= many.Watched * 0.9;
        return (nearlyAll, french) switch
        {
            (true, false) =>
                $"When everything fails at once, the cause is usually near: is this machine's network up, and does it find names (DNS)? Among them: {names}.",
            (true, true) =>
                $"Quand tout échoue à la fois, la cause est souvent proche{Nb}: le réseau de cette machine fonctionne-t-il, et trouve-t-elle les noms (DNS){Thin}? Parmi elles{Nb}: {names}.",
            (false, false) => $"They fail at the same time: {names}. Each page says what happened and what to do.",
            (false, true) =>
                $"Elles échouent en même temps{Nb}: {names}. Chaque page dit ce qui s'est passé et que faire.",
        };
    }

    private static string Names(AlertContent.OfSources many, bool french)
    {
        var shown = many.Sources.Take(NamesShown).Select(s => CleanText.Shortened(s.Name, 60)).ToList();
        var rest = many.Count - shown.Count;
        var list = string.Join(", ", shown);
        return rest <= 0 ? list
            : french ? $"{list} et {rest} autre{(rest > 1 ? "s" : "")}"
            : $"{list} and {rest} more";
    }
}
