using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Permission skipping (A3, C1 to C6): every use is judged by what surrounds it and by the register in the configuration.
/// </summary>
internal sealed partial class PermissionSkippingControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => PermissionSkippingDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var all = PermissionUses.Of(repository);
        foreach (var problem in all.Problems)
        {
            findings.Report(problem);
        }

        var uses = all.All;
        var register = repository.Configuration.PermissionSkipping;
        foreach (var use in uses)
        {
            Judge(use, register.LastOrDefault(e => Covers(e, use)), repository.Options.Today, findings);
        }

        foreach (var entry in register)
        {
            Check(entry, repository, uses, findings);
            CheckWords(entry, repository, findings);
        }

        // Who skips permissions leaves a line for each call in the log of the hook, and in no other (C5).
        if (register.FirstOrDefault(e => uses.Any(u => !u.IsRootGuard && Covers(e, u))) is { } used && !ClientSettings.Read(repository).RunsGuardHook)
        {
            findings.Report(new Finding(
                PermissionSkippingDiagnostics.NotRegistered,
                new Location(ConfigurationReader.ShownPath(repository.Options), used.Line),
                "Sessions that the permission-skipping register allows leave no log of the guard: no settings file runs its hook before each call.",
                "Run 'dotnet tool install ClaudeBuildGuard.Tool --create-manifest-if-needed' and 'claude-build-guard init', or keep the logs of the runs yourselves.")
            {
                Identity = "log",
                Severity = Severity.Information,
            });
        }
    }

    private static bool Covers(PermissionSkippingEntry entry, PermissionUse use) =>
        Normal(entry.Path).Equals(use.Location.Path, StringComparison.Ordinal);

    private static void Judge(PermissionUse use, PermissionSkippingEntry? entry, DateOnly today, IFindings findings)
    {
        if (use.IsRootGuard)
        {
            JudgeRootGuard(use, findings);
            return;
        }

        if (use.IsUnsure)
        {
            JudgeUnsure(use, entry, today, findings);
            return;
        }

        var gaps = use.Gaps;
        if (use.Production.Count > 0)
        {
            findings.Report(new Finding(
                PermissionSkippingDiagnostics.NearProduction,
                use.Location,
                $"{use.Subject} runs the client without permission checks ('{use.Spelling}') beside {List(use.Production)}, so an agent that nobody asks reaches production.",
                "Move the agent to a job or container of its own without these, or remove the spelling and allow single tools with '--allowedTools'.")
            {
                Identity = use.Spelling,
            });
        }

        if (entry is not null && entry.Expires >= today)
        {
            return;
        }

        var expired = entry is null ? string.Empty : $" The register entry of {entry.AuthorisedBy} expired on {entry.Expires:yyyy-MM-dd}.";
        if (gaps.Count == 0)
        {
            findings.Report(new Finding(
                PermissionSkippingDiagnostics.NotRegistered,
                use.Location,
                $"{use.Subject} runs the client without permission checks ('{use.Spelling}') in a sandbox, and no register entry says who authorised it and until when.{expired}",
                Register(use))
            {
                Identity = use.Spelling,
            });
            return;
        }

        var where = use.Container is null && !use.IsContained
            ? use.Place
            : $"in a container that {List(gaps)}";
        findings.Report(new Finding(
            PermissionSkippingDiagnostics.OutsideSandbox,
            use.Location,
            $"{use.Subject} switches the client's permission checks off ('{use.Spelling}') {where}.{expired}",
            $"Remove it and allow single tools instead ('--allowedTools', 'permissions.allow'), or run it in a sandbox ('claude-build-guard init --only sandbox' writes one). {Register(use)}")
        {
            Identity = use.Spelling,
        });
    }

    private static void JudgeUnsure(PermissionUse use, PermissionSkippingEntry? entry, DateOnly today, IFindings findings)
    {
        if (entry is null || entry.Expires < today)
        {
            findings.Report(new Finding(
                PermissionSkippingDiagnostics.NotRegistered,
                use.Location,
                $"{use.Subject} names the client together with '{use.Spelling}', and nothing shows whether anything runs it; no register entry says who authorised it.",
                $"Remove it if it is run. {Register(use)} If nothing runs it, mark the line with 'claude-build-guard:allow CBG4002 reason', or name the file under 'suppressions'.")
            {
                Identity = use.Spelling,
            });
        }
    }

    private static void JudgeRootGuard(PermissionUse use, IFindings findings)
    {
        if (use.Container is { User: Containers.ContainerUser.NonRoot })
        {
            return;
        }

        var inContainer = use.Container is not null;
        findings.Report(new Finding(
            PermissionSkippingDiagnostics.RootGuardLifted,
            use.Location,
            inContainer
                ? $"{use.Subject} sets '{use.Spelling}', so the client skips permissions as root although it refuses that by itself."
                : $"{use.Subject} sets '{use.Spelling}' outside any container, so the client takes the machine for a sandbox and skips permissions even as root.",
            inContainer ? "Remove the variable and run the container as a user other than root." : "Remove the variable: it belongs into a container definition only.")
        {
            Identity = use.Spelling,
            Severity = inContainer ? Severity.Warning : Severity.Error,
        });
    }

    private static void Check(PermissionSkippingEntry entry, RepositoryView repository, IReadOnlyList<PermissionUse> uses, IFindings findings)
    {
        var path = Normal(entry.Path);
        var problem = repository.Find(path) is null
            ? $"The permission-skipping register names '{entry.Path}', which does not exist."
            : !uses.Any(u => Covers(entry, u) && !u.IsRootGuard) ? $"The permission-skipping register names '{entry.Path}', in which no permission is skipped." : null;
        if (problem is not null)
        {
            findings.Report(new Finding(
                GuardDiagnostics.SuppressionStale,
                new Location(ConfigurationReader.ShownPath(repository.Options), entry.Line),
                problem,
                "Remove the entry, or correct its 'path'.")
            {
                Identity = $"permissionSkipping {entry.Path}",
            });
        }
    }

    // An entry that names nobody, no reason or no end is kept, and said to document nothing.
    private static void CheckWords(PermissionSkippingEntry entry, RepositoryView repository, IFindings findings)
    {
        var empty = new[] { ("environment", entry.Environment), ("authorisedBy", entry.AuthorisedBy), ("reason", entry.Reason) }.Where(w => Filler().IsMatch(w.Item2)).ToList();
        var longest = repository.Options.Today.AddYears(1);
        string?[] problems =
        [
            empty.Count == 0 ? null : $"says {List([.. empty.Select(e => $"'{e.Item2}' for {e.Item1}")])}, which documents nothing.",
            entry.Expires <= longest ? null : $"lasts until {entry.Expires:yyyy-MM-dd}, which is no limit.",
        ];
        foreach (var problem in problems.OfType<string>())
        {
            findings.Report(new Finding(
                PermissionSkippingDiagnostics.NotRegistered,
                new Location(ConfigurationReader.ShownPath(repository.Options), entry.Line),
                $"The entry of the permission-skipping register for '{entry.Path}' {problem}",
                $"Write who authorised it, where it runs and why, and a last day not later than {longest:yyyy-MM-dd}.")
            {
                Identity = $"permissionSkipping {entry.Path}",
            });
        }
    }

    [GeneratedRegex(@"^(?:[^\p{L}\p{N}]*|(?:todo|tbd|fixme|n/?a|none|unknown|nobody|x+|\?+)[.!?: ]*)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Filler();

    private static string Normal(string path)
    {
        var normal = path.Replace('\\', '/');
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal[2..] : normal;
    }

    private static string Register(PermissionUse use) =>
        $"Document an exception under 'permissionSkipping' in claude-build-guard.json: path '{use.Location.Path}', environment, authorisedBy, reason, expires.";

    private static string List(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
}
