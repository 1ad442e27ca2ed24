using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The rules of a <c>Makefile</c> or <c>justfile</c>: what a target needs, and its recipe.</summary>
internal sealed partial class TaskRules
{
    // More targets than are followed from one to the next.
    private const int MostTargets = 256;

    /// <summary>The names that <c>make</c> looks for, in its order.</summary>
    public static readonly ImmutableArray<string> Makefiles = ["GNUmakefile", "makefile", "Makefile"];

    /// <summary>The names that <c>just</c> looks for.</summary>
    public static readonly ImmutableArray<string> Justfiles = ["justfile", ".justfile", "Justfile"];

    private readonly List<Rule> _rules;
    private readonly ILookup<string, Rule> _byTarget;
    private readonly List<(string Target, Rule Rule)> _patterns;
    private readonly Lazy<Dictionary<int, Rule>> _byLine;
    private readonly Lazy<Dictionary<Rule, HashSet<Rule>>> _needed;
    private readonly Dictionary<Rule, IReadOnlySet<int>> _beside = [];

    private TaskRules(List<Rule> rules)
    {
        _rules = rules;
        _byTarget = rules.SelectMany(r => r.Targets.Select(t => (Target: t, Rule: r))).ToLookup(r => r.Target, r => r.Rule, StringComparer.Ordinal);
        _patterns = [.. rules.SelectMany(r => r.Targets.Select(t => (Target: t, Rule: r))).Where(r => r.Target.Contains('%', StringComparison.Ordinal)).Take(MostTargets)];
        _byLine = new(() => rules.SelectMany(r => r.Recipe.Select(l => (l.Line, Rule: r))).ToDictionary(l => l.Line, l => l.Rule));
        _needed = new(() => rules.ToDictionary(r => r, r => r.Needs.Concat(r.Recipe.SelectMany(l => Call().Matches(l.Text)).SelectMany(m => m.Groups["targets"].Value.Split(' ')))
            .SelectMany(n => _byTarget[n]).ToHashSet()));
    }

    /// <summary>True for the name of a file that holds such rules.</summary>
    public static bool IsFor(string name) => Makefiles.Contains(name) || Justfiles.Contains(name) || name.EndsWith(".mk", StringComparison.Ordinal) || name.EndsWith(".just", StringComparison.Ordinal);

    /// <summary>The rules of a text.</summary>
    public static TaskRules Of(string text)
    {
        var rules = new List<Rule>();
        List<(string, int, int)>? recipe = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] is '\t' or ' ')
            {
                var body = line.TrimStart('\t', ' ', '@', '-', '+');
                recipe?.Add((Called(body), number, 1 + line.Length - body.Length));
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] is not ('#' or '.') && !line.AsSpan(colon).StartsWith(":="))
            {
                // A recipe of just has its parameters behind its name: only the first word is one.
                recipe = [];
                rules.Add(new Rule(
                    line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    line[(colon + 1)..].TrimStart(':').Split(';')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    recipe));
            }
        }

        return new TaskRules(rules);
    }

    /// <summary>The lines that run for targets, those that they need first; without a name the first target.</summary>
    public IReadOnlyList<(string Text, int Line, int Column)> Recipes(IReadOnlyList<string> targets)
    {
        var lines = new List<(string, int, int)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in targets.Count > 0 ? targets : [.. _rules.Take(1).SelectMany(r => r.Targets.Take(1))])
        {
            Add(target);
        }

        return lines;

        void Add(string target)
        {
            if (seen.Count < MostTargets && !seen.Contains(target) && RulesOf(target) is { Count: > 0 } rules)
            {
                seen.Add(target);
                foreach (var need in rules.SelectMany(r => r.Needs))
                {
                    Add(need);
                }

                lines.AddRange(rules.SelectMany(r => r.Recipe));
            }
        }
    }

    /// <summary>
    /// The numbers of the lines that run together with one: those of its target, of what that needs or calls, and of the targets that need or call it;
    /// null where it stands in no recipe. The same object for every line of a target.
    /// </summary>
    public IReadOnlySet<int>? LinesBeside(int line)
    {
        if (_rules.Count > MostTargets || !_byLine.Value.TryGetValue(line, out var own))
        {
            return null;
        }

        if (!_beside.TryGetValue(own, out var beside))
        {
            var callers = Reach([own], r => _rules.Where(c => _needed.Value[c].Contains(r)));
            _beside[own] = beside = Reach(callers, r => _needed.Value[r]).SelectMany(r => r.Recipe).Select(l => l.Line).ToHashSet();
        }

        return beside;
    }

    // The text of a recipe as its shell gets it: make calls itself by a variable.
    private static string Called(string body) =>
        body.Replace("$(MAKE)", "make   ", StringComparison.Ordinal).Replace("${MAKE}", "make   ", StringComparison.Ordinal).Replace("$$", "$", StringComparison.Ordinal);

    // The rules of a target; where none has its name, those of a pattern: ship-%.
    private List<Rule> RulesOf(string target) =>
        _byTarget.Contains(target) ? [.. _byTarget[target]] : [.. _patterns.Where(p => IsPatternOf(p.Target, target)).Select(p => p.Rule).Take(1)];

    private static bool IsPatternOf(string pattern, string target) =>
        pattern.IndexOf('%', StringComparison.Ordinal) is >= 0 and var at && target.Length >= pattern.Length
            && target.StartsWith(pattern[..at], StringComparison.Ordinal) && target.EndsWith(pattern[(at + 1)..], StringComparison.Ordinal);

    private static HashSet<Rule> Reach(IEnumerable<Rule> start, Func<Rule, IEnumerable<Rule>> next)
    {
        var reached = start.ToHashSet();
        var open = new Queue<Rule>(reached);
        while (open.TryDequeue(out var rule))
        {
            foreach (var other in next(rule).Where(reached.Add))
            {
                open.Enqueue(other);
            }
        }

        return reached;
    }

    [GeneratedRegex(@"(?:\$[({]MAKE[)}]|\bg?make|\bjust)\s+(?<targets>[^;&|]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    // Compared by what it is, not by what it holds.
    private sealed class Rule(string[] targets, string[] needs, List<(string Text, int Line, int Column)> recipe)
    {
        public string[] Targets { get; } = targets;

        public string[] Needs { get; } = needs;

        public List<(string Text, int Line, int Column)> Recipe { get; } = recipe;
    }
}
