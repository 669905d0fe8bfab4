namespace ReputationWatch.App.Hosting;

/// <summary>
/// The data folder, held by one process at a time: two schedulers on one embedded index would fight. The lock is the operating
/// system's and ends with the process, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <exception cref="DataFolderException">In use, or not writable; the message says what to do.</exception>
    public static DataFolder Take(DirectoryInfo folder)
    {
        if (File.Exists(folder.FullName))
        {
            throw new DataFolderException($"{folder.FullName} is a file. Name a folder with --data.");
        }
        try
        {
            folder.Create();
            var path = Path.Combine(folder.FullName, "lock");
            return new DataFolder(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"The data folder {folder.FullName} is not writable. Give this user the right to write there, or name another folder with --data."
            );
        }
        catch (IOException failure) when (!folder.Exists)
        {
            throw new DataFolderException(
                $"The data folder {folder.FullName} cannot be created. Name another one with --data. ({failure.Message})"
            );
        }
        catch (IOException failure)
        {
            throw new DataFolderException(
                $"The data folder {folder.FullName} cannot be used: another ReputationWatch may be running on it. Stop that one, or name another folder with --data. ({failure.Message})"
            );
        }
    }

    public void Dispose() => _lock.Dispose();
}

internal sealed class DataFolderException(string message) : Exception(message);
