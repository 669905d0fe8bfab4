using ReputationWatch.Connectors.Sites.Filters;

namespace ReputationWatch.Connectors.Sites;

/// <summary>One step of a field's value: text in, text out, null for no value.</summary>
internal interface ISiteFilter
{
    string? Apply(string value, string? argument);

    /// <summary>What is wrong with the argument, or null.</summary>
    string? Complaint(string? argument);
}

/// <summary>The filters by the names that definitions use.</summary>
internal static class SiteFilters
{
    public static readonly IReadOnlyDictionary<string, ISiteFilter> ByName = new Dictionary<string, ISiteFilter>(
        StringComparer.Ordinal
    )
    {
        ["match"] = new MatchFilter(),
        ["remove"] = new RemoveFilter(),
        ["before"] = new BeforeFilter(),
        ["after"] = new AfterFilter(),
        ["divide"] = new DivideFilter(),
        ["prefix"] = new PrefixFilter(),
        ["constant"] = new ConstantFilter(),
    };
}
