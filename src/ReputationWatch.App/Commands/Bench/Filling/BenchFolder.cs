namespace ReputationWatch.App.Commands.Bench.Filling;

/// <summary>Where a bench keeps its files: a temporary folder, or one that was given and may be kept.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly bool _keep;

    public BenchFolder(DirectoryInfo? given, bool keep)
    {
        _keep = keep;
        Path = given is null ? Directory.CreateTempSubdirectory("bench").FullName : given.FullName;
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (!_keep)
        {
            Directory.Delete(Path, true);
        }
    }
}
