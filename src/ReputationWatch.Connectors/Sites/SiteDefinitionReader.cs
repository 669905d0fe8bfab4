using AngleSharp.Css.Parser;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ReputationWatch.Connectors.Sites;

/// <summary>What is wrong with a definition, as a sentence that says how to mend it.</summary>
public sealed class SiteDefinitionException(string message) : Exception(message);

/// <summary>Reads and validates definitions; every error names the file and the place.</summary>
public static class SiteDefinitionReader
{
    private const int Deepest = 20;

    private static readonly string[] FieldNames =
    [
        "id",
        "author",
        "date",
        "title",
        "body",
        "rating",
        "best",
        "item",
        "url",
        "reply",
    ];
    private static readonly string[] TopNames =
    [
        "name",
        "title",
        "hosts",
        "signature",
        "list",
        "fields",
        "next_page",
        "day_first",
    ];

    public static SiteDefinition Read(string yaml, string file)
    {
        var root = Parse(yaml, file);
        Reject(root, TopNames, file, "the definition");
        var fields = Mapping(root, "fields") ?? throw Missing(root, file, "fields");
        Reject(fields, FieldNames, file, "fields");
        if (Child(fields, "body") is null && Child(fields, "title") is null)
        {
            throw Wrong(fields, file, "fields has neither body nor title; an item needs a text.");
        }
        return new SiteDefinition
        {
            Name = Text(root, "name") ?? throw Missing(root, file, "name"),
            Title = Text(root, "title") ?? throw Missing(root, file, "title"),
            Hosts = Hosts(root, file),
            Signature = Selector(Child(root, "signature"), file, "signature"),
            List = Selector(Child(root, "list"), file, "list") ?? throw Missing(root, file, "list"),
            Fields = fields.Children.ToDictionary(
                p => ((YamlScalarNode)p.Key).Value!,
                p => Field(p.Value, file, $"fields.{p.Key}")
            ),
            NextPage = Child(root, "next_page") is { } next ? Field(next, file, "next_page") : null,
            DayFirst = Text(root, "day_first") == "true",
        };
    }

    private static YamlMappingNode Parse(string yaml, string file)
    {
        try
        {
            RejectDepth(yaml, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new SiteDefinitionException(
                    $"{file}: the file must be one mapping (name, title, list, fields)."
                );
        }
        catch (YamlException broken)
        {
            throw new SiteDefinitionException($"{file}, line {broken.Start.Line}: {broken.Message}");
        }
        // The library has more to say on hostile text than it documents (half a surrogate pair, a key in the wrong state).
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new SiteDefinitionException($"{file}: this is no YAML that can be read: {broken.Message}");
        }
    }

    /// <summary>
    /// The library builds its tree by recursion, so that a few thousand brackets would end the process, and an alias could lead a
    /// node into itself. Its stream of events has neither trouble.
    /// </summary>
    private static void RejectDepth(string yaml, string file)
    {
        var events = new Parser(new StringReader(yaml));
        for (var depth = 0; events.MoveNext(); )
        {
            depth += events.Current!.NestingIncrease;
            if (depth > Deepest || events.Current is AnchorAlias)
            {
                throw new SiteDefinitionException(
                    $"{file}, line {events.Current.Start.Line}: a definition is nested at most {Deepest} deep and has no aliases."
                );
            }
        }
    }

    /// <summary>A field is a selector alone, or a mapping with selector, attribute and filters.</summary>
    private static SiteField Field(YamlNode node, string file, string place)
    {
        if (node is YamlScalarNode scalar)
        {
            return new SiteField { Selector = Selector(scalar, file, place) };
        }
        if (node is not YamlMappingNode mapping)
        {
            throw Wrong(node, file, $"{place} must be a selector or a mapping with selector, attribute, filters.");
        }
        Reject(mapping, ["selector", "attribute", "filters"], file, place);
        return new SiteField
        {
            Selector = Selector(Child(mapping, "selector"), file, place),
            Attribute = Text(mapping, "attribute"),
            Filters = [.. (Child(mapping, "filters") as YamlSequenceNode)?.Select(f => Filter(f, file, place)) ?? []],
        };
    }

    private static (string Name, string? Argument) Filter(YamlNode node, string file, string place)
    {
        var (name, argument) = node switch
        {
            YamlScalarNode scalar => (scalar.Value ?? "", (string?)null),
            YamlMappingNode { Children.Count: 1 } mapping => (
                $"{mapping.Children[0].Key}",
                (mapping.Children[0].Value as YamlScalarNode)?.Value
            ),
            _ => ("", null),
        };
        if (!SiteFilters.ByName.TryGetValue(name, out var filter))
        {
            throw Wrong(
                node,
                file,
                $"{place} has a filter \"{name}\"; known are {string.Join(", ", SiteFilters.ByName.Keys)}."
            );
        }
        return filter.Complaint(argument) is { } complaint
            ? throw Wrong(node, file, $"{place}, filter {name}: {complaint}")
            : (name, argument);
    }

    private static string? Selector(YamlNode? node, string file, string place)
    {
        var selector = (node as YamlScalarNode)?.Value;
        if (selector is not null && new CssSelectorParser().ParseSelector(selector.TrimStart('/')) is null)
        {
            throw Wrong(node!, file, $"{place} has the selector \"{selector}\", which is no CSS selector.");
        }
        return selector;
    }

    private static YamlNode? Child(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null;

    private static YamlMappingNode? Mapping(YamlMappingNode mapping, string name) =>
        Child(mapping, name) as YamlMappingNode;

    private static string? Text(YamlMappingNode mapping, string name) =>
        (Child(mapping, name) as YamlScalarNode)?.Value;

    private static SiteDefinitionException Missing(YamlNode node, string file, string name) =>
        Wrong(node, file, $"{name} is missing. Add a line \"{name}: …\".");

    private static SiteDefinitionException Wrong(YamlNode node, string file, string what) =>
        new($"{file}, line {node.Start.Line}: {what}");

    /// <summary>Domains, each with all that stands under it.</summary>
    private static IReadOnlyList<string> Hosts(YamlMappingNode root, string file)
    {
        if (Child(root, "hosts") is not { } node)
        {
            return [];
        }
        var names = node is YamlSequenceNode list ? list.Children : [node];
        return
        [
            .. names.Select(n =>
                n is YamlScalarNode { Value: { } host } && Uri.CheckHostName(host) == UriHostNameType.Dns
                    ? host.ToLowerInvariant()
                    : throw Wrong(
                        n,
                        file,
                        $"hosts has \"{n}\", which is no domain. Write for example forum.example.org."
                    )
            ),
        ];
    }

    private static void Reject(YamlMappingNode mapping, string[] known, string file, string place)
    {
        foreach (var key in mapping.Children.Keys)
        {
            if (!known.Contains($"{key}", StringComparer.Ordinal))
            {
                throw Wrong(key, file, $"{place} has \"{key}\"; known are {string.Join(", ", known)}.");
            }
        }
    }
}
