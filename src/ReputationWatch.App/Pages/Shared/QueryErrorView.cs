using ReputationWatch.Core.Matching;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>A query with the place that is wrong.</summary>
internal sealed record QueryErrorView(string Text, QueryError Error)
{
    private const int Around = 120;

    private int At => Math.Clamp(Error.Position, 0, Text.Length);
    private int From => Math.Max(0, At - Around);
    private int AtEnd => Math.Min(Text.Length, At + CharLength);
    private int To => Math.Min(Text.Length, AtEnd + Around);
    private int CharLength => At + 1 < Text.Length && char.IsHighSurrogate(Text[At]) ? 2 : 1;

    public string Before => (From > 0 ? "…" : "") + Text[From..At];

    /// <summary>The wrong character; a visible stand-in at the end of the text.</summary>
    public string Wrong => At < Text.Length ? Text[At..AtEnd] : "␣";

    public string Behind => Text[AtEnd..To] + (To < Text.Length ? "…" : "");
}
