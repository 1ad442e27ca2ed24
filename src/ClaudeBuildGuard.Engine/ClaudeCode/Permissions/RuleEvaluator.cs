using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Permissions;

/// <summary>How surely a rule denies.</summary>
internal enum Coverage
{
    /// <summary>No rule denies.</summary>
    NotCovered = 0,

    /// <summary>A rule denies on some versions of the client only.</summary>
    OnSomeVersions,

    /// <summary>A rule denies on every version that was measured.</summary>
    Covered,
}

/// <summary>What the deny rules say about one call.</summary>
/// <param name="Coverage">How surely it is denied.</param>
/// <param name="Rule">The rule that decides; null when none does.</param>
internal readonly record struct RuleDecision(Coverage Coverage, PermissionRule? Rule)
{
    /// <summary>True when every version denies.</summary>
    public bool IsCovered => Coverage == Coverage.Covered;
}

/// <summary>
/// Answers: would this tool be denied this file? Under the deny rules of every file that the client loads, in a session that is started
/// at the root of the repository.
/// </summary>
/// <remarks>
/// Deny rules of all files are joined, and any match denies. The matching is that of an ignore file in which case counts for nothing;
/// within one file, 2.1.330 lets <c>!x</c> take files out of the relative rules above it, where 2.1.197 ignores it. Each group below is
/// one such set of patterns. Source: real-client; claude-code-facts, 3.3 to 3.6.
/// </remarks>
internal sealed class RuleEvaluator
{
    private static readonly ImmutableArray<string> ReadingTools = ["Read", "Grep", "Glob", "LSP"];
    private static readonly ImmutableArray<string> WritingTools = ["Edit", "Write", "MultiEdit", "NotebookEdit"];

    private readonly PermissionRule[] _wholeTool;
    private readonly Group[] _read;
    private readonly Group[] _edit;

    /// <summary>Prepares the rules.</summary>
    /// <param name="settings">The settings in force; files that the client drops are left out.</param>
    /// <param name="root">The absolute path of the repository.</param>
    /// <param name="home">The absolute path of the home directory; null when no rule is to be anchored there.</param>
    public RuleEvaluator(ClientSettings settings, string root, string? home)
    {
        var files = settings.Loaded.ToArray();
        _wholeTool = [.. files.SelectMany(f => f.Deny).Where(r => r.Form == RuleForm.WholeTool)];
        _read = [.. files.SelectMany(f => Groups(f, "Read", root, home))];
        _edit = [.. files.SelectMany(f => Groups(f, "Edit", root, home))];
    }

    /// <summary>Prepares those rules of some files that hold wherever a session is started: absolute ones and those for whole tools.</summary>
    public static RuleEvaluator OfAbsoluteRules(IEnumerable<SettingsFile> files, string root, string? home)
    {
        var rules = files.SelectMany(f => f.Deny)
            .Where(r => r.Form == RuleForm.WholeTool || (r.Form == RuleForm.WithSpecifier && RulePath.Parse(r.Specifier).Anchor is RuleAnchor.FileSystem or RuleAnchor.Home));
        return new RuleEvaluator(new ClientSettings([SettingsFile.OfDenyRules(rules.Select(r => r.Text))]), root, home);
    }

    /// <summary>Whether a tool is denied a file of the repository.</summary>
    /// <param name="tool">The tool's name, such as <c>Read</c>.</param>
    /// <param name="path">Relative to the root, with <c>/</c> separators.</param>
    public RuleDecision Decide(string tool, string path)
    {
        foreach (var rule in _wholeTool)
        {
            if (rule.NamesWholeTool(tool))
            {
                return new RuleDecision(Coverage.Covered, rule);
            }
        }

        var reads = ReadingTools.Contains(tool, StringComparer.Ordinal) || tool is "Edit" or "Write" or "MultiEdit" ? Strongest(_read, path) : default;
        var edits = WritingTools.Contains(tool, StringComparer.Ordinal) ? Strongest(_edit, path) : default;
        return reads.Coverage >= edits.Coverage ? reads : edits;
    }

