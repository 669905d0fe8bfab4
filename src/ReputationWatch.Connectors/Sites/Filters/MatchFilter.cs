using System.Text.RegularExpressions;

namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Keeps the first group of a regular expression, or the whole match; no match, no value.</summary>
internal sealed class MatchFilter : ISiteFilter
{
    // Definitions may come from strangers: no backtracking, so no input takes long.
    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    public string? Apply(string value, string? argument)
    {
        var match = new Regex(argument!, Options).Match(value);
        return !match.Success ? null
            : match.Groups.Count > 1 ? match.Groups[1].Value
            : match.Value;
    }

    public string? Complaint(string? argument)
    {
        try
        {
            _ = new Regex(argument ?? "", Options);
            return string.IsNullOrEmpty(argument) ? "give the regular expression, as in \"match: '(\\d+)'\"." : null;
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            return $"the expression cannot be used: {broken.Message}";
        }
    }
}
