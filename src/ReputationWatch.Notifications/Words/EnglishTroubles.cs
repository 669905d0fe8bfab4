using ReputationWatch.Core.Sources;

namespace ReputationWatch.Notifications.Words;

/// <summary>What happened at a source, what it means, what to do.</summary>
internal static class EnglishTroubles
{
    private const string Wait = "We keep trying, there is nothing for you to do.";

    public static string Of(CheckOutcome outcome, int? status) =>
        outcome switch
        {
            CheckOutcome.HtmlInsteadOfFeed =>
                "The address now gives an ordinary page and no longer a feed. Look for the new address of the feed on the site.",
            CheckOutcome.NotAFeed => "What the address gives is no readable feed. Check the address in a browser.",
            CheckOutcome.NoReviewsFound =>
                "The page no longer has reviews that can be read. The site may have changed its layout.",
            CheckOutcome.TooLarge => "The answer is larger than allowed. Choose a smaller feed of the same site.",
            CheckOutcome.Truncated => $"The answer broke off on the way. {Wait}",
            CheckOutcome.Forbidden => "The site refuses us (403). Ask it for permission, or remove the source.",
            CheckOutcome.LoginRequired => "The site now asks for a password. Choose a public address.",
            CheckOutcome.ChallengePage =>
                "The site answers with a check for robots. Choose an official feed of the same site.",
            CheckOutcome.DisallowedByRobots =>
                "The site's robots.txt forbids us this address. Remove the source, or write to the site.",
            CheckOutcome.RateLimited => $"The site finds us too hasty (429). {Wait}",
            CheckOutcome.NotFound => "The address no longer exists (404). Look for the new one on the site.",
            CheckOutcome.Gone => "The site says that this address is gone for good (410). Remove the source.",
            CheckOutcome.ServerError => $"The site is out of order ({status ?? 500}). {Wait}",
            CheckOutcome.RedirectLoop =>
                "The site redirects in circles. Open the address in a browser to find the right one.",
            CheckOutcome.DnsFailed =>
                "The site's name cannot be found. Check the spelling, or whether the site still exists.",
            CheckOutcome.ConnectionRefused => $"The site's server refuses the connection. {Wait}",
            CheckOutcome.TimedOut => $"The site did not answer in time. {Wait}",
            CheckOutcome.TlsFailed =>
                "The encrypted connection fails, often because of an expired certificate. The site has to mend it.",
            CheckOutcome.PrivateAddress =>
                "The address leads into a private network, which is not allowed. See the settings if it is meant.",
            CheckOutcome.InvalidUrl => "The address is not valid. Correct it.",
            CheckOutcome.ConnectorFailed => "Reading failed on our side. The log has the details.",
            CheckOutcome.EmptyAnswer => $"The address gives an empty page. {Wait}",
            CheckOutcome.RobotsUnavailable =>
                $"The site's robots.txt cannot be read, so we do not know what we may read. {Wait}",
            CheckOutcome.UnreadableAnswer => $"The site's server answers in a way that cannot be understood. {Wait}",
            CheckOutcome.KeyMissing => "The network wants a key and none can be used. Enter it on the source's page.",
            CheckOutcome.WrongKey => "The network does not accept the key. Enter a valid one on the source's page.",
            CheckOutcome.MissingScope =>
                "The key has no right to this. Give it the missing scope, or choose a plan that includes it.",
            CheckOutcome.QuotaUsedUp => $"The quota of the key is used up. {Wait}",
            _ when status is { } code => $"The site answered with the code {code}. Open the address in a browser.",
            _ => $"The site does not answer. {Wait}",
        };
}
