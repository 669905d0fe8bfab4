namespace ReputationWatch.Connectors.Feeds.Xml;

/// <summary>
/// Which module an element belongs to. A known namespace address decides; else the customary prefix does, because feeds
/// misspell addresses, forget declarations, and declare one module under another's prefix.
/// The core vocabularies (RSS, Atom when unprefixed) are the empty module.
/// </summary>
internal sealed class XmlNamespaces
{
    private const int MostDeclarations = 300;

    public const string Core = "";
    public const string Atom = "atom";
    public const string DublinCore = "dc";
    public const string DublinCoreTerms = "dcterms";
    public const string Content = "content";
    public const string Media = "media";
    public const string ITunes = "itunes";
    public const string Slash = "slash";
    public const string Thread = "thr";
    public const string GeoRss = "georss";
    public const string Geo = "geo";
    public const string Gml = "gml";
    public const string Rdf = "rdf";
    public const string Xhtml = "xhtml";
    public const string Syndication = "sy";
    public const string History = "fh";
    public const string Unknown = "?";

    private static readonly Dictionary<string, string> Addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["backend.userland.com/rss"] = Core,
        ["backend.userland.com/rss2"] = Core,
        ["blogs.law.harvard.edu/tech/rss"] = Core,
        ["cyber.law.harvard.edu/rss"] = Core,
        ["cyber.law.harvard.edu/rss/rss.html"] = Core,
        ["purl.org/rss/1.0"] = Core,
        ["purl.org/net/rss1.1"] = Core,
        ["my.netscape.com/rdf/simple/0.9"] = Core,
        ["channel.netscape.com/rdf/simple/0.9"] = Core,
        ["my.netscape.com/publish/formats/rss-0.91.dtd"] = Core,
        ["www.w3.org/2005/atom"] = Atom,
        ["purl.org/atom/ns"] = Atom,
        ["example.com/newformat"] = Atom,
        ["example.com/necho"] = Atom,
        ["purl.org/echo"] = Atom,
        ["uri/of/echo/namespace"] = Atom,
        ["purl.org/pie"] = Atom,
        ["purl.org/dc/elements/1.1"] = DublinCore,
        ["purl.org/dc/elements/1.0"] = DublinCore,
        ["purl.org/dc"] = DublinCore,
        ["purl.org/dc/terms"] = DublinCoreTerms,
        ["purl.org/rss/1.0/modules/content"] = Content,
        ["search.yahoo.com/mrss"] = Media,
        ["search.yahoo.com/mrss/1.1"] = Media,
        ["www.rssboard.org/media-rss"] = Media,
        ["www.itunes.com/dtds/podcast-1.0.dtd"] = ITunes,
        ["www.itunes.com/dtds/podcast-1.1.dtd"] = ITunes,
        ["example.com/dtds/podcast-1.0.dtd"] = ITunes,
        ["www.google.com/schemas/play-podcasts/1.0"] = ITunes,
        ["purl.org/rss/1.0/modules/slash"] = Slash,
        ["purl.org/syndication/thread/1.0"] = Thread,
        ["purl.org/syndication/history/1.0"] = History,
        ["www.georss.org/georss"] = GeoRss,
        ["www.georss.org/georss/10"] = GeoRss,
        ["www.w3.org/2003/01/geo/wgs84_pos"] = Geo,
        ["www.opengis.net/gml"] = Gml,
        ["www.w3.org/1999/02/22-rdf-syntax-ns"] = Rdf,
        ["www.w3.org/1999/xhtml"] = Xhtml,
        ["purl.org/rss/1.0/modules/syndication"] = Syndication,
    };

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        [""] = Core,
        ["rss"] = Core,
        ["rss10"] = Core,
        ["rss11"] = Core,
        ["atom"] = Atom,
        ["atom10"] = Atom,
        ["atom03"] = Atom,
        ["a10"] = Atom,
        ["a"] = Atom,
        ["dc"] = DublinCore,
        ["dcterms"] = DublinCoreTerms,
        ["dct"] = DublinCoreTerms,
        ["content"] = Content,
        ["media"] = Media,
        ["itunes"] = ITunes,
        ["googleplay"] = ITunes,
        ["slash"] = Slash,
        ["thr"] = Thread,
        ["thread"] = Thread,
        ["fh"] = History,
        ["georss"] = GeoRss,
        ["geo"] = Geo,
        ["gml"] = Gml,
        ["rdf"] = Rdf,
        ["xhtml"] = Xhtml,
        ["html"] = Xhtml,
        ["sy"] = Syndication,
        ["syn"] = Syndication,
    };

    private readonly List<(string Prefix, string Address, int Depth)> _declared = [];
    private int _scope;

    public void Declare(string prefix, string address, int depth)
    {
        if (_declared.Count < MostDeclarations)
        {
            _declared.Add((prefix, address, depth));
            _scope++;
        }
    }

    /// <summary>Forgets what was declared at <paramref name="depth"/> or deeper.</summary>
    public void Leave(int depth)
    {
        while (_declared.Count > 0 && _declared[^1].Depth >= depth)
        {
            _declared.RemoveAt(_declared.Count - 1);
            _scope++;
        }
    }

    public string Module(XmlName name)
    {
        if (name.ModuleScope != _scope)
        {
            name.Module = Resolve(name.Prefix);
            name.ModuleScope = _scope;
        }
        return name.Module;
    }

    /// <summary>The address bound to a prefix, or null.</summary>
    public string? Address(string prefix)
    {
        for (var i = _declared.Count - 1; i >= 0; i--)
        {
            if (_declared[i].Prefix == prefix)
            {
                return _declared[i].Address;
            }
        }
        return null;
    }

    private string Resolve(string prefix)
    {
        var index = _declared.FindLastIndex(d => d.Prefix == prefix);
        if (index < 0 || !Addresses.TryGetValue(Canonical(_declared[index].Address), out var module))
        {
            return Prefixes.GetValueOrDefault(prefix, Unknown);
        }
        // A default namespace on the root names the core elements, whatever address a template left there; further down it
        // really changes the vocabulary, except to Atom, which is core.
        return prefix.Length == 0 && (module == Atom || _declared[index].Depth <= 1) ? Core : module;
    }

    /// <summary>Scheme, a trailing slash or hash and letter case are what publishers get wrong.</summary>
    private static string Canonical(string address)
    {
        var text = address.AsSpan().Trim();
        foreach (var scheme in (ReadOnlySpan<string>)["http://", "https://"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                text = text[scheme.Length..];
                break;
            }
        }
        return text.TrimEnd("/#?=").ToString();
    }
}
