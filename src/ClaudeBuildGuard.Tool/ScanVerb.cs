using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Tool;

/// <summary>What <c>scan</c> looks at.</summary>
/// <param name="Path">A file or directory that need be in no repository; null is the repository.</param>
/// <param name="WorkingTree">The files of the repository.</param>
/// <param name="History">Its objects.</param>
/// <param name="Staged">Its index.</param>
/// <param name="StandardInput">Standard input.</param>
internal sealed record ScanSubject(string? Path, bool WorkingTree, bool History, bool Staged, bool StandardInput);

/// <summary><c>scan</c>: credentials only.</summary>
internal static class ScanVerb
{
    public static int Run(GuardOptions options, ScanSubject subject, Answer answer, CancellationToken cancellation)
    {
        if (subject.StandardInput)
        {
            using var input = Console.OpenStandardInput();
            return answer.Give(CredentialScan.Stream(input, "standard input", options, cancellation));
        }

        if (subject.Staged)
        {
            return answer.Give(CredentialScan.Staged(options, cancellation));
        }

        if (subject.Path is { } path)
        {
            return answer.Give(Directory.Exists(path)
                ? CredentialsOf(options with { RepositoryRoot = Path.GetFullPath(path), Parts = GuardParts.WorkingTree }, cancellation)
                : CredentialScan.File(path, options, cancellation));
        }

        var parts = (subject.WorkingTree ? GuardParts.WorkingTree : GuardParts.None) | (subject.History ? GuardParts.History : GuardParts.None);
        return answer.Give(CredentialsOf(
            options with { Parts = parts == GuardParts.None ? GuardParts.WorkingTree | GuardParts.History : parts }, cancellation));
    }

    // Credentials, and what kept them from being looked for.
    private static Verdict CredentialsOf(GuardOptions options, CancellationToken cancellation)
    {
        var verdict = Guard.Judge(options, new TerminalLog(), cancellation);
        return verdict with { Findings = [.. verdict.Findings.Where(f => f.Id.StartsWith("CBG3", StringComparison.Ordinal) || f.Id.StartsWith("CBG0", StringComparison.Ordinal))] };
    }
}
