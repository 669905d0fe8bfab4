namespace ReputationWatch.Connectors.Reviews;

/// <summary>An item of structured data, whatever syntax it was written in. Names are local and lower case.</summary>
internal sealed class MarkupItem
{
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);
    public string? Id { get; set; }
    public Dictionary<string, List<MarkupValue>> Properties { get; } = new(StringComparer.Ordinal);

    public void Add(string property, MarkupValue value)
    {
        if (!Properties.TryGetValue(property, out var values))
        {
            Properties.Add(property, values = []);
        }
        values.Add(value);
    }

    /// <summary>Values of the first of these properties that has any.</summary>
    public IReadOnlyList<MarkupValue> Values(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Properties.TryGetValue(name, out var values) && values.Count > 0)
            {
                return values;
            }
        }
        return [];
    }

    /// <summary>"http://schema.org/Review", "schema:Review" and "v:Review" are all "review".</summary>
    public static string LocalName(string name)
    {
        var at = name.AsSpan().LastIndexOfAny('/', '#', ':');
        return name[(at + 1)..].Trim().ToLowerInvariant();
    }
}

/// <summary>A text or an item.</summary>
internal readonly record struct MarkupValue(string? Text, MarkupItem? Item)
{
    public static implicit operator MarkupValue(string text) => new(text, null);

    public static implicit operator MarkupValue(MarkupItem item) => new(null, item);
}
