namespace ReputationWatch.App.Web.Language;

/// <summary>Chooses among the forms of a text: "zero|one|many" or "one|many".</summary>
internal static class PluralForms
{
    public static string Choose(string text, long count, string language)
    {
        var forms = text.Split('|');
        return forms.Length switch
        {
            1 => forms[0],
            2 => forms[IsOne(count, language) ? 0 : 1],
            _ => count == 0 ? forms[0] : forms[IsOne(count, language) ? 1 : 2],
        };
    }

    /// <summary>French takes the singular below two, English for one alone (CLDR).</summary>
    private static bool IsOne(long count, string language) =>
        language == "fr" ? Math.Abs(count) < 2 : Math.Abs(count) == 1;
}
