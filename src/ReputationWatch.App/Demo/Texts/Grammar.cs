using System.Text;

namespace ReputationWatch.App.Demo.Texts;

/// <summary>
/// The sentences of one language, from the text files beside this one. A file has sections (<c>== name</c>) of one
/// sentence a line; in a sentence <c>[a|b]</c> is a choice and <c>{name}</c> a slot filled from the context.
/// </summary>
internal sealed class Grammar
{
    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    private Grammar(string language) => Language = language;

    public static Grammar French { get; } = Load("fr");

    public static Grammar English { get; } = Load("en");

    public string Language { get; }

    public IReadOnlyDictionary<string, List<string>> Sections => _sections;

    public static Grammar For(string language) => language == "fr" ? French : English;

    /// <summary>The sections that tell about one aspect each, e.g. all <c>hotel.neg:…</c>.</summary>
    public List<string> Aspects(string prefix) =>
        _sections.Keys.Where(k => k.StartsWith(prefix + ":", StringComparison.Ordinal)).Order().ToList();

    /// <summary>One sentence of the section, its slots filled, beginning with a capital.</summary>
    public string Say(string section, SlotContext context, DemoRandom random) =>
        Fill(random.Pick(_sections[section]), context, random);

    /// <summary>The line with its slots filled, beginning with a capital.</summary>
    public string Fill(string line, SlotContext context, DemoRandom random)
    {
        var sentence = Expand(line, context, random);
        return Capitalised(Language == "fr" ? FrenchElision.Apply(sentence) : sentence);
    }

    /// <summary>Fills the slots and makes the choices of one line.</summary>
    public static string Expand(string line, SlotContext context, DemoRandom random)
    {
        var output = new StringBuilder(line.Length + 32);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is not ('{' or '['))
            {
                output.Append(line[i]);
                continue;
            }
            var close = Closing(line, i);
            var inside = line[(i + 1)..close];
            output.Append(
                line[i] == '{'
                    ? Expand(context.Fill(inside, random), context, random)
                    : Expand(random.Pick(Choices(inside)), context, random)
            );
            i = close;
        }
        return output.ToString();
    }

    // Brackets nest: [on time|late [again|as ever]].
    private static int Closing(string line, int open)
    {
        var depth = 0;
        for (var i = open; i < line.Length; i++)
        {
            depth +=
                line[i] is '{' or '[' ? 1
                : line[i] is '}' or ']' ? -1
                : 0;
            if (depth == 0)
            {
                return i;
            }
        }
        throw new FormatException($"No closing bracket in “{line}”.");
    }

    private static List<string> Choices(string inside)
    {
        var choices = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < inside.Length; i++)
        {
            depth +=
                inside[i] is '{' or '[' ? 1
                : inside[i] is '}' or ']' ? -1
                : 0;
            if (inside[i] == '|' && depth == 0)
            {
                choices.Add(inside[start..i]);
                start = i + 1;
            }
        }
        choices.Add(inside[start..]);
        return choices;
    }

    private static string Capitalised(string sentence)
    {
        var first = sentence.AsSpan().IndexOfAnyExcept("«“\" ".AsSpan());
        return first < 0 || sentence[first] is '#' or '\u00A0'
            ? sentence
            : string.Concat(
                sentence.AsSpan(0, first),
                char.ToUpperInvariant(sentence[first]).ToString(),
                sentence.AsSpan(first + 1)
            );
    }

    private static Grammar Load(string language)
    {
        var grammar = new Grammar(language);
        var assembly = typeof(Grammar).Assembly;
        var suffix = $".{language}.txt";
        foreach (
            var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(suffix, StringComparison.Ordinal))
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            grammar.Read(reader);
        }
        return grammar;
    }

    private void Read(StreamReader reader)
    {
        List<string> section = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                _sections.Add(line[3..].Trim(), section = []);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                section.Add(line);
            }
        }
    }
}
