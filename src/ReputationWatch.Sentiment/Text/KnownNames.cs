namespace ReputationWatch.Sentiment.Text;

/// <summary>Well-known names of companies, so that they stay neutral even where the training texts never wrote them.</summary>
internal static class KnownNames
{
    /// <summary>Names that are no words of the languages read here: masked however they are written.</summary>
    public static uint[] OnlyNames { get; } =
        Hashes(
            "accor adidas aldi alibaba aliexpress allianz amazon android asus auchan audi axa bnp paribas bmw boursorama "
                + "bouygues carrefour cdiscount chronopost citroen colissimo conforama coop crocs dacia danone "
                + "darty decathlon deezer deliveroo denner dhl digitec disney dpd easyjet ebay edf engie eurostar expedia "
                + "facebook fedex ferrari fiat fnac galaxus garmin gls google groupama groupon hermes honda huawei hyundai ibis "
                + "ikea instagram interdiscount intermarche iphone jetblue kia kiabi lcl leclerc lego lenovo lidl linkedin "
                + "lufthansa macif maif marriott matmut mcdonald mcdonalds mediamarkt mercedes microsoft migros monoprix "
                + "n26 navigo nespresso nestle netflix nike nintendo nissan nivea nokia novotel oppo ouigo ouibus oreal paypal "
                + "peugeot philips playstation postfinance promod puma qatar raiffeisen renault revolut rolex rowenta "
                + "ryanair samsung sbb cff sephora sfr shein siemens sncf sony sosh spotify starbucks swatch swisscom "
                + "tesla temu thalys tiktok tnt toyota transavia tripadvisor trustpilot twitter uber ubs unilever veepee "
                + "vinted volkswagen volvo vueling walmart whatsapp wizzair xiaomi yoox youtube zalando zara zeeman"
        );

    /// <summary>Names that are also words: masked where a capital shows that the name is meant.</summary>
    public static uint[] AlsoWords { get; } =
        Hashes(
            "orange free apple canal ups action casino boulanger poste banque postale credit agricole societe generale caisse "
                + "epargne populaire mutuel redoute leroy merlin bon coin air france suisse swiss sunrise salt total gap shell "
                + "target virgin delta united southwest american frontier spirit booking galeries lafayette printemps vert "
                + "baudet maisons monde crocodile jaguar visa mastercard discover chase subway windows office teams meta "
                + "mobile telecom energie eau assurance assurances bank group groupe hotel hotels airlines airways"
        );

    private static uint[] Hashes(string words) =>
        [.. words.Split(' ').Distinct().Select(w => Hashing.OfText(w)).Order()];
}
