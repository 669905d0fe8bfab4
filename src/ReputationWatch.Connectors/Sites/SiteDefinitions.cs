namespace ReputationWatch.Connectors.Sites;

/// <summary>The definitions that are shipped inside the program.</summary>
public static class SiteDefinitions
{
    private const string Prefix = "ReputationWatch.Connectors.Sites.Definitions.";

    private static readonly Lazy<IReadOnlyList<SiteDefinition>> Loaded = new(Load);

    public static IReadOnlyList<SiteDefinition> Shipped => Loaded.Value;

    private static IReadOnlyList<SiteDefinition> Load()
    {
        var assembly = typeof(SiteDefinitions).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n =>
                    n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(".yml", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
                .Select(n =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                    return SiteDefinitionReader.Read(reader.ReadToEnd(), n[Prefix.Length..]);
                }),
        ];
    }
}
