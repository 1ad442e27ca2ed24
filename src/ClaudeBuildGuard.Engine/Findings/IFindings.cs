namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>Where controls report to. Safe for concurrent use.</summary>
public interface IFindings
{
    /// <summary>Reports one finding. The order of reports does not matter.</summary>
    void Report(Finding finding);
}