    private static RuleDecision Strongest(Group[] groups, string path)
    {
        var best = default(RuleDecision);
        foreach (var group in groups)
        {
            var decision = group.Decide(path);
            if (decision.Coverage > best.Coverage)
            {
                best = decision;
            }
        }

        return best;
    }

    private static IEnumerable<Group> Groups(SettingsFile file, string tool, string root, string? home)
    {
        var rules = file.Deny.Where(r => r.Form == RuleForm.WithSpecifier && r.Tool == tool).ToImmutableArray();
        var paths = rules.Select((r, i) => (Path: RulePath.Parse(r.Specifier), Ordinal: i)).ToLookup(p => p.Path.Anchor);
        var absolute = Absolute(root);
        foreach (var anchored in paths)
        {
            var prefix = anchored.Key switch
            {
                RuleAnchor.WorkingDirectory => string.Empty,
                RuleAnchor.Source => file.Scope switch
                {
                    SettingsScope.Project or SettingsScope.Local => string.Empty,
                    _ => home is null ? null : Below(Absolute(Path.Combine(home, ".claude")), absolute),
                },
                RuleAnchor.FileSystem => absolute,
                _ => home is null ? null : Below(Absolute(home), absolute),
            };
            if (prefix is not null)
            {
                yield return new Group(rules, prefix, [.. anchored.Where(p => !p.Path.IsNegated || anchored.Key == RuleAnchor.WorkingDirectory)]);
            }
        }
    }

    /// <summary>An absolute path as the client writes it: with slashes, a drive as <c>/c</c>; here without the leading slash.</summary>
    private static string Absolute(string path)
    {
        var full = Path.GetFullPath(path).Replace('\\', '/').TrimEnd('/');
        return full.Length > 1 && full[1] == ':' ? char.ToLowerInvariant(full[0]) + full[2..] : full.TrimStart('/');
    }

    /// <summary>What leads from a directory down to the root; null when the root is not below it.</summary>
    private static string? Below(string directory, string root) =>
        root == directory ? string.Empty
        : root.StartsWith(directory + "/", StringComparison.OrdinalIgnoreCase) ? root[(directory.Length + 1)..]
        : null;

    /// <summary>The rules of one file for one tool with one anchor: one set of patterns.</summary>
    private sealed class Group
    {
        private readonly ImmutableArray<PermissionRule> _rules;
        private readonly string _prefix;
        private readonly IgnoreRules _current;
        private readonly IgnoreRules? _older;

        public Group(ImmutableArray<PermissionRule> rules, string prefix, IReadOnlyList<(RulePath Path, int Ordinal)> paths)
        {
            _rules = rules;
            _prefix = prefix.Length == 0 ? string.Empty : prefix + "/";
            _current = Joined(paths, older: false);
            _older = paths.Any(p => p.Path.IsVersionDependent) ? Joined(paths, older: true) : null;
        }

        public RuleDecision Decide(string path)
        {
            var full = _prefix + path;
            var now = _current.Decide(full) is { IsIgnored: true } match ? _rules[match.Pattern.Line] : null;
            if (_older is null)
            {
                return now is null ? default : new RuleDecision(Coverage.Covered, now);
            }

            var before = _older.Decide(full) is { IsIgnored: true } earlier ? _rules[earlier.Pattern.Line] : null;
            return (now, before) switch
            {
                (null, null) => default,
                (_, null) => new RuleDecision(Coverage.OnSomeVersions, now),
                (null, _) => new RuleDecision(Coverage.OnSomeVersions, before),
                _ => new RuleDecision(Coverage.Covered, now),
            };
        }

        private static IgnoreRules Joined(IEnumerable<(RulePath Path, int Ordinal)> paths, bool older)
        {
            var patterns = paths.Select(p => p.Path.Compile(p.Ordinal, older)).OfType<IgnorePattern>().ToArray();
            return new IgnoreRules([new IgnoreFile(string.Empty, string.Empty, patterns, ignoreCase: true)]);
        }
    }
}
