namespace ClaudeBuildGuard.Engine;

/// <summary>Which parts of a repository a run judges. The build runs them as three targets, so that each shows as progress.</summary>
[Flags]
public enum GuardParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The files that govern or surround an agent: ignore file, settings, policy, containers, workflows, owners.</summary>
    AgentFiles = 1,

    /// <summary>Credentials in the working tree.</summary>
    WorkingTree = 2,

    /// <summary>Credentials in the object database and in what surrounds it.</summary>
    History = 4,

    /// <summary>Everything.</summary>
    All = AgentFiles | WorkingTree | History,
}

/// <summary>What the guard is asked to do. The same for the build, the command line and the hook.</summary>
public sealed record GuardOptions
{
    /// <summary>The absolute path of the directory that is judged.</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>The configuration file; null is <c>claude-build-guard.json</c> at the root, where it may be absent.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>True turns what would be an error into a warning (<c>ClaudeBuildGuardMode=report</c>).</summary>
    public bool ReportOnly { get; init; }

    /// <summary>Which parts are judged.</summary>
    public GuardParts Parts { get; init; } = GuardParts.All;

    /// <summary>Which part of the history is judged; null judges all of it.</summary>
    public HistorySelection? History { get; init; }

    /// <summary>True when the result leaves the machine (<c>pack</c>, <c>publish</c>) or the build is a CI build: an incomplete history is then an error.</summary>
    public bool Shipping { get; init; }

    /// <summary>The home directory whose client settings also apply to a session; null leaves them out, so that a verdict is the same on every machine.</summary>
    public string? UserHome { get; init; }

    /// <summary>The day against which expiry is judged.</summary>
    public DateOnly Today { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);
}
