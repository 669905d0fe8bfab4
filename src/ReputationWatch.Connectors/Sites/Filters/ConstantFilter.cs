namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Replaces the value, once there is one.</summary>
internal sealed class ConstantFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) => argument;

    public string? Complaint(string? argument) => string.IsNullOrEmpty(argument) ? "give the text." : null;
}
