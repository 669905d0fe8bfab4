namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Takes a text out wherever it stands.</summary>
internal sealed class RemoveFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) =>
        value.Replace(argument!, "", StringComparison.OrdinalIgnoreCase);

    public string? Complaint(string? argument) => string.IsNullOrEmpty(argument) ? "give the text." : null;
}
