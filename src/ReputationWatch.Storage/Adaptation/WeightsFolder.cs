using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Retraining;

namespace ReputationWatch.Storage.Adaptation;

/// <summary>The files of learned weights in the data folder, one a version. Each is whole or not there at all.</summary>
internal sealed class WeightsFolder(string folder)
{
    private readonly Lock _writing = new();

    public string PathOf(string version) => Path.Combine(folder, version + ".weights");

    /// <summary>Null when there is no such file, or it is not the one that was written.</summary>
    public ModelDelta? Read(string version)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(version));
            var weights = ModelDelta.Load(stream);
            return weights.Version == version ? weights : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ModelFileException)
        {
            return null;
        }
    }

    /// <summary>Writes beside, makes it durable, and renames: who is killed in between leaves the earlier file or none.</summary>
    public void Write(string version, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(version);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        // One at a time: whoever clears up would take away what another is about to rename.
        lock (_writing)
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
            RemoveLeftOvers();
        }
    }

    private void RemoveLeftOvers()
    {
        foreach (var left in Directory.EnumerateFiles(folder, "*.tmp"))
        {
            try
            {
                File.Delete(left);
            }
            catch (IOException)
            {
                // Somebody else is writing it.
            }
        }
    }
}
