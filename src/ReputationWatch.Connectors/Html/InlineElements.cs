using System.Collections.Frozen;

namespace ReputationWatch.Connectors.Html;

/// <summary>
/// Elements that stand within a line: words on both sides of one stay one word. HTML's phrasing content (HTML, 3.2.5.2.5)
/// without what is replaced or a control, with the obsolete ones that pages still use.
/// </summary>
internal static class InlineElements
{
    /// <summary>Names in any case.</summary>
    public static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "label",
            "link",
            "mark",
            "meta",
            "nobr",
            "q",
            "rb",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "var",
            "wbr",
        ],
        StringComparer.OrdinalIgnoreCase
    );
}
