namespace ReputationWatch.Core.Spikes;

public static class AlertSignalNames
{
    /// <summary>What a topic alerts on when nobody chose.</summary>
    public const AlertSignals Usual = AlertSignals.NegativeMentions;

    /// <summary>The signals of a topic's own mentions, the most telling first.</summary>
    public static IReadOnlyList<SpikeSignal> Signals(this AlertSignals set)
    {
        (AlertSignals Flag, SpikeSignal Signal)[] all =
        [
            (AlertSignals.NegativeMentions, SpikeSignal.NegativeMentions),
            (AlertSignals.SentimentDip, SpikeSignal.SentimentDip),
            (AlertSignals.AllMentions, SpikeSignal.AllMentions),
        ];
        return [.. all.Where(s => set.HasFlag(s.Flag)).Select(s => s.Signal)];
    }
}
