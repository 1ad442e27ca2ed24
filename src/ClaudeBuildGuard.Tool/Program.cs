using ClaudeBuildGuard.Engine;

var verdict = Guard.Judge(new GuardOptions { RepositoryRoot = Environment.CurrentDirectory }, SilentLog.Instance, CancellationToken.None);
foreach (var finding in verdict.Findings)
{
    Console.WriteLine($"{finding.Location.Path}: {finding.Severity} {finding.Id}: {finding.Finding.Text}");
}

return verdict.ExitStatus;
