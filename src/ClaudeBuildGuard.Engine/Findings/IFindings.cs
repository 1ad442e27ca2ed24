namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>Where controls report to. Safe for concurrent use.</summary>
public interface IFindings
{
    /// <summary>Reports one finding. The order of reports does not matter.</summary>
    void Report(Finding finding);

    /// <summary>Says what was read or left out, in one line that a user sees in the verdict, such as <c>12,345 objects scanned</c>.</summary>
    void Note(string fact);

    /// <summary>Says what this run itself did, such as what it did not have to read again: a later run that recalls its findings does not repeat it.</summary>
    void NoteOfThisRun(string fact);
}
