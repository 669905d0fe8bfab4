namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Puts a text in front.</summary>
internal sealed class PrefixFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) => argument + value;

    public string? Complaint(string? argument) => string.IsNullOrEmpty(argument) ? "give the text." : null;
}
