namespace ReputationWatch.App.Jobs;

/// <summary>What the Jobs page needs of the scheduler: which jobs there are, and to run one at once.</summary>
internal interface IJobTrigger
{
    IReadOnlyList<JobInfo> Jobs { get; }

    Task RunNowAsync(string job);
}

/// <param name="Name">As stored in the runs; the page words it (<c>Job.NAME</c> in the texts).</param>
/// <param name="Schedule">How often it runs.</param>
internal sealed record JobInfo(string Name, TimeSpan Schedule);
