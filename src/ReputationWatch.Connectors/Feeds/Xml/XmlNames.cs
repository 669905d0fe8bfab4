using System.Text;

namespace ReputationWatch.Connectors.Feeds.Xml;

/// <summary>A name met in the document: split, lower-cased, and shared by all elements that bear it.</summary>
internal sealed class XmlName(string prefix, string local)
{
    public string Prefix { get; } = prefix;

    /// <summary>Lower case: the field mixes <c>pubDate</c>, <c>pubdate</c> and <c>PUBDATE</c>.</summary>
    public string Local { get; } = local;

    /// <summary>What <see cref="XmlNamespaces"/> last made of the prefix, and in which scope.</summary>
    public string Module { get; set; } = "";

    public int ModuleScope { get; set; } = -1;
}

/// <summary>Gives one <see cref="XmlName"/> per spelling without making a string each time an element opens.</summary>
internal sealed class XmlNames
{
    private const int MaxNames = 4096;
    private readonly Dictionary<int, List<(byte[] Raw, XmlName Name)>> _names = [];
    private int _count;

    public XmlName Get(ReadOnlySpan<byte> raw)
    {
        var hash = new HashCode();
        hash.AddBytes(raw);
        var key = hash.ToHashCode();
        if (!_names.TryGetValue(key, out var bucket))
        {
            bucket = [];
            if (_count < MaxNames)
            {
                _names.Add(key, bucket);
            }
        }
        foreach (var (known, name) in bucket)
        {
            if (raw.SequenceEqual(known))
            {
                return name;
            }
        }
        var made = Make(raw);
        bucket.Add((raw.ToArray(), made));
        _count++;
        return made;
    }

    private static XmlName Make(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw).ToLowerInvariant();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new XmlName("", text) : new XmlName(text[..colon], text[(colon + 1)..]);
    }
}
