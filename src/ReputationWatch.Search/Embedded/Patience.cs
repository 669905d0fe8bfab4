using ReputationWatch.Search.Embedded.Postings;

namespace ReputationWatch.Search.Embedded;

/// <summary>For how long to go on counting; looks at the clock now and then.</summary>
internal sealed class Patience(PostingFile words, TimeProvider time, TimeSpan bearable)
{
    // However slow the machine, so much is looked at: totals and facets of small installations are exact.
    private const int LeastSteps = 2_000;
    private const int LeastPages = 256;
    private const int StepsBetweenLooks = 128;
    private const int PagesBetweenLooks = 32;
    private readonly long _started = time.GetTimestamp();
    private long _pages = words.PagesRead + LeastPages;
    private int _steps = -LeastSteps;

    /// <summary>To be called after some steps. Few may have read many pages: those of words that never stand together.</summary>
    public bool IsOver(int steps)
    {
        _steps += steps;
        if (_steps < StepsBetweenLooks && words.PagesRead < _pages)
        {
            return false;
        }
        _steps = 0;
        _pages = words.PagesRead + PagesBetweenLooks;
        return time.GetElapsedTime(_started) > bearable;
    }
}
