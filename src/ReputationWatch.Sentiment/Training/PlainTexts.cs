using System.Text;

namespace ReputationWatch.Sentiment.Training;

/// <summary>
/// Neutral French posts and news of our own, made from sentences in <c>Plain/</c>. The labelled sets hold no French news and
/// hardly a French question or announcement, and reviews teach that bare facts ("on Tuesday", "two weeks") are complaints.
/// English has labelled news and tens of thousands of neutral tweets.
/// </summary>
internal static class PlainTexts
{
    private const string Language = "fr";
    private const int MaxDepth = 4;

    public static IEnumerable<Example> All(int variants, int seed)
    {
        var random = new Random(seed);
        var slots = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var part = "";
        foreach (var line in Lines())
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                part = line[3..];
            }
            else if (part.Length == 0)
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                slots[line[..equals].Trim()] = line[(equals + 1)..].TrimStart().Split('|');
            }
            else
            {
                for (var i = 0; i < variants; i++)
                {
                    yield return Neutral(part, Write(line, slots, random));
                }
            }
        }
    }

    private static Example Neutral(string part, string text) =>
        new(
            $"plain_{part}_{Language}",
            SentimentLabel.Neutral,
            float.NaN,
            float.NaN,
            Language,
            part == "post" ? "tweet" : "news",
            text
        );

    private static string Write(string template, Dictionary<string, string[]> slots, Random random)
    {
        var text = template;
        for (var depth = 0; depth < MaxDepth && text.AsSpan().ContainsAny('{', '['); depth++)
        {
            text = Fill(text, slots, random);
        }
        text = text.Trim().Replace("  ", " ", StringComparison.Ordinal);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Fill(string text, Dictionary<string, string[]> slots, Random random)
    {
        var filled = new StringBuilder(text.Length * 2);
        while (text.Length > 0)
        {
            var at = text.AsSpan().IndexOfAny('{', '[');
            if (at < 0)
            {
                break;
            }
            filled.Append(text, 0, at);
            var end = text.IndexOf(text[at] == '{' ? '}' : ']', at);
            var inside = text[(at + 1)..end];
            var choices = text[at] == '{' ? slots[inside] : inside.Split('|');
            filled.Append(choices[random.Next(choices.Length)]);
            text = text[(end + 1)..];
        }
        return filled.Append(text).ToString();
    }

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(PlainTexts).Assembly.GetManifestResourceStream($"plain.{Language}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
