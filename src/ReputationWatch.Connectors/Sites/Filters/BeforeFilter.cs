namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Keeps what stands before a text; all when the text is missing.</summary>
internal sealed class BeforeFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) => value.Split(argument!, 2)[0];

    public string? Complaint(string? argument) => string.IsNullOrEmpty(argument) ? "give the text." : null;
}
