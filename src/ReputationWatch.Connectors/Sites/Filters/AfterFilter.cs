namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Keeps what stands after a text; all when the text is missing.</summary>
internal sealed class AfterFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) => value.Split(argument!, 2)[^1];

    public string? Complaint(string? argument) => string.IsNullOrEmpty(argument) ? "give the text." : null;
}
