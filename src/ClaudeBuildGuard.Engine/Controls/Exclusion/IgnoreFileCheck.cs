using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Is there an ignore file, does it exclude every secret, and does each line mean what it was meant to?</summary>
internal static class IgnoreFileCheck
{
    private const string Init = "Run 'claude-build-guard init' or 'dotnet build -t:ClaudeBuildGuardInit'";
    private const int MostLines = 10;

    private static readonly ImmutableArray<string> SystemDirectories = ["etc", "home", "Users", "usr", "var", "opt", "root", "tmp", "mnt", "proc"];

    public static void Examine(ExclusionModel model, IFindings findings)
    {
        if (model.Unreadable is { } unreadable)
        {
            findings.Report(unreadable);
            return;
        }

        if (model.Ignore is not { } ignore)
        {
            findings.Report(new Finding(
                IgnoreFileMissing,
                model.IgnoreFile is null ? Location.Repository : new Location(ExclusionModel.IgnorePath),
                $"{(model.IgnoreFile is null ? "The repository has no .claudeignore"
                    : model.IsLinked ? $".claudeignore is a symbolic link to '{model.IgnoreFile.LinkTarget}' and not a file of its own"
                    : $".claudeignore holds {model.IgnoreFile.Length} bytes, far more than a list of patterns")}, so nothing says which files an agent must not read.",
                model.IgnoreFile is null ? $"{Init}: it writes the file and the rules that enforce it."
                    : $"Delete it ('rm {ExclusionModel.IgnorePath}'). Then {char.ToLowerInvariant(Init[0])}{Init[1..]}: it writes the file and the rules that enforce it."));
            return;
        }

        ReportMissingPatterns(model, findings);
        foreach (var group in Grouping.Of([.. model.Secrets.All.Where(s => !model.IgnoreRules.IsIgnored(s.Path))], s => s.Path, s => s.Kind.Id))
        {
            var first = group[0];
            var reopened = model.IgnoreRules.Decide(first.Path) is { IsIgnored: false } decision
                ? $" Line {decision.Pattern.Line} takes it back in."
                : string.Empty;
            findings.Report(new Finding(
                SecretNotExcluded,
                new Location(first.Path),
                $"{Grouping.Named(group, s => s.Path)} {(group.Count == 1 ? "holds" : "hold")} {first.Kind.Title}, and .claudeignore does not exclude {(group.Count == 1 ? "it" : "them")}.{reopened}",
                $"{Init}, or add the line '{first.Path}' to .claudeignore.")
            {
                Identity = first.Kind.Id,
            });
        }

        foreach (var (pattern, message, fix) in ignore.Patterns.Select(p => Explain(model, p)).Where(e => e.Message.Length > 0).Take(MostLines))
        {
            findings.Report(new Finding(IgnoreLineWithoutEffect, new Location(ExclusionModel.IgnorePath, pattern.Line, 1), message, fix) { Identity = pattern.Text });
        }
    }

    private static void ReportMissingPatterns(ExclusionModel model, IFindings findings)
    {
        var environment = Missing(model, SecretFileKinds.Environment);
        if (environment.Count > 0)
        {
            var opened = model.IgnoreRules.Decide(environment[0]) is { IsIgnored: false } decision ? $" Line {decision.Pattern.Line} takes it back in." : string.Empty;
            findings.Report(new Finding(
                PatternMissing,
                new Location(ExclusionModel.IgnorePath),
                $".claudeignore does not exclude {Listed(environment)}: environment files are where secrets land first.{opened}",
                $"{Init}, or add the lines '.env' and '.env.local'.")
            {
                Identity = "env-file",
            });
        }

        // What the team keeps out of git because it is secret has no business in an agent's context either.
        var ignored = model.Repository.Find(".gitignore") is { LinkTarget: null } file && file.TryReadText(findings, out var text)
            ? new IgnoreRules([IgnoreFile.Parse(".gitignore", text)])
            : null;
        var others = ignored is null
            ? []
            : SecretFileKinds.All.Skip(1).Where(k => k.Proof is null).SelectMany(k => Missing(model, k)).Where(s => ignored.IsIgnored(s)).ToList();
        if (others.Count > 0)
        {
            findings.Report(new Finding(
                PatternMissing,
                new Location(ExclusionModel.IgnorePath),
                $".gitignore keeps secret files such as {Listed(others)} out of git, but .claudeignore does not exclude them.",
                $"{Init}.")
            {
                Severity = Severity.Warning,
                Identity = "gitignore",
            });
        }
    }

    private static List<string> Missing(ExclusionModel model, SecretFileKind kind) => [.. kind.Samples.Where(s => !model.IgnoreRules.IsIgnored(s))];

    private static string Listed(IReadOnlyList<string> paths) => string.Join(", ", paths.Take(4).Select(p => $"'{p}'"));

    private static (IgnorePattern Pattern, string Message, string Fix) Explain(ExclusionModel model, IgnorePattern pattern)
    {
        var text = pattern.Text;
        var body = text.TrimStart('!');
        var comment = body.IndexOf(" #", StringComparison.Ordinal);
        if (comment > 0)
        {
            return (pattern, $"The line '{text}' is one pattern with the '#' in it: a comment needs a line of its own, so nothing is excluded.", "Move the comment to the line above.");
        }

        for (var i = 0; i + 1 < body.Length; i++)
        {
            if (body[i] == '\\' && char.IsAsciiLetterOrDigit(body[i + 1]))
            {
                return (pattern, $"In '{text}' the backslash is an escape and no separator, so the pattern names no directory.", $"Write '{body.Replace('\\', '/')}'.");
            }
        }

        if (body.Split('/').Contains(".."))
        {
            return (pattern, $"'{text}' leads out of the repository; patterns match below the file they stand in only.", "Delete the line; deny rules with '//' cover what lies outside.");
        }

        if (body.StartsWith("~/", StringComparison.Ordinal))
        {
            return (pattern, $"'{text}' names a directory called '~', not the home directory.", $"Delete the line and deny 'Read({body})' in .claude/settings.json.");
        }

        if (body.Length > 2 && char.IsAsciiLetter(body[0]) && body[1] == ':')
        {
            return (pattern, $"'{text}' is an absolute path; patterns match below the repository only.", "Write it relative to the repository.");
        }

        var first = body.TrimStart('/').Split('/')[0];
        if (body.StartsWith('/') && SystemDirectories.Contains(first, StringComparer.Ordinal)
            && !model.Repository.Files.Any(f => f.Path.StartsWith(first + "/", StringComparison.OrdinalIgnoreCase)))
        {
            return (pattern, $"'{text}' is relative to the repository, where there is no '{first}': it does not name '/{first}' of the machine.", "Delete the line; deny rules with '//' cover what lies outside.");
        }

        if (pattern.IsMalformed)
        {
            return (pattern, $"'{text}' can match nothing: a bracket is not closed, or a backslash stands at its end.", "Put a backslash before the bracket to mean it literally.");
        }

        foreach (var segment in body.Split('/'))
        {
            if (segment.Length > 4 && segment[0] == '[' && segment.IndexOf(']') == segment.Length - 1 && segment[1..^1].All(char.IsAsciiLetter))
            {
                return (pattern, $"'{segment}' in '{text}' matches one single letter of those, not the name '{segment[1..^1]}'.", $"Write '{segment[1..^1]}', or '\\{segment[..^1]}\\]' when the brackets are part of the name.");
            }
        }

        return (pattern, string.Empty, string.Empty);
    }
}
