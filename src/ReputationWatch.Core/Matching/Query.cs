namespace ReputationWatch.Core.Matching;

/// <summary>A parsed query. (The parser is on its way.)</summary>
public sealed record Query(string Text);
