using ReputationWatch.Connectors.Html;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Sites;

/// <summary>
/// The shipped definitions and those of the installation (<c>sites/*.yml</c> in the data folder), which come first and are read again
/// when a file changes. A broken file is left out and said; it keeps no other from working.
/// </summary>
/// <param name="folder">Null where there are only the shipped ones.</param>
public sealed class SiteCatalog(string? folder)
{
    private readonly Lock _gate = new();
    private string _stamp = "";
    private IReadOnlyList<SiteDefinition> _own = [];
    private IReadOnlyList<string> _problems = [];

    public IReadOnlyList<SiteDefinition> All
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return [.. _own, .. SiteDefinitions.Shipped];
            }
        }
    }

    /// <summary>What is wrong with files of the installation, each in a sentence with its file and line.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return _problems;
            }
        }
    }

    /// <summary>The definition for a page: by its host first, then by what stands on it.</summary>
    public SiteDefinition? Recognise(ReadOnlyMemory<byte> bytes, string url, string? contentType)
    {
        var all = All;
        var host = WebUrl.Parse(url)?.Host ?? "";
        if (
            all.FirstOrDefault(d => d.Hosts.Any(h => host == h || host.EndsWith("." + h, StringComparison.Ordinal))) is
            { } known
        )
        {
            return known;
        }
        var document = HtmlPage.Parse(HtmlEncoding.Decode(bytes, contentType));
        return all.FirstOrDefault(d => d.Signature is { } signature && document.QuerySelector(signature) is not null);
    }

    private void Refresh()
    {
        var files = Files();
        var stamp = string.Join('|', files.Select(f => $"{f.FullName}*{f.LastWriteTimeUtc.Ticks}*{f.Length}"));
        if (stamp == _stamp)
        {
            return;
        }
        var own = new List<SiteDefinition>();
        var problems = new List<string>();
        foreach (var file in files)
        {
            try
            {
                own.Add(SiteDefinitionReader.Read(File.ReadAllText(file.FullName), file.Name));
            }
            catch (Exception broken)
                when (broken is SiteDefinitionException or IOException or UnauthorizedAccessException)
            {
                problems.Add(broken.Message);
            }
        }
        (_stamp, _own, _problems) = (stamp, own, problems);
    }

    private List<FileInfo> Files() =>
        folder is not null && Directory.Exists(folder)
            ? [.. new DirectoryInfo(folder).EnumerateFiles("*.yml").OrderBy(f => f.Name, StringComparer.Ordinal)]
            : [];
}
