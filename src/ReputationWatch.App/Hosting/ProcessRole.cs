namespace ReputationWatch.App.Hosting;

/// <summary>What a process does of the whole. Several processes need PostgreSQL between them.</summary>
internal enum ProcessRole
{
    /// <summary>Pages and jobs: the single machine, and good in a cluster too.</summary>
    All,

    /// <summary>Pages only.</summary>
    Web,

    /// <summary>Jobs only; it answers nothing but its health.</summary>
    Worker,
}

/// <summary>How this process stands among those that share its database.</summary>
/// <param name="Clustered">Others may share the database (PostgreSQL).</param>
/// <param name="SharedIndex">One index for all (Elasticsearch); otherwise each process keeps one in its data folder.</param>
internal sealed record ProcessPlace(string Name, ProcessRole Role, bool Clustered, bool SharedIndex)
{
    public bool RunsJobs => Role is not ProcessRole.Web;

    public bool ServesPages => Role is not ProcessRole.Worker;

    /// <summary>An index of its own is of use only where pages search it.</summary>
    public bool FollowsIndex => SharedIndex ? RunsJobs : ServesPages;

    /// <exception cref="SettingsException">The role needs another engine.</exception>
    public static ProcessPlace Of(IConfiguration configuration, HostSettings settings)
    {
        var role = settings.Role ?? Read(configuration["Role"]);
        var clustered = Is(configuration["Storage:Engine"], "Postgresql");
        if (role is not ProcessRole.All && !clustered)
        {
            throw new SettingsException(
                $"The role {role.ToString().ToLowerInvariant()} divides the work among several processes, which need one PostgreSQL between them. Set Storage:Engine to Postgresql, or leave out --role."
            );
        }
        var engine = configuration["Search:Engine"];
        return new ProcessPlace(
            settings.ProcessName,
            role,
            clustered,
            !string.IsNullOrEmpty(engine) && !Is(engine, "Embedded")
        );
    }

    private static ProcessRole Read(string? text) =>
        string.IsNullOrEmpty(text) ? ProcessRole.All
        : Enum.TryParse<ProcessRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role
        : throw new SettingsException(
            $"The setting Role is \"{text}\", which is not one of all, web, worker. Correct it or leave it out."
        );

    private static bool Is(string? text, string value) =>
        string.Equals(text, value, StringComparison.OrdinalIgnoreCase);
}
