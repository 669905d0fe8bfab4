using ReputationWatch.Core.Sources;

namespace ReputationWatch.Notifications.Words;

/// <summary>What happened at a source, what it means, what to do.</summary>
internal static class FrenchTroubles
{
    private const string Wait = "Nous réessayons de nous-mêmes, vous n'avez rien à faire.";

    public static string Of(CheckOutcome outcome, int? status) =>
        outcome switch
        {
            CheckOutcome.HtmlInsteadOfFeed =>
                "L'adresse donne maintenant une page ordinaire et non plus un flux. Cherchez la nouvelle adresse du flux sur le site.",
            CheckOutcome.NotAFeed =>
                "Ce que donne l'adresse n'est pas un flux lisible. Vérifiez l'adresse dans un navigateur.",
            CheckOutcome.NoReviewsFound =>
                "La page ne contient plus d'avis lisibles. Le site a peut-être changé de présentation.",
            CheckOutcome.TooLarge =>
                "La réponse dépasse la taille permise. Choisissez un flux plus petit du même site.",
            CheckOutcome.Truncated => $"La réponse s'est interrompue en route. {Wait}",
            CheckOutcome.Forbidden =>
                "Le site nous refuse l'accès (403). Demandez-lui l'autorisation, ou retirez la source.",
            CheckOutcome.LoginRequired =>
                "Le site demande maintenant un mot de passe. Choisissez une adresse publique.",
            CheckOutcome.ChallengePage =>
                "Le site répond par un contrôle destiné aux robots. Choisissez un flux officiel du même site.",
            CheckOutcome.DisallowedByRobots =>
                "Le fichier robots.txt du site nous interdit cette adresse. Retirez la source ou écrivez au site.",
            CheckOutcome.RateLimited => $"Le site nous trouve trop pressés (429). {Wait}",
            CheckOutcome.NotFound => "L'adresse n'existe plus (404). Cherchez la nouvelle adresse sur le site.",
            CheckOutcome.Gone => "Le site dit que cette adresse a disparu pour toujours (410). Retirez la source.",
            CheckOutcome.ServerError => $"Le site est en panne ({status ?? 500}). {Wait}",
            CheckOutcome.RedirectLoop =>
                "Le site renvoie d'une adresse à l'autre sans fin. Ouvrez l'adresse dans un navigateur pour trouver la bonne.",
            CheckOutcome.DnsFailed =>
                "Le nom du site est introuvable. Vérifiez l'orthographe de l'adresse, ou que le site existe encore.",
            CheckOutcome.ConnectionRefused => $"Le serveur du site refuse la connexion. {Wait}",
            CheckOutcome.TimedOut => $"Le site n'a pas répondu à temps. {Wait}",
            CheckOutcome.TlsFailed =>
                "La connexion chiffrée échoue, souvent à cause d'un certificat expiré. Le site doit y remédier.",
            CheckOutcome.PrivateAddress =>
                "L'adresse mène à un réseau privé, ce qui n'est pas permis. Voyez les réglages si c'est voulu.",
            CheckOutcome.InvalidUrl => "L'adresse n'est pas valable. Corrigez-la.",
            CheckOutcome.ConnectorFailed => "La lecture a échoué de notre côté. Le journal donne les détails.",
            CheckOutcome.EmptyAnswer => $"L'adresse donne une page vide. {Wait}",
            CheckOutcome.RobotsUnavailable =>
                $"Le fichier robots.txt du site est illisible, nous ignorons donc ce que nous pouvons lire. {Wait}",
            CheckOutcome.UnreadableAnswer => $"Le serveur du site répond d'une façon incompréhensible. {Wait}",
            CheckOutcome.KeyMissing =>
                "Le réseau demande une clé et aucune n'est utilisable. Saisissez-la sur la page de la source.",
            CheckOutcome.WrongKey =>
                "Le réseau n'accepte pas la clé. Saisissez-en une valable sur la page de la source.",
            CheckOutcome.MissingScope =>
                "La clé n'a pas ce droit. Donnez-lui la portée manquante, ou choisissez une formule qui la comprend.",
            CheckOutcome.QuotaUsedUp => $"Le quota de la clé est épuisé. {Wait}",
            _ when status is { } code => $"Le site a répondu par le code {code}. Ouvrez l'adresse dans un navigateur.",
            _ => $"Le site ne répond pas. {Wait}",
        };
}
