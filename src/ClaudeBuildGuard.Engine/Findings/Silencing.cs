namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>What may silence the findings of a diagnostic (contract, "Suppressing").</summary>
public enum Silencing
{
    /// <summary>Inline marker, configuration entry or baseline, each with a reason.</summary>
    Anything = 0,

    /// <summary>Only an entry of the permission-skipping register (control C6).</summary>
    RegisterOnly,

    /// <summary>Nothing: the finding is about the guard itself.</summary>
    Nothing,
}
