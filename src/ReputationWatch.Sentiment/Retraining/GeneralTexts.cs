namespace ReputationWatch.Sentiment.Retraining;

/// <summary>
/// Plain sentences whose label nobody would argue about, in the words of everyday French and English. An installation has no labelled
/// texts of other trades; what is lost on these is lost everywhere.
/// </summary>
internal static class GeneralTexts
{
    private static readonly string[] FrenchFrames =
    [
        "Le service est {0}.",
        "Je trouve ce produit {0}.",
        "{0}, voilà mon avis après deux semaines.",
        "L'accueil était {0} et l'équipe aussi.",
        "Une livraison {0}, rien à ajouter.",
    ];

    private static readonly string[] EnglishFrames =
    [
        "The service is {0}.",
        "I think this product is {0}.",
        "{0}, that is all I have to say after two weeks.",
        "The staff were {0} and so was the room.",
        "Delivery was {0}, nothing to add.",
    ];

    private static readonly string[] FrenchPraise =
        "excellent,parfait,formidable,impeccable,super,génial,très bien,agréable,magnifique,au top".Split(',');

    private static readonly string[] FrenchBlame =
        "nul,horrible,lamentable,catastrophique,décevant,inadmissible,médiocre,très mauvais,honteux,à fuir".Split(',');

    private static readonly string[] EnglishPraise =
        "excellent,perfect,wonderful,great,amazing,lovely,fantastic,very good,brilliant,superb".Split(',');

    private static readonly string[] EnglishBlame =
        "awful,terrible,horrible,disappointing,useless,dreadful,the worst,very bad,disgusting,unacceptable".Split(',');

    private static readonly (string Text, string Language, SentimentLabel Label)[] Sentences =
    [
        ("Je recommande les yeux fermés, merci à toute l'équipe.", "fr", SentimentLabel.Positive),
        ("Colis jamais arrivé, personne ne répond au téléphone.", "fr", SentimentLabel.Negative),
        ("Je ne remettrai plus jamais les pieds ici.", "fr", SentimentLabel.Negative),
        ("Aucun problème, tout était parfait du début à la fin.", "fr", SentimentLabel.Positive),
        ("Trois semaines d'attente et toujours pas de remboursement.", "fr", SentimentLabel.Negative),
        ("Un grand merci pour votre aide rapide et efficace.", "fr", SentimentLabel.Positive),
        ("Arnaque totale, ne commandez surtout pas.", "fr", SentimentLabel.Negative),
        ("Très satisfait de mon achat, je reviendrai.", "fr", SentimentLabel.Positive),
        ("I would recommend it to everyone, thank you all.", "en", SentimentLabel.Positive),
        ("The parcel never came and nobody answers the phone.", "en", SentimentLabel.Negative),
        ("I will never come back here again.", "en", SentimentLabel.Negative),
        ("No problems at all, everything was perfect.", "en", SentimentLabel.Positive),
        ("Three weeks of waiting and still no refund.", "en", SentimentLabel.Negative),
        ("Thank you so much for your quick and kind help.", "en", SentimentLabel.Positive),
        ("Total scam, do not buy from them.", "en", SentimentLabel.Negative),
        ("Very happy with my purchase, I will be back.", "en", SentimentLabel.Positive),
    ];

    public static IReadOnlyList<Correction> All { get; } = Make();

    private static List<Correction> Make()
    {
        var texts = new List<(string Text, string Language, SentimentLabel Label)>(Sentences);
        Fill(FrenchFrames, FrenchPraise, "fr", SentimentLabel.Positive);
        Fill(FrenchFrames, FrenchBlame, "fr", SentimentLabel.Negative);
        Fill(EnglishFrames, EnglishPraise, "en", SentimentLabel.Positive);
        Fill(EnglishFrames, EnglishBlame, "en", SentimentLabel.Negative);
        return
        [
            .. from channel in Enum.GetValues<Channel>()
            from text in texts
            select new Correction(text.Text, text.Language, channel, text.Label),
        ];

        void Fill(string[] frames, string[] words, string language, SentimentLabel label) =>
            texts.AddRange(
                from frame in frames
                from word in words
                select (string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, word), language, label)
            );
    }
}
