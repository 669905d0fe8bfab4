namespace ReputationWatch.App.Commands.Inspect;

/// <summary>The raw bytes that an inspection is about.</summary>
internal static class InspectedFile
{
    public static (ReadOnlyMemory<byte> Bytes, string? Failure) Read(string path)
    {
        try
        {
            return (File.ReadAllBytes(path), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (default, "Unreadable");
        }
    }
}
