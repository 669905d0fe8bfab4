using System.Text;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Imports;

/// <summary>The source under which imported rows stand: one a name, so that importing again finds what is there.</summary>
internal static class ImportSources
{
    private const int LongestName = 300;

    public static async Task<Source> EnsureAsync(
        ISourceStore sources,
        string name,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var id = await sources.AddAsync(
            new Source
            {
                Name = name[..Math.Min(LongestName, name.Length)],
                Url = AddressOf(name),
                Connector = DirectIntake.ImportConnector,
                CreatedAt = now,
                Health = new SourceHealth { NextCheckAt = DirectIntake.Never },
            },
            cancel
        );
        return (await sources.FindAsync(id, cancel))!;
    }

    internal static string AddressOf(string name)
    {
        var slug = new StringBuilder("import:");
        foreach (var c in name.Trim().ToLowerInvariant().Take(LongestName))
        {
            slug.Append(char.IsLetterOrDigit(c) ? c : '-');
        }
        return slug.ToString();
    }
}
