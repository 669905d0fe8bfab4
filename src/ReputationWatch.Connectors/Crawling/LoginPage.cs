namespace ReputationWatch.Connectors.Crawling;

/// <summary>Addresses at which sites ask for a sign-in.</summary>
internal static class LoginPage
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "login",
        "log-in",
        "log_in",
        "signin",
        "sign-in",
        "sign_in",
        "wp-login.php",
        "login.php",
        "login.html",
        "login.aspx",
        "connexion",
        "se-connecter",
        "identification",
        "anmelden",
        "accedi",
        "authwall",
        "uas",
        "checkpoint",
    };

    public static bool IsLoginPath(string path) => path.Split('/').Any(Names.Contains);
}
