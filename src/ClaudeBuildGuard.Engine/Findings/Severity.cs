namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>How much a finding weighs. Ordered: a larger value weighs more.</summary>
public enum Severity
{
    /// <summary>Switched off by the configuration: the finding is dropped.</summary>
    None = 0,

    /// <summary>Worth knowing; never fails anything.</summary>
    Information = 1,

    /// <summary>Advice: shown in the build, fails only where the user treats warnings as errors.</summary>
    Warning = 2,

    /// <summary>Always real: fails the build and blocks <c>pack</c> and <c>publish</c>.</summary>
    Error = 3,
}
