using System.Text.Json;

namespace ReputationWatch.Connectors.Json;

/// <summary>Forgiving access: a missing or oddly typed member is absent, one value is a list of one.</summary>
internal static class JsonElements
{
    /// <summary>A string, number or boolean member as text; null when missing, null or structured.</summary>
    public static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value.AsText() : null;

    public static string? AsText(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => ReadString(value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    /// <summary>A name with half a surrogate pair or broken bytes makes the property throw; it becomes U+FFFD as a whole.</summary>
    public static string ReadName(this JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    /// <summary>The elements of a member: of its array, or the one value; empty when missing or null.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var value))
        {
            return [];
        }
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => [value],
        };
    }

    /// <summary>
    /// A lone surrogate in an escape (an emoji cut in half) makes GetString throw; it becomes U+FFFD. Bytes that are no
    /// UTF-8 make the raw text throw too.
    /// </summary>
    private static string? ReadString(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return ReadRaw(value);
        }
    }

    private static string? ReadRaw(JsonElement value)
    {
        try
        {
            return string.Concat(JsonText.Unescape(value.GetRawText().AsSpan()[1..^1]).EnumerateRunes());
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
