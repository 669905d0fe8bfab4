using System.Globalization;

namespace ReputationWatch.App.Pages.Shared;

internal static class Initials
{
    /// <summary>One or two first letters, whole ones also where a letter takes several code units.</summary>
    public static string Of(string name)
    {
        var words = name.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length == 0 ? ["?"] : words.Take(1).Concat(words.Skip(1).TakeLast(1));
        return string.Concat(letters.Select(w => StringInfo.GetNextTextElement(w))).ToUpperInvariant();
    }
}
