namespace ReputationWatch.App.Jobs;

/// <summary>What the Jobs page needs of the scheduler: which jobs there are, and to run one at once.</summary>
internal interface IJobTrigger
{
    IReadOnlyList<JobInfo> Jobs { get; }

    /// <summary>Jobs that every process runs for itself cannot be started from a process that runs none.</summary>
    bool CanRun(string job);

    Task RunNowAsync(string job);
}

/// <param name="Name">As stored in the runs; the page words it (<c>Job.NAME</c> in the texts).</param>
/// <param name="Schedule">How often it runs.</param>
/// <param name="Runs">Where it runs when several processes share the work.</param>
internal sealed record JobInfo(string Name, TimeSpan Schedule, JobPlace Runs = JobPlace.OneOfAll);

internal enum JobPlace
{
    /// <summary>On one process at a time, whichever the cluster's scheduler picks: each run stands alone.</summary>
    OneOfAll,

    /// <summary>On every process with jobs; they share what there is to do by claiming rows, or by a lease of <c>SingleRunner</c>.</summary>
    EveryWorker,

    /// <summary>Wherever an index is to be followed: see <c>ProcessPlace.FollowsIndex</c>.</summary>
    EveryIndex,
}
