using System.Text.Json;

namespace ReputationWatch.App.Demo;

/// <summary>What has to be kept so that a restarted demo goes on with the same world at the same addresses.</summary>
internal sealed record DemoWorldState(int Seed, int Days, DateTimeOffset Start, IReadOnlyDictionary<string, int> Ports)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Null when there is none, or when it belongs to another seed or length and so to another world.</summary>
    public static DemoWorldState? Load(DemoWorldOptions options)
    {
        if (options.StateFile is not { } path || !File.Exists(path))
        {
            return null;
        }
        var state = Parse(File.ReadAllText(path));
        return state?.Seed == options.Seed && state.Days == options.Days ? state : null;
    }

    public void Save(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
        var whole = path + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(this, Json));
        File.Move(whole, path, overwrite: true);
    }

    private static DemoWorldState? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoWorldState>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
